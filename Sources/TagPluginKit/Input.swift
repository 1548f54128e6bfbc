import CTagPlugin

/// One distinct input: a value for each input tag of the claim. Lent to `parse`; it cannot be kept.
///
/// Every accessor takes the handle of the tag, and stands for the first one when left out.
public struct Input: ~Copyable {
    private let values: UnsafeRawPointer
    private let valueSize: Int
    private let count: Int
    private let keywordText: tagplugin_text

    /// - Precondition: `values` holds `count` values, `valueSize` bytes apart.
    init(values: UnsafeRawPointer, valueSize: Int, count: Int, keyword: tagplugin_text) {
        self.values = values
        self.valueSize = valueSize
        self.count = count
        keywordText = keyword
    }

    /// Whether an input is there in the instances that hold this value.
    public enum Presence: UInt32, Sendable {
        case absent = 0
        /// The element has no value, or nothing but padding.
        case empty = 1
        case present = 2
    }

    /// Keyword of the first tag, or `gggg_ee_CREATOR` for a private element.
    public var keyword: String { keywordText.string }

    public func presence(_ tag: InputTag = .first) -> Presence {
        Presence(rawValue: value(tag).presence) ?? .absent
    }

    public func isPresent(_ tag: InputTag = .first) -> Bool {
        presence(tag) == .present
    }

    /// Value representation that the value was read with, `UN` when unknown.
    public func vr(_ tag: InputTag = .first) -> String {
        let vr = value(tag).vr
        return String(decoding: [UInt8(bitPattern: vr.0), UInt8(bitPattern: vr.1)], as: UTF8.self)
    }

    /// The value as text; several values are separated by backslashes. Empty when there is none.
    public func text(_ tag: InputTag = .first) -> String {
        value(tag).text.string
    }

    /// Lends the bytes of the text.
    public func withUTF8<Result, Failure: Error>(
        _ tag: InputTag = .first, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(value(tag).text.utf8.span)
    }

    /// A handle of another claim reads as absent.
    private func value(_ tag: InputTag) -> tagplugin_value {
        guard tag.index < count else { return tagplugin_value() }
        return (values + tag.index * valueSize).loadUnaligned(as: tagplugin_value.self)
    }
}

// MARK: Common syntax
extension Input {
    /// The value as a single number; see ``NumberSyntax``.
    ///
    /// - Parameter units: units that may be glued on.
    public func number(_ tag: InputTag = .first, units: [UnitSuffix] = []) throws(Rejection) -> Number {
        var number = try withUTF8(tag) { utf8 throws(Rejection) in try NumberSyntax.parse(utf8, units: units) }
        if isInteger(tag), number.value != number.value.rounded() { number.repairs.insert(.integerFraction) }
        return number
    }

    /// The value of a tag that holds one number, also where it is written as a list of one, or comes several times.
    public func single(_ tag: InputTag = .first, units: [UnitSuffix] = []) throws(Rejection) -> Number {
        let list = try numbers(tag, units: units, expecting: 1)
        if let rejection = list.firstRejection { throw rejection }
        let numbers = list.elements.compactMap(\.number)
        guard let first = numbers.first else { throw .empty }
        guard numbers.allSatisfy({ $0 == first }) else { throw .severalValues }
        return Number(first, repairs: numbers.count > 1 ? list.repairs.union(.repeatedValue) : list.repairs)
    }

    /// The value as a list of numbers; see ``ListSyntax``.
    ///
    /// - Parameters:
    ///   - units: units that may be glued on to each.
    ///   - count: how many numbers there should be, where that is known: it settles what a comma means.
    public func numbers(
        _ tag: InputTag = .first, units: [UnitSuffix] = [], expecting count: Int? = nil
    ) throws(Rejection) -> NumberList {
        var list = try withUTF8(tag) { utf8 throws(Rejection) in
            try ListSyntax.numbers(in: utf8, units: units, expecting: count)
        }
        if isInteger(tag), list.elements.contains(where: { $0.number.map { $0 != $0.rounded() } ?? false }) {
            list.repairs.insert(.integerFraction)
        }
        return list
    }

    private func isInteger(_ tag: InputTag) -> Bool { vr(tag) == "IS" }

    /// The value as a list of texts; see ``ListSyntax``.
    public func texts(_ tag: InputTag = .first) -> TextList {
        withUTF8(tag) { ListSyntax.texts(in: $0) }
    }

    /// The rule by which the whole value is a word that stands for missing, such as `UNKNOWN`; see ``Sentinels``.
    public func sentinel(_ tag: InputTag = .first) -> String? {
        withUTF8(tag) { Sentinels.rule(for: $0) }
    }
}

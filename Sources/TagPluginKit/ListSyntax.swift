/// Splits a value into the values that it holds.
///
/// DICOM separates values by backslashes. Tools that print a value and store what they printed write lists instead:
/// `[0.5, 0.5]`, `['ORIGINAL', 'PRIMARY']`, `(0.5, 0.5)`, NumPy's `[0.5 0.5]`; read as well, by the repair "stringified
/// list". Numbers also without brackets, `0.5, 0.5` or `0.5;0.5`, by "values not separated by backslash".
///
/// Decimal commas in such lists: `[0,5, 0,5]` holds two numbers, since only some commas have a space behind them, and
/// `[0,5; 0,5]` too. `[0,5,0,5]` holds four, or is rejected as ambiguous where two are expected.
public enum ListSyntax {
    /// The numbers of a list. Elements that are not numbers are told apart; only ambiguity rejects the whole.
    ///
    /// - Parameters:
    ///   - units: units that may be glued on to each.
    ///   - count: how many numbers there should be, where that is known.
    public static func numbers(
        in utf8: Span<UInt8>, units: [UnitSuffix] = [], expecting count: Int? = nil
    ) throws(Rejection) -> NumberList {
        let parts = ListParts(utf8, holding: .numbers)
        if let count, parts.mayHoldDecimalCommas(utf8, expecting: count) { throw .ambiguousCommas }
        var list = NumberList(repairs: parts.repairs)
        list.elements.reserveCapacity(parts.ranges.count)
        for range in parts.ranges {
            list.append(utf8.extracting(range), units: units)
        }
        return list
    }

    public static func numbers(
        in text: String, units: [UnitSuffix] = [], expecting count: Int? = nil
    ) throws(Rejection) -> NumberList {
        try numbers(in: text.utf8.span, units: units, expecting: count)
    }

    /// The texts of a list, without padding and without the quotes of a stringified list. Values may be empty.
    ///
    /// Commas separate only within brackets: a text may hold commas of its own.
    public static func texts(in utf8: Span<UInt8>) -> TextList {
        let parts = ListParts(utf8, holding: .texts)
        let elements = parts.ranges.map { range in
            String(decoding: range.map { utf8[$0] }, as: UTF8.self)
        }
        return TextList(elements: elements, repairs: parts.repairs)
    }

    public static func texts(in text: String) -> TextList {
        texts(in: text.utf8.span)
    }
}

/// What a list of numbers holds.
public struct NumberList: Sendable, Hashable {
    public enum Element: Sendable, Hashable {
        case number(Double)
        /// Nothing between two separators.
        case empty
        case unreadable(Rejection)

        public var number: Double? {
            guard case .number(let value) = self else { return nil }
            return value
        }
    }

    public var elements: [Element]
    /// Every repair of the list or of one of its elements.
    public var repairs: SyntaxRepairs

    public init(elements: [Element] = [], repairs: SyntaxRepairs) {
        self.elements = elements
        self.repairs = repairs
    }

    /// The first reason why an element is not a number.
    public var firstRejection: Rejection? {
        for case .unreadable(let rejection) in elements { return rejection }
        return nil
    }

    fileprivate mutating func append(_ utf8: Span<UInt8>, units: [UnitSuffix]) {
        do throws(Rejection) {
            let number = try NumberSyntax.parse(utf8, units: units)
            elements.append(.number(number.value))
            repairs.formUnion(number.repairs)
        } catch {
            elements.append(error == .empty ? .empty : .unreadable(error))
        }
    }
}

/// What a list of texts holds.
public struct TextList: Sendable, Hashable {
    public var elements: [String]
    public var repairs: SyntaxRepairs

    public init(elements: [String], repairs: SyntaxRepairs) {
        self.elements = elements
        self.repairs = repairs
    }
}

import DICOM

/// The elements of a data set that is to be written, each with its value before it is encoded.
struct ElementSet: Sendable {
    enum Content: Sendable {
        /// All text representations, and DS and IS too: numbers there are text, and as messy.
        case text(String)
        /// US and OW.
        case words([UInt16])
        case doubles([Double])
        case longs([UInt32])
        case tags([Tag])
        case bytes([UInt8])
        /// Encapsulated frames (PS3.5 §A.4).
        case fragments([[UInt8]])
        case items([ElementSet])
    }

    private(set) var elements: [Tag: (attribute: Attribute, content: Content)] = [:]

    subscript(attribute: Attribute) -> Content? {
        get { elements[attribute.tag]?.content }
        set { elements[attribute.tag] = newValue.map { (attribute, $0) } }
    }

    func text(_ attribute: Attribute) -> String? {
        guard case .text(let text) = elements[attribute.tag]?.content else { return nil }
        return text
    }

    mutating func set(_ attribute: Attribute, _ text: String) { self[attribute] = .text(text) }
    mutating func set(_ attribute: Attribute, _ words: Int...) { self[attribute] = .words(words.map { UInt16(truncatingIfNeeded: $0) }) }
    mutating func set(_ attribute: Attribute, longs: Int...) { self[attribute] = .longs(longs.map { UInt32(truncatingIfNeeded: $0) }) }
    mutating func set(_ attribute: Attribute, doubles: Double...) { self[attribute] = .doubles(doubles) }
    mutating func set(_ attribute: Attribute, _ items: [ElementSet]) { self[attribute] = .items(items) }
    mutating func remove(_ attribute: Attribute) { elements[attribute.tag] = nil }

    /// Numbers as DS and IS have them, parted by backslashes.
    mutating func set(_ attribute: Attribute, numbers: [Double], digits: Int = 4) {
        set(attribute, numbers.map { ElementSet.decimal($0, digits: digits) }.joined(separator: "\\"))
    }

    /// A decimal of at most so many digits after the point, without zeros at its end: at most 16 characters for the numbers
    /// of this module (PS3.5 Table 6.2-1).
    static func decimal(_ number: Double, digits: Int = 4) -> String {
        let unit = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000][min(max(digits, 0), 6)]
        let scaled = Int((abs(number) * Double(unit)).rounded())
        let sign = number < 0 && scaled > 0 ? "-" : ""
        var fraction = String(scaled % unit + unit).dropFirst()
        while fraction.last == "0" { fraction = fraction.dropLast() }
        return sign + String(scaled / unit) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// A set of some text elements: items of sequences.
    static func of(_ texts: (Attribute, String)...) -> ElementSet {
        texts.reduce(into: ElementSet()) { $0.set($1.0, $1.1) }
    }

    /// An item of a sequence of codes (PS3.3 §8).
    static func code(_ value: String, _ scheme: String, _ meaning: String) -> ElementSet {
        .of((.codeValue, value), (.codingSchemeDesignator, scheme), (.codeMeaning, meaning))
    }
}

/// The typed value of an element (PS3.5 §6.2).
public enum Value: Equatable, Sendable {
    case empty
    /// AE, AS, CS, DA, DT, LO, SH, TM, UC, UI: padding removed.
    case strings([String])
    /// LT, ST, UR, UT: one text, which may hold backslashes.
    case text(String)
    case personNames([PersonName])
    case decimals([DecimalString])
    case integers([IntegerString])
    case signed([Int64])
    case unsigned([UInt64])
    case floats([Float])
    case doubles([Double])
    case tags([Tag])
    case items([DataSet])
    /// A binary value that was kept.
    case bytes([UInt8])
    /// A binary value that was stepped over: its place in the file.
    case bulk(offset: Int, length: Int)
}

/// One value of DS: its text, and the number where it is one.
public struct DecimalString: Hashable, Sendable {
    public let text: String
    public let number: Double?

    public init(_ text: String) {
        self.text = text
        number = NumberText.decimal(text)
    }
}

/// One value of IS: its text, and the number where it is one.
public struct IntegerString: Hashable, Sendable {
    public let text: String
    public let number: Int64?

    public init(_ text: String) {
        self.text = text
        number = NumberText.integer(text)
    }
}

/// One value of PN in its three component groups (PS3.5 §6.2.1).
public struct PersonName: Hashable, Sendable {
    public let alphabetic: String
    public let ideographic: String
    public let phonetic: String

    public init(_ text: some StringProtocol) {
        let groups = text.utf8.split(separator: UInt8(ascii: "="), maxSplits: 2, omittingEmptySubsequences: false)
        func group(_ index: Int) -> String { index < groups.count ? String(decoding: groups[index], as: UTF8.self) : "" }
        alphabetic = group(0)
        ideographic = group(1)
        phonetic = group(2)
    }
}

/// The number syntax of DS and IS, without locale, hexadecimal, "nan" or "inf".
enum NumberText {
    static func decimal(_ text: String) -> Double? {
        let trimmed = trim(text)
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        guard let number = Double(trimmed), number.isFinite else { return nil }
        return number
    }
    static func integer(_ text: String) -> Int64? { Int64(trim(text)) }

    private static func trim(_ text: String) -> Substring {
        let start = text.drop { $0 == " " }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\0" }) else { return "" }
        return start[...last]
    }
}

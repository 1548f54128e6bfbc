/// Value representation (PS3.5 §6.2).
public enum VR: UInt8, CaseIterable, Sendable {
    case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, OB, OD, OF, OL, OV, OW, PN, SH, SL, SQ, SS, ST, SV, TM, UC, UI
    case UL, UN, UR, US, UT, UV

    /// The two letters.
    public var name: String { VR.names[Int(rawValue)] }
    /// In the order of the cases.
    private static let names = [
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "OB", "OD", "OF", "OL", "OV", "OW", "PN", "SH", "SL",
        "SQ", "SS", "ST", "SV", "TM", "UC", "UI", "UL", "UN", "UR", "US", "UT", "UV",
    ]

    /// The representation that two ASCII letters name, or nil.
    @inlinable public init?(_ first: UInt8, _ second: UInt8) {
        let code = VR.codeByLetters(first, second)
        guard code != VR.unknownCode else { return nil }
        self.init(rawValue: code)
    }

    public init?(name: some StringProtocol) {
        let letters = Array(name.utf8)
        guard letters.count == 2 else { return nil }
        self.init(letters[0], letters[1])
    }

    @usableFromInline static let unknownCode: UInt8 = 0xFF
    /// 26 × 26 table from letters to raw value.
    private static let codes: [UInt8] = {
        var table = [UInt8](repeating: unknownCode, count: 26 * 26)
        for vr in VR.allCases {
            let letters = Array(vr.name.utf8)
            table[Int(letters[0] - 65) * 26 + Int(letters[1] - 65)] = vr.rawValue
        }
        return table
    }()
    @usableFromInline static func codeByLetters(_ first: UInt8, _ second: UInt8) -> UInt8 {
        guard isLetterPair(first, second) else { return unknownCode }
        return codes[Int(first - 65) * 26 + Int(second - 65)]
    }
    /// Whether both bytes are capital letters: a representation, if perhaps not a known one.
    static func isLetterPair(_ first: UInt8, _ second: UInt8) -> Bool { (65...90).contains(first) && (65...90).contains(second) }
}

extension VR {
    private static func mask(_ set: [VR]) -> UInt64 { set.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
    private static let longForm = mask([.OB, .OD, .OF, .OL, .OV, .OW, .SQ, .SV, .UC, .UN, .UR, .UT, .UV])
    private static let binary = mask([.OB, .OD, .OF, .OL, .OV, .OW, .UN])
    private static let charsetDependent = mask([.SH, .LO, .ST, .LT, .UC, .UT, .PN])
    private static let numbers = mask([.FD, .FL, .SL, .SS, .SV, .UL, .US, .UV])
    private static let single = mask([.LT, .ST, .UT, .UR])
    private func isIn(_ mask: UInt64) -> Bool { mask >> UInt64(rawValue) & 1 == 1 }

    /// Explicit VR: two reserved bytes and a 32-bit length follow the letters (PS3.5 Table 7.1-1).
    public var hasLongLength: Bool { isIn(VR.longForm) }
    /// A stream of bytes or words that is not text and not a list of numbers.
    public var isBinary: Bool { isIn(VR.binary) }
    /// Text in the repertoire of Specific Character Set (PS3.5 §6.1.2.2).
    public var usesCharacterSet: Bool { isIn(VR.charsetDependent) }
    /// Binary numbers of fixed size.
    public var isBinaryNumber: Bool { isIn(VR.numbers) }
    /// Text that is one value even when it holds a backslash.
    public var isSingleText: Bool { isIn(VR.single) }
    /// Numbers, whether in binary or as text.
    public var isNumeric: Bool { isBinaryNumber || self == .DS || self == .IS }

    /// Bytes a value of a fixed-size representation, or nil.
    public var valueSize: Int? {
        switch self {
        case .SS, .US: 2
        case .AT, .FL, .SL, .UL: 4
        case .FD, .SV, .UV: 8
        default: nil
        }
    }
}

extension VR: CustomStringConvertible {
    public var description: String { name }
}

/// What a data dictionary says of an element's value representation: one, or alternatives that the rest of the data
/// set decides between (PS3.5 §A.1, Annex A).
public enum VRChoice: Equatable, Sendable {
    case one(VR)
    case usOrSS
    case usOrOW
    case usOrSSOrOW
    case obOrOW

    /// From the alternatives of a dictionary entry; nil when they are no known combination.
    public init?(_ alternatives: [VR]) {
        switch Set(alternatives) {
        case let set where set.count == 1: self = .one(alternatives[0])
        case [.US, .SS]: self = .usOrSS
        case [.US, .OW]: self = .usOrOW
        case [.US, .SS, .OW]: self = .usOrSSOrOW
        case [.OB, .OW]: self = .obOrOW
        default: return nil
        }
    }
}

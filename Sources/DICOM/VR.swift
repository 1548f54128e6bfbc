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
    public init?(_ first: UInt8, _ second: UInt8) {
        self.init(rawValue: VR.code(first, second, in: VR.codes))
    }

    public init?(name: some StringProtocol) {
        let letters = Array(name.utf8)
        guard letters.count == 2 else { return nil }
        self.init(letters[0], letters[1])
    }

    static let unknownCode: UInt8 = 0xFF
    /// 26 × 26 table from letters to raw value. The walker keeps it at hand.
    static let codes: [UInt8] = {
        var table = [UInt8](repeating: unknownCode, count: 26 * 26)
        for vr in VR.allCases {
            let letters = Array(vr.name.utf8)
            table[Int(letters[0] - 65) * 26 + Int(letters[1] - 65)] = vr.rawValue
        }
        return table
    }()
    @inline(__always)
    static func code(_ first: UInt8, _ second: UInt8, in codes: [UInt8]) -> UInt8 {
        let row = Int(first) - 65, column = Int(second) - 65
        guard UInt(bitPattern: row) < 26, UInt(bitPattern: column) < 26 else { return unknownCode }
        return codes[row * 26 + column]
    }
    /// Whether both bytes are capital letters: a representation, if perhaps not a known one.
    static func isLetterPair(_ first: UInt8, _ second: UInt8) -> Bool { (65...90).contains(first) && (65...90).contains(second) }
}

extension VR {
    /// Explicit VR: two reserved bytes and a 32-bit length follow the letters (PS3.5 Table 7.1-1).
    @inlinable public var hasLongLength: Bool {
        switch self {
        case .OB, .OD, .OF, .OL, .OV, .OW, .SQ, .SV, .UC, .UN, .UR, .UT, .UV: true
        default: false
        }
    }
    /// A stream of bytes or words that is not text and not a list of numbers.
    @inlinable public var isBinary: Bool {
        switch self {
        case .OB, .OD, .OF, .OL, .OV, .OW, .UN: true
        default: false
        }
    }
    /// Text in the repertoire of Specific Character Set (PS3.5 §6.1.2.2).
    @inlinable public var usesCharacterSet: Bool {
        switch self {
        case .SH, .LO, .ST, .LT, .UC, .UT, .PN: true
        default: false
        }
    }
    /// Binary numbers of fixed size.
    @inlinable public var isBinaryNumber: Bool {
        switch self {
        case .FD, .FL, .SL, .SS, .SV, .UL, .US, .UV: true
        default: false
        }
    }
    /// Text that is one value even when it holds a backslash.
    @inlinable public var isSingleText: Bool {
        switch self {
        case .LT, .ST, .UT, .UR: true
        default: false
        }
    }
    /// Numbers, whether in binary or as text.
    public var isNumeric: Bool { isBinaryNumber || self == .DS || self == .IS }

    /// Bytes a value of a fixed-size representation, or nil.
    @inlinable public var valueSize: Int? {
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

import DICOM

/// One row of the data dictionary (PS3.6 §6) or of a private one.
public struct DataElementEntry: Sendable {
    /// The tags that the entry stands for: those with `tag & mask == value`. All bits for a plain tag; repeating groups
    /// and elements leave their digits out.
    public let mask: UInt32
    public let value: UInt32
    /// Nil for a standard element.
    public let privateCreator: String?
    public let keyword: String
    public let name: String
    /// Alternatives; empty where the dictionary gives none.
    public let representations: [VR]
    public let multiplicity: ValueMultiplicity?
    public let isRetired: Bool
    /// The file that says so, and the line.
    public let file: String
    public let line: Int

    public var isRepeating: Bool { mask != .max && privateCreator == nil }
    /// How the dictionary writes the tag: `00280030`, `60xx3000`, `0019xx0C`.
    public var tagText: String {
        let digits = Array(Tag(rawValue: value).hex)
        return String((0..<8).map { place in mask >> UInt32(28 - 4 * place) & 0xF == 0 ? "x" : digits[place] })
    }
    /// The tag, with its creator for a private one: `0019xx0C@"SIEMENS MR HEADER"`.
    public var pathText: String { tagText + (privateCreator.map { "@\"\($0)\"" } ?? "") }

    /// Entries of one identity take each other's place.
    var identity: Identity {
        let isPlainPrivate = privateCreator != nil && !isNote
        return isPlainPrivate
            ? Identity(creator: privateCreator, mask: 0xFFFF_00FF, value: value & 0xFFFF_00FF)
            : Identity(creator: privateCreator, mask: mask, value: value)
    }

    struct Identity: Hashable {
        let creator: String?
        let mask: UInt32
        let value: UInt32
    }

    /// A private element is found by its group and low byte, in whatever block its creator has reserved. A row that leaves
    /// those open names none, nor does one of an even group.
    var isNote: Bool { privateCreator != nil && (mask & 0xFFFF_00FF != 0xFFFF_00FF || isOfEvenGroup) }
    var isOfEvenGroup: Bool { privateCreator != nil && (mask & ~value) >> 16 & 1 == 1 }
}

extension DataElementEntry {
    /// The mask and value of eight digits of which some may be `x`.
    static func pattern(_ text: String) -> (mask: UInt32, value: UInt32)? {
        guard text.utf8.count == 8 else { return nil }
        var mask: UInt32 = 0, value: UInt32 = 0
        for byte in text.utf8 {
            mask <<= 4
            value <<= 4
            switch byte {
            case UInt8(ascii: "x"): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value |= UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value |= UInt32(byte - UInt8(ascii: "A") + 10)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value |= UInt32(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
            mask |= 0xF
        }
        return (mask, value)
    }
}

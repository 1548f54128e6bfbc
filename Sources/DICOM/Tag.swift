/// A data element tag: group and element number (PS3.5 §7.1).
public struct Tag: Hashable, Comparable, Sendable {
    /// `group << 16 | element`.
    public let rawValue: UInt32

    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    @inlinable public init(_ group: UInt16, _ element: UInt16) { rawValue = UInt32(group) << 16 | UInt32(element) }

    /// Reads eight hexadecimal digits, with or without parentheses and comma: `00280030`, `(0028,0030)`.
    public init?(text: String) {
        let digits = text.filter { !"(,) ".contains($0) }
        guard digits.utf8.count == 8, digits.allSatisfy(\.isHexDigit), let raw = UInt32(digits, radix: 16) else { return nil }
        rawValue = raw
    }

    @inlinable public var group: UInt16 { UInt16(rawValue >> 16) }
    @inlinable public var element: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

    /// Odd groups are private (PS3.5 §7.8).
    @inlinable public var isPrivate: Bool { group & 1 == 1 }
    /// Elements 0010–00FF of an odd group name the creators of that group's blocks (PS3.5 §7.8.1).
    @inlinable public var isPrivateCreator: Bool { isPrivate && (0x10...0xFF).contains(element) }
    @inlinable public var isGroupLength: Bool { element == 0 }
    /// The tag of the creator element that reserves this private element's block, or nil outside any block.
    @inlinable public var creatorTag: Tag? {
        isPrivate && element >= 0x1000 ? Tag(group, element >> 8) : nil
    }
    /// A private tag with its block number set to zero, the form in which private dictionaries are keyed.
    @inlinable public var withoutBlock: Tag { Tag(group, element & 0x00FF) }

    @inlinable public static func < (a: Tag, b: Tag) -> Bool { a.rawValue < b.rawValue }

    /// `GGGGEEEE` in upper case, as the DICOM JSON Model writes it (PS3.18 §F.2.2).
    public var hex: String { Hex.digits(of: rawValue, count: 8) }
}

extension Tag: CustomStringConvertible {
    /// `(GGGG,EEEE)` in upper case.
    public var description: String {
        "(" + Hex.digits(of: UInt32(group), count: 4) + "," + Hex.digits(of: UInt32(element), count: 4) + ")"
    }
}

extension Tag {
    public static let transferSyntaxUID = Tag(0x0002, 0x0010)
    public static let specificCharacterSet = Tag(0x0008, 0x0005)
    public static let modality = Tag(0x0008, 0x0060)
    public static let rows = Tag(0x0028, 0x0010)
    public static let pixelRepresentation = Tag(0x0028, 0x0103)
    public static let lutDescriptor = Tag(0x0028, 0x3002)
    public static let lutData = Tag(0x0028, 0x3006)
    public static let sharedFunctionalGroups = Tag(0x5200, 0x9229)
    public static let perFrameFunctionalGroups = Tag(0x5200, 0x9230)
    public static let pixelData = Tag(0x7FE0, 0x0010)
    public static let item = Tag(0xFFFE, 0xE000)
    public static let itemDelimitation = Tag(0xFFFE, 0xE00D)
    public static let sequenceDelimitation = Tag(0xFFFE, 0xE0DD)
}

/// Upper-case hexadecimal without Foundation.
enum Hex {
    static func digits(of value: UInt32, count: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}

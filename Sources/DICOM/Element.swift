/// One entry of a header's element list: a data element, or an item of a sequence. The list is flat and in file
/// order; a sequence is followed by its items, an item by its elements, and `subtreeEnd` steps over them.
public struct Element: Sendable {
    public let tag: Tag
    public internal(set) var vr: VR
    public internal(set) var flags: Flags
    /// 0 for the data set itself, 1 for its items, 2 for the elements in them, and so on.
    public let depth: UInt16
    /// Where the value starts: in the header's bytes, or in the file when `isSkipped`.
    public let start: Int
    /// Length of the value in bytes.
    public internal(set) var length: Int
    /// Index after the last entry that belongs to this one; its own index plus one for a plain element.
    public internal(set) var subtreeEnd: Int32

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The value was not kept: pixel data or another long binary value.
        public static let skipped = Flags(rawValue: 1)
        /// Numbers are in big endian byte order.
        public static let bigEndian = Flags(rawValue: 2)
        /// The value reaches beyond the end of the file; what is there was kept.
        public static let truncated = Flags(rawValue: 4)
        /// Encapsulated pixel data: fragments, not a value.
        public static let encapsulated = Flags(rawValue: 8)
        /// An item whose elements have no value representation in the file.
        public static let implicitVR = Flags(rawValue: 16)
    }

    public var isSkipped: Bool { flags.contains(.skipped) }
    public var isBigEndian: Bool { flags.contains(.bigEndian) }
    public var isItem: Bool { tag == .item }
    @inlinable public var range: Range<Int> { start..<(start + length) }
}

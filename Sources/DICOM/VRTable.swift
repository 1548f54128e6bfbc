/// The value representations that a data dictionary gives to tags: all that the reader needs of it. Immutable, and
/// quick enough to ask for every element of an implicit VR file.
public struct VRTable: Sendable {
    private var slots: [UInt64]  // 0: free; else tag << 8 | packed choice + 1
    private let mask: Int
    private let ranges: [(mask: UInt32, value: UInt32, choice: VRChoice)]
    private let creators: [[UInt8]: UInt32]
    private let privateChoices: [UInt64: VRChoice]  // creator << 32 | tag without block

    /// - Parameters:
    ///   - tags: plain tags.
    ///   - ranges: repeating groups and elements: `(tag & mask) == value`; searched in order after the plain tags.
    ///   - privateTags: per private creator, elements with the block number zeroed.
    public init(
        tags: [(Tag, VRChoice)],
        ranges: [(mask: UInt32, value: UInt32, choice: VRChoice)] = [],
        privateTags: [(creator: String, elements: [(Tag, VRChoice)])] = []
    ) {
        var capacity = 16
        while capacity < tags.count * 2 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        mask = capacity - 1
        self.ranges = ranges
        var creators: [[UInt8]: UInt32] = [:]
        var privateChoices: [UInt64: VRChoice] = [:]
        for entry in privateTags {
            let id = creators[Array(entry.creator.utf8), default: UInt32(creators.count)]
            creators[Array(entry.creator.utf8)] = id
            for (tag, choice) in entry.elements {
                privateChoices[UInt64(id) << 32 | UInt64(tag.withoutBlock.rawValue)] = choice
            }
        }
        self.creators = creators
        self.privateChoices = privateChoices
        for (tag, choice) in tags { insert(tag, choice) }
    }

    /// The representation of a standard tag: repeating groups and elements, group lengths (UL) and private creators
    /// (LO) included.
    public func choice(for tag: Tag) -> VRChoice? {
        var slot = VRTable.hash(tag) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 8 == UInt64(tag.rawValue) { return VRTable.unpack(UInt8(truncatingIfNeeded: slots[slot])) }
            slot = (slot + 1) & mask
        }
        if tag.isGroupLength { return .one(.UL) }
        if tag.isPrivateCreator { return .one(.LO) }
        return ranges.first { tag.rawValue & $0.mask == $0.value }?.choice
    }

    /// A number for a private creator that the dictionary knows.
    func creatorNumber(_ name: UnsafeRawBufferPointer) -> UInt32? { name.count <= VRTable.longestCreator ? creators[Array(name)] : nil }

    /// LO has at most 64 characters (PS3.5 Table 6.2-1), of at most four bytes.
    private static let longestCreator = 256

    func privateChoice(creator: UInt32, tag: Tag) -> VRChoice? {
        privateChoices[UInt64(creator) << 32 | UInt64(tag.withoutBlock.rawValue)]
    }

    private mutating func insert(_ tag: Tag, _ choice: VRChoice) {
        var slot = VRTable.hash(tag) & mask
        while slots[slot] != 0, slots[slot] >> 8 != UInt64(tag.rawValue) { slot = (slot + 1) & mask }
        slots[slot] = UInt64(tag.rawValue) << 8 | UInt64(VRTable.pack(choice))
    }

    private static func hash(_ tag: Tag) -> Int {
        Int(truncatingIfNeeded: (UInt64(tag.rawValue) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }
    private static func pack(_ choice: VRChoice) -> UInt8 {
        switch choice {
        case .one(let vr): vr.rawValue + 1
        case .usOrSS: 101
        case .usOrOW: 102
        case .usOrSSOrOW: 103
        case .obOrOW: 104
        }
    }
    private static func unpack(_ byte: UInt8) -> VRChoice? {
        switch byte {
        case 101: .usOrSS
        case 102: .usOrOW
        case 103: .usOrSSOrOW
        case 104: .obOrOW
        default: byte == 0 ? nil : VR(rawValue: byte - 1).map { .one($0) }
        }
    }
}

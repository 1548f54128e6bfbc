/// The value representations that a data dictionary gives to tags: all that the reader needs of it. Immutable, and
/// quick enough to ask for every element of an implicit VR file.
public struct VRTable: Sendable {
    private var slots: [UInt64]  // 0: free; else creator << 40 | tag << 8 | packed choice
    private let mask: Int
    private let ranges: [(mask: UInt32, value: UInt32, choice: VRChoice)]
    private let creators: [[UInt8]: UInt32]

    /// - Parameters:
    ///   - elements: plain tags, under creator 0; private ones with the block number zeroed, under their creator's number,
    ///     which is below 2²⁴.
    ///   - ranges: repeating groups and elements: `(tag & mask) == value`; searched in order after the plain tags.
    ///   - creators: numbers of the private creators, from 1.
    public init(
        elements: [(creator: UInt32, tag: Tag, choice: VRChoice)],
        ranges: [(mask: UInt32, value: UInt32, choice: VRChoice)] = [],
        creators: [String: UInt32] = [:]
    ) {
        var capacity = 16
        while capacity < elements.count * 2 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        mask = capacity - 1
        self.ranges = ranges
        self.creators = Dictionary(uniqueKeysWithValues: creators.map { (Array($0.key.utf8), $0.value) })
        for (creator, tag, choice) in elements where creator < 1 << 24 { insert(VRTable.key(creator, tag), choice) }
    }

    public init(tags: [(Tag, VRChoice)]) { self.init(elements: tags.map { (0, $0, $1) }) }

    /// The representation of a standard tag: repeating groups and elements, group lengths (UL) and private creators
    /// (LO) included.
    public func choice(for tag: Tag) -> VRChoice? {
        if let choice = find(VRTable.key(0, tag)) { return choice }
        if tag.isGroupLength { return .one(.UL) }
        if tag.isPrivateCreator { return .one(.LO) }
        return ranges.first { tag.rawValue & $0.mask == $0.value }?.choice
    }

    /// A number for a private creator that the dictionary knows.
    func creatorNumber(_ name: UnsafeRawBufferPointer) -> UInt32? { name.count <= VRTable.longestCreator ? creators[Array(name)] : nil }

    /// LO has at most 64 characters (PS3.5 Table 6.2-1), of at most four bytes.
    private static let longestCreator = 256

    func privateChoice(creator: UInt32, tag: Tag) -> VRChoice? { find(VRTable.key(creator, tag.withoutBlock)) }

    private func find(_ key: UInt64) -> VRChoice? {
        var slot = VRTable.hash(key) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 8 == key { return VRTable.unpack(UInt8(truncatingIfNeeded: slots[slot])) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func insert(_ key: UInt64, _ choice: VRChoice) {
        var slot = VRTable.hash(key) & mask
        while slots[slot] != 0, slots[slot] >> 8 != key { slot = (slot + 1) & mask }
        slots[slot] = key << 8 | UInt64(VRTable.pack(choice))
    }

    private static func key(_ creator: UInt32, _ tag: Tag) -> UInt64 { UInt64(creator) << 32 | UInt64(tag.rawValue) }
    private static func hash(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) }
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

import DICOM

/// What holds at one level of a data set: its character set and its private blocks.
struct ScanScope {
    var characterSet: Int
    private var blocks: [(tag: Tag, creator: Int)] = []
    /// The same once there are many, which only a file that means harm has.
    private var manyBlocks: [Tag: Int] = [:]

    init(characterSet: Int) { self.characterSet = characterSet }

    mutating func reserve(_ creatorTag: Tag, for creator: Int) {
        if blocks.count < 64 {
            blocks.append((creatorTag, creator))
        } else {
            manyBlocks[creatorTag] = creator
        }
    }

    mutating func forgetBlocks() { self = ScanScope(characterSet: characterSet) }

    @inline(__always)
    func key(for tag: Tag) -> ColumnKey { tag.isPrivate ? privateKey(for: tag) : ColumnKey(tag) }

    private func privateKey(for tag: Tag) -> ColumnKey {
        guard let creatorTag = tag.creatorTag else { return ColumnKey(tag) }
        let creator = manyBlocks[creatorTag] ?? blocks.last { $0.tag == creatorTag }?.creator
        return creator.map { ColumnKey(tag, creator: $0) } ?? ColumnKey(tag)
    }
}

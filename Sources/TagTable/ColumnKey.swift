import DICOM

/// Key of a column inside one worker: a plain tag, a private tag with its creator's number, or a nested path's number.
struct ColumnKey: Hashable, Sendable {
    let rawValue: UInt64

    init(_ tag: Tag) { rawValue = UInt64(tag.rawValue) }
    init(_ tag: Tag, creator: Int) { rawValue = UInt64(creator + 1) << 32 | UInt64(tag.withoutBlock.rawValue) }
    init(nested: Int) { rawValue = 1 << 63 | UInt64(nested) }

    var nested: Int? { rawValue >> 63 == 1 ? Int(rawValue & ~(1 << 63)) : nil }
    var creator: Int? { rawValue >> 32 == 0 ? nil : Int(rawValue >> 32 & 0x7FFF_FFFF) - 1 }
    var tag: Tag { Tag(rawValue: UInt32(truncatingIfNeeded: rawValue)) }
}

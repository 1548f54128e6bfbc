import DICOM

/// How the bytes of an interned value are to be read: representation, byte order, and character set.
struct ValueContext: Hashable, Sendable {
    let rawValue: UInt32

    /// - Parameter characterSet: the worker's number for it; 0 where it does not matter.
    init(_ vr: VR, isBigEndian: Bool, characterSet: Int) {
        rawValue = UInt32(vr.rawValue) | (isBigEndian ? 1 << 6 : 0) | UInt32(truncatingIfNeeded: characterSet) << 10
    }
    /// The bytes are ASCII text of our own that stands for a value which is not kept.
    /// - Parameter isOverlong: the value is text or numbers, only too long to keep.
    static func summary(_ vr: VR, isOverlong: Bool = false) -> ValueContext {
        ValueContext(rawValue: UInt32(vr.rawValue) | 1 << 7 | (isOverlong ? 1 << 8 : 0))
    }
    /// The bytes are UTF-8 text, whatever the representation: from a list.
    static func text(_ vr: VR) -> ValueContext { ValueContext(rawValue: UInt32(vr.rawValue) | 1 << 9) }
    init(rawValue: UInt32) { self.rawValue = rawValue }

    var vr: VR { VR(rawValue: UInt8(rawValue & 63)) ?? .UN }
    var isBigEndian: Bool { rawValue >> 6 & 1 == 1 }
    var isSummary: Bool { rawValue >> 7 & 1 == 1 }
    var isOverlong: Bool { rawValue >> 8 & 1 == 1 }
    var isText: Bool { rawValue >> 9 & 1 == 1 }
    var characterSet: Int { Int(rawValue >> 10) }
}

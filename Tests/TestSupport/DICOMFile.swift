/// A small DICOM file, explicit VR little endian, made of some elements.
public struct DICOMFile: Sendable {
    private var elements: [UInt32: (vr: String, value: [UInt8])] = [:]

    public init() {}

    /// The same file with one more element, or with another value for it.
    public func with(_ tag: UInt32, _ vr: String, _ text: String) -> DICOMFile { with(tag, vr, Array(text.utf8)) }
    public func with(_ tag: UInt32, _ vr: String, _ value: [UInt8]) -> DICOMFile {
        var copy = self
        copy.elements[tag] = (vr, value)
        return copy
    }
    /// US values.
    public func with(_ tag: UInt32, words: UInt16...) -> DICOMFile { with(tag, "US", words.flatMap { DICOMFile.bytes($0) }) }

    /// An image of one pixel.
    public static func image(_ number: Int) -> DICOMFile {
        DICOMFile().with(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2").with(0x0008_0018, "UI", "2.25.\(number + 1)")
            .with(0x0028_0010, words: 1).with(0x0028_0011, words: 1).with(0x0028_0100, words: 16).with(0x7FE0_0010, "OW", [0, 0])
    }

    public var bytes: [UInt8] {
        var meta = DICOMFile.element(0x0002_0001, "OB", [0, 1])
        meta += DICOMFile.element(0x0002_0002, "UI", elements[0x0008_0016]?.value ?? [])
        meta += DICOMFile.element(0x0002_0003, "UI", elements[0x0008_0018]?.value ?? [])
        meta += DICOMFile.element(0x0002_0010, "UI", Array("1.2.840.10008.1.2.1".utf8))
        let start = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        let length = DICOMFile.element(0x0002_0000, "UL", DICOMFile.bytes(UInt32(meta.count)))
        return start + length + meta + elements.sorted { $0.key < $1.key }.flatMap { DICOMFile.element($0.key, $0.value.vr, $0.value.value) }
    }

    private static func bytes<T: FixedWidthInteger>(_ number: T) -> [UInt8] { withUnsafeBytes(of: number.littleEndian, Array.init) }

    private static func element(_ tag: UInt32, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        var value = value
        if value.count % 2 == 1 { value.append(["UI", "OB"].contains(vr) ? 0 : 0x20) }
        let start = bytes(UInt16(tag >> 16)) + bytes(UInt16(truncatingIfNeeded: tag)) + Array(vr.utf8)
        let isLong = ["OB", "OW", "SQ", "UN", "UT", "UC"].contains(vr)
        return start + (isLong ? [0, 0] + bytes(UInt32(value.count)) : bytes(UInt16(value.count))) + value
    }
}

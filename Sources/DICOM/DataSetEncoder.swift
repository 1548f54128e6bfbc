/// Writes the bytes of data elements as one of the three plain encodings has them (PS3.5 §7.1). It writes what it is told,
/// right or wrong: files that test a reader are made with it too.
package struct DataSetEncoder: Sendable {
    package var isBigEndian = false
    package var isImplicit = false

    package init(isBigEndian: Bool = false, isImplicit: Bool = false) {
        self.isBigEndian = isBigEndian
        self.isImplicit = isImplicit
    }

    package static let explicitLittle = DataSetEncoder()
    package static let implicitLittle = DataSetEncoder(isImplicit: true)
    package static let explicitBig = DataSetEncoder(isBigEndian: true)

    package func u16(_ value: UInt16) -> [UInt8] { words(value) }
    package func u32(_ value: UInt32) -> [UInt8] { words(value) }

    /// A number in the encoder's byte order.
    package func words(_ value: some FixedWidthInteger) -> [UInt8] {
        let little = (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isBigEndian ? little.reversed() : little
    }

    package func tag(_ tag: Tag) -> [UInt8] { u16(tag.group) + u16(tag.element) }

    /// Tag, VR and length, whatever follows.
    package func header(_ tag: Tag, _ vr: String, length: UInt32) -> [UInt8] {
        let start = self.tag(tag)
        if isImplicit { return start + u32(length) }
        let isLong = VR(name: vr)?.hasLongLength ?? true
        return start + Array(vr.utf8) + (isLong ? [0, 0] + u32(length) : u16(UInt16(truncatingIfNeeded: length)))
    }

    package func element(_ tag: Tag, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        header(tag, vr, length: UInt32(value.count)) + value
    }

    /// Text, padded to even length.
    package func element(_ tag: Tag, _ vr: String, _ text: String) -> [UInt8] {
        let value = Array(text.utf8)
        return element(tag, vr, value.count % 2 == 0 ? value : value + [vr == "UI" ? 0 : 0x20])
    }

    package static let undefined = UInt32.max

    package func item(_ content: [UInt8], isDelimited: Bool = false) -> [UInt8] {
        let length = isDelimited ? DataSetEncoder.undefined : UInt32(content.count)
        return tag(.item) + u32(length) + content + (isDelimited ? tag(.itemDelimitation) + u32(0) : [])
    }

    package func sequence(_ tag: Tag, _ items: [[UInt8]], isDelimited: Bool = false) -> [UInt8] {
        let content = items.flatMap { item($0, isDelimited: isDelimited) }
        let length = isDelimited ? DataSetEncoder.undefined : UInt32(content.count)
        let end = isDelimited ? self.tag(.sequenceDelimitation) + u32(0) : []
        return header(tag, "SQ", length: length) + content + end
    }
}

/// Turns the bytes of an element into typed values. Keeps a text decoder; one serves one thread.
public final class ValueDecoder {
    private let textDecoder = TextDecoder()
    public init() {}

    /// - Returns: the value, and what was odd about it.
    public func decode(
        _ bytes: ArraySlice<UInt8>, tag: Tag, vr: VR, isBigEndian: Bool, characterSet: CharacterSet
    ) -> (value: Value, problem: DICOMError.Code?) {
        guard !bytes.isEmpty else { return (.empty, nil) }
        if let size = vr.valueSize {
            let value = numbers(bytes, vr, isBigEndian, tag)
            return (value, bytes.count % size == 0 ? nil : .valueLengthMismatch)
        }
        if vr.isBinary { return (.bytes(Array(bytes)), nil) }
        let (text, isLossy) = self.text(bytes, vr: vr, characterSet: characterSet)
        return (typed(text, vr), isLossy ? .undecodableText : nil)
    }

    /// The text of a string element, decoded, trailing padding removed. Values stay separated by backslash.
    public func text(_ bytes: ArraySlice<UInt8>, vr: VR, characterSet: CharacterSet) -> (text: String, isLossy: Bool) {
        let decoded = textDecoder.decode(bytes, in: vr.usesCharacterSet ? characterSet : .ascii, vr: vr)
        return (String(ValueDecoder.withoutPadding(decoded.text)), decoded.isLossy)
    }

    private func typed(_ text: String, _ vr: VR) -> Value {
        guard !text.isEmpty else { return .empty }
        if vr.isSingleText { return .text(text) }
        // By code units: a combining mark after the backslash must not hide it.
        let values = text.utf8.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map { part in
            let value = Substring(part)
            return String(ValueDecoder.withoutPadding(vr == .AE || vr.isNumeric ? value.drop { $0 == " " } : value))
        }
        switch vr {
        case .PN: return .personNames(values.map { PersonName($0) })
        case .DS: return .decimals(values.map { DecimalString($0) })
        case .IS: return .integers(values.map { IntegerString($0) })
        default: return .strings(values)
        }
    }

    static func withoutPadding<S: StringProtocol>(_ text: S) -> S.SubSequence where S.UTF8View: BidirectionalCollection {
        guard let last = text.utf8.lastIndex(where: { $0 != 0x20 && $0 != 0 }) else { return text.prefix(0) }
        return text[..<text.utf8.index(after: last)]
    }

    private func numbers(_ bytes: ArraySlice<UInt8>, _ vr: VR, _ isBigEndian: Bool, _ tag: Tag) -> Value {
        func words<T: FixedWidthInteger & UnsignedInteger>(_: T.Type) -> [T] {
            let size = T.bitWidth / 8
            return (0..<(bytes.count / size)).map { index in
                let start = bytes.startIndex + index * size
                return bytes[start..<(start + size)].enumerated().reduce(T(0)) { sum, next in
                    sum | T(next.element) << T(8 * (isBigEndian ? size - 1 - next.offset : next.offset))
                }
            }
        }
        switch vr {
        case .US: return .unsigned(words(UInt16.self).map(UInt64.init))
        case .UL: return .unsigned(words(UInt32.self).map(UInt64.init))
        case .UV: return .unsigned(words(UInt64.self))
        case .SS: return .signed(words(UInt16.self).map { Int64(Int16(bitPattern: $0)) })
        case .SL: return .signed(words(UInt32.self).map { Int64(Int32(bitPattern: $0)) })
        case .SV: return .signed(words(UInt64.self).map { Int64(bitPattern: $0) })
        case .FL: return .floats(words(UInt32.self).map { Float(bitPattern: $0) })
        case .FD: return .doubles(words(UInt64.self).map { Double(bitPattern: $0) })
        case .AT: return .tags(attributeTags(words(UInt16.self)))
        default: return .empty
        }
    }

    /// AT: a group word and an element word, each in the byte order of the data set.
    private func attributeTags(_ words: [UInt16]) -> [Tag] {
        stride(from: 0, to: words.count - words.count % 2, by: 2).map { Tag(words[$0], words[$0 + 1]) }
    }
}

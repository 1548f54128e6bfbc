/// Padding and other bytes that carry nothing: locale-free, by byte.
enum Padding {
    /// NUL, space, tab, line feed, carriage return and the like.
    static func isPadding(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0 || (0x09...0x0D).contains(byte)
    }

    /// The part of `range` that is left without padding at its ends.
    static func trim(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, isPadding(utf8[lower]) { lower += 1 }
        while lower < upper, isPadding(utf8[upper - 1]) { upper -= 1 }
        return lower..<upper
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes of `range` are this text, ASCII letters in either case.
    func matches(_ text: String, in range: Range<Int>) -> Bool {
        let text = text.utf8
        guard range.count == text.count else { return false }
        return Swift.zip(range, text).allSatisfy { self[$0].asciiLowercased == $1.asciiLowercased }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isASCIICapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }

    /// The lower-case letter for an upper-case ASCII letter, any other byte as it is.
    var asciiLowercased: UInt8 { isASCIICapital ? self | 0x20 : self }
}

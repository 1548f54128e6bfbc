/// One field of a file of separated values, as it is written (RFC 4180).
package enum CSVField {
    /// In quotes where it holds a separator, a quote or a line break.
    /// - Parameter separator: that of the file; comma and semicolon are quoted anyway, since a reader may guess.
    package static func quoted(_ text: String, separator: UInt8 = UInt8(ascii: ",")) -> String {
        let special: Set<UInt8> = [separator, UInt8(ascii: ","), UInt8(ascii: ";"), quote, 0x0A, 0x0D]
        guard text.utf8.contains(where: special.contains) else { return text }
        // Byte by byte: a quote before a combining mark is part of another character, but still a quote.
        var quoted = [quote]
        for byte in text.utf8 {
            if byte == quote { quoted.append(byte) }
            quoted.append(byte)
        }
        quoted.append(quote)
        return String(decoding: quoted, as: UTF8.self)
    }

    private static let quote = UInt8(ascii: "\"")
}

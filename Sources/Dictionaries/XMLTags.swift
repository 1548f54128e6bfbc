/// A look at the tags of a document before it is parsed.
enum XMLTags {
    /// No dictionary comes near it. libxml2 compares the attributes of one tag pairwise: a tag of 3 MB takes a minute.
    static let longest = 64 << 10

    /// Offset of the first tag longer than `longest`, or nil. Comments, CDATA and processing instructions may be long.
    /// Bytes are read as an extension of ASCII.
    static func firstOverlong(in bytes: [UInt8]) -> Int? {
        var position = 0
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            if let skipped = end(of: bytes, from: start) {
                position = skipped
                continue
            }
            var quote: UInt8?
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if position - start > longest { return start }
                if byte == quote {
                    quote = nil
                } else if quote == nil {
                    if byte == UInt8(ascii: ">") { break }
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                }
            }
        }
        return nil
    }

    private static let sections = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// Where the comment, CDATA section or processing instruction at `start` ends; nil when there is none.
    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "!") || bytes[start + 1] == UInt8(ascii: "?") else { return nil }
        guard let (opening, closing) = sections.first(where: { bytes[start...].starts(with: $0.0) }) else { return nil }
        var position = start + opening.count
        while let next = bytes[min(position, bytes.count)...].firstIndex(of: closing[0]) {
            if bytes[next...].starts(with: closing) { return next + closing.count }
            position = next + 1
        }
        return bytes.count
    }
}

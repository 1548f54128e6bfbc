/// The tags of a document, before it is parsed: where each begins and ends. Comments, CDATA sections and processing
/// instructions are passed over. Bytes are read as an extension of ASCII.
struct XMLTags: Sequence, IteratorProtocol {
    /// No dictionary comes near it. libxml2 compares the attributes of one tag pairwise: a tag of 3 MB takes a minute.
    static let longest = 64 << 10

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Offset of the first tag longer than `longest`, or nil. What is passed over may be long.
    static func firstOverlong(in bytes: [UInt8]) -> Int? { XMLTags(bytes).first { $0.count > longest }?.lowerBound }

    mutating func next() -> Range<Int>? {
        // Locals are quicker than properties here, and every load passes through.
        let bytes = bytes
        var position = position
        defer { self.position = position }
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            if let skipped = sectionEnd(from: start) {
                position = skipped
                continue
            }
            var quote: UInt8?
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == quote {
                    quote = nil
                } else if quote == nil {
                    if byte == UInt8(ascii: ">") { break }
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                }
            }
            return start..<position
        }
        return nil
    }

    private static let sections = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// Where the comment, CDATA section or processing instruction at `start` ends; nil when there is none.
    private func sectionEnd(from start: Int) -> Int? {
        guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "!") || bytes[start + 1] == UInt8(ascii: "?") else { return nil }
        guard let (opening, closing) = XMLTags.sections.first(where: { bytes[start...].starts(with: $0.0) }) else { return nil }
        var position = start + opening.count
        while let next = bytes[Swift.min(position, bytes.count)...].firstIndex(of: closing[0]) {
            if bytes[next...].starts(with: closing) { return next + closing.count }
            position = next + 1
        }
        return bytes.count
    }
}

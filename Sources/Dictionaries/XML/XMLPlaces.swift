/// Where the tags of a document stand: found in its bytes, since libxml2 tells only where a tag ends. Made for lint alone.
struct XMLPlaces {
    struct Place: Hashable, Comparable {
        var line: Int
        var column: Int

        static let begin = Place(line: 1, column: 1)
        static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
    }

    /// The `<` of each start tag, in the order of the document: line and column, small since there may be millions.
    private var tags: [(line: Int32, column: Int32)] = []
    /// The `<` of a document type declaration.
    private(set) var documentType: Place?
    /// The `<` of the first tag that is too long to be parsed.
    private(set) var overlong: Place?

    init(_ document: [UInt8]) {
        let bytes = XMLPlaces.inUTF8(document)
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        var place = Place.begin
        // A byte order mark takes no column.
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        XMLTags.scan(bytes) { tag in
            for byte in bytes[position..<max(position, tag.lowerBound)] {
                if byte == UInt8(ascii: "\n") {
                    place = Place(line: place.line + 1, column: 1)
                } else if !isUTF8 || byte & 0xC0 != 0x80 {
                    place.column += 1
                }
            }
            position = max(position, tag.lowerBound)
            if tag.count > XMLTags.longest, overlong == nil { overlong = place }
            switch tag.count > 1 ? bytes[tag.lowerBound + 1] : nil {
            case UInt8(ascii: "!"): documentType = documentType ?? place
            case UInt8(ascii: "/"): break
            default: tags.append((Int32(clamping: place.line), Int32(clamping: place.column)))
            }
        }
    }

    /// Of a document that was made from a file of other form.
    /// - Parameter lines: for each start tag the line that says it there.
    init(lines: [Int]) { tags = lines.map { (Int32(clamping: max(1, $0)), 1) } }

    /// - Parameter number: how many start tags come before it.
    subscript(number: Int) -> Place {
        tags.indices.contains(number) ? Place(line: Int(tags[number].line), column: Int(tags[number].column)) : .begin
    }

    /// A document in UTF-16 says so by its byte order mark.
    private static func inUTF8(_ document: [UInt8]) -> [UInt8] {
        guard document.count.isMultiple(of: 2), let isLittle = [[0xFF, 0xFE]: true, [0xFE, 0xFF]: false][Array(document.prefix(2))] else {
            return document
        }
        let units = stride(from: 2, to: document.count, by: 2).map { index in
            UInt16(document[index]) << (isLittle ? 0 : 8) | UInt16(document[index + 1]) << (isLittle ? 8 : 0)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

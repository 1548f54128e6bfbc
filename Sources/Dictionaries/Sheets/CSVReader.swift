/// Reads separated values (RFC 4180): quoted fields may hold separators, quotes and line breaks; CRLF, LF and CR each end a
/// line. `next` makes a string of every field; `nextRecord` only says where they stand, for files of millions of lines.
package struct CSVReader: Sendable {
    /// Where a field stands.
    package struct Field: Hashable, Sendable {
        /// Its bytes in `bytes`, without the quotes around them.
        package let range: Range<Int>
        package let isQuoted: Bool
        /// Each quote inside stands there twice: `append` takes one of the two away.
        package let hasDoubledQuotes: Bool
    }

    /// Well-formed UTF-8.
    package let bytes: [UInt8]
    package let separator: UInt8
    /// The fields of the record that was read last.
    package private(set) var fields: [Field] = []
    /// The line where that record begins, from 1.
    package private(set) var line = 0
    /// How many records it comes behind, and one: the number that a spreadsheet program gives its row. Quoted line breaks
    /// make it less than the line.
    package private(set) var row = 0
    private var position = 0
    private var nextLine = 1
    /// Where the record that was read last begins.
    private var start = 0

    /// A first line such as `sep=;`, by which spreadsheet programs tell each other the separator, is no record.
    /// - Parameter separator: nil where the file shall tell. Without `sep=` it is the one of tab, `;` and `,`, in this
    ///   order, that stands most often outside quotes in the first record but empty lines; `,` where none does.
    package init(_ text: SpreadsheetText, separator given: UInt8? = nil) {
        bytes = text.utf8
        let mark = CSVReader.mark(bytes)
        separator = given ?? mark?.separator ?? CSVReader.detected(bytes)
        if let mark { (position, nextLine) = (mark.end, 2) }
    }

    /// The next record as text; nil at the end.
    /// - Throws: `CSVError` as `nextRecord` does.
    package mutating func next() throws -> [String]? { try nextRecord() ? fields.map(text) : nil }

    /// Reads the next record into `fields`. An empty line has one empty field.
    /// - Returns: false at the end.
    /// - Throws: `CSVError` with the line, for a quote that is not closed, and for text behind a closing one.
    package mutating func nextRecord() throws -> Bool {
        guard position < bytes.count else { return false }
        (line, start) = (nextLine, position)
        row += 1
        fields.removeAll(keepingCapacity: true)
        // Locals are quicker than properties here.
        let bytes = bytes, separator = separator
        let span = bytes.span
        var position = position
        defer { self.position = position }
        while true {
            if position < span.count, span[position] == CSVReader.quote {
                try quotedField(span, &position)
            } else {
                let start = position
                while position < span.count {
                    let byte = span[position]
                    if byte == separator || byte == 0x0A || byte == 0x0D { break }
                    position += 1
                }
                fields.append(Field(range: start..<position, isQuoted: false, hasDoubledQuotes: false))
            }
            guard position < span.count else { return true }
            let end = span[position]
            position += 1
            if end == separator { continue }
            if end == 0x0D, position < span.count, span[position] == 0x0A { position += 1 }
            nextLine += 1
            return true
        }
    }

    /// Begins at the opening quote, and ends behind the closing one.
    private mutating func quotedField(_ span: Span<UInt8>, _ position: inout Int) throws {
        let openingLine = nextLine
        position += 1
        let start = position
        var hasDoubledQuotes = false
        while position < span.count {
            let byte = span[position]
            position += 1
            let next = position < span.count ? span[position] : nil
            if byte == 0x0A || byte == 0x0D && next != 0x0A { nextLine += 1 }
            guard byte == CSVReader.quote else { continue }
            if next == CSVReader.quote {
                hasDoubledQuotes = true
                position += 1
                continue
            }
            guard next == nil || next == separator || next == 0x0A || next == 0x0D else {
                throw CSVError(.badQuote, "text follows a closing quote", line: nextLine)
            }
            return fields.append(Field(range: start..<(position - 1), isQuoted: true, hasDoubledQuotes: hasDoubledQuotes))
        }
        throw CSVError(.badQuote, "a quote is not closed", line: openingLine)
    }

    /// After a fault: goes on behind the line that has it, as if nothing of it were quoted.
    package mutating func resume(behind fault: CSVError) {
        (position, nextLine) = (start, line)
        while position < bytes.count, nextLine <= max(line, fault.line ?? line) {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A || byte == 0x0D && (position == bytes.count || bytes[position] != 0x0A) { nextLine += 1 }
        }
    }

    /// What a field of the last record says.
    package func text(_ field: Field) -> String {
        guard field.hasDoubledQuotes else { return String(decoding: bytes[field.range], as: UTF8.self) }
        var content: [UInt8] = []
        append(field, to: &content)
        return String(decoding: content, as: UTF8.self)
    }

    /// Appends the bytes of what a field says.
    package func append(_ field: Field, to content: inout [UInt8]) {
        guard field.hasDoubledQuotes else { return content.append(contentsOf: bytes[field.range]) }
        var isSecond = false
        for byte in bytes[field.range] {
            isSecond = byte == CSVReader.quote && !isSecond
            if !isSecond { content.append(byte) }
        }
    }
}

extension CSVReader {
    private static let quote = UInt8(ascii: "\"")

    /// A first line that says no more than the separator: `sep=;`, which some programs put into quotes.
    private static func mark(_ bytes: [UInt8]) -> (separator: UInt8, end: Int)? {
        let isQuoted = bytes.first == quote
        var place = isQuoted ? 1 : 0
        guard bytes.count >= place + 5, String(decoding: bytes[place..<(place + 4)], as: UTF8.self).lowercased() == "sep=" else { return nil }
        let separator = bytes[place + 4]
        place += 5
        guard separator < 0x80, separator != quote, separator != 0x0A, separator != 0x0D else { return nil }
        if isQuoted {
            guard place < bytes.count, bytes[place] == quote else { return nil }
            place += 1
        }
        guard place < bytes.count else { return (separator, place) }
        guard bytes[place] == 0x0A || bytes[place] == 0x0D else { return nil }
        let isPair = bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
        return (separator, place + (isPair ? 2 : 1))
    }

    private static func detected(_ bytes: [UInt8]) -> UInt8 {
        let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        var counts = [0, 0, 0]
        var isQuoted = false
        var isStart = true
        for byte in bytes.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
            if byte == quote, isQuoted || isStart {
                isQuoted.toggle()
                continue
            }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            let candidate = candidates.firstIndex(of: byte)
            if let candidate { counts[candidate] += 1 }
            isStart = candidate != nil
        }
        let most = counts.max() ?? 0
        return most == 0 ? UInt8(ascii: ",") : candidates[counts.firstIndex(of: most) ?? 2]
    }
}

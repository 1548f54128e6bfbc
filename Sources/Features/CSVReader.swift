/// Reads comma-separated values (RFC 4180): quoted fields may hold commas, quotes and line breaks; CRLF and LF both end a
/// line; a byte order mark is skipped.
public struct CSVReader {
    private let bytes: [UInt8]
    private var position: Int
    /// Line of the record that `next` returned last, from 1.
    public private(set) var line = 0
    private var nextLine = 1

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record; nil at the end.
    /// - Throws: `FeatureError` for a quote that is not closed, and for text that is not UTF-8.
    public mutating func next() throws -> [String]? {
        guard position < bytes.count else { return nil }
        line = nextLine
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            let separator = bytes[position]
            position += 1
            if separator == UInt8(ascii: ",") { continue }
            if separator == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
            nextLine += 1
            return fields
        }
    }

    private mutating func field() throws -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private mutating func quotedField() throws -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == byte else {
                    guard position == bytes.count || [0x2C, 0x0A, 0x0D].contains(bytes[position]) else {
                        throw FeatureError(.badRow, "text follows a closing quote", line: line)
                    }
                    return try text(content[...])
                }
                position += 1
            }
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            content.append(byte)
        }
        throw FeatureError(.badRow, "a quote is not closed", line: line)
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw FeatureError(.badRow, "a field is not UTF-8", line: line) }
        return text
    }
}

/// Texts that mean harm to whatever shows them: a browser, a terminal, a spreadsheet, an XML reader, a page of Markdown.
public struct InjectionPayload: Sendable {
    public let name: String
    /// Not always UTF-8.
    public let bytes: [UInt8]
    /// The same as text, with U+FFFD for what is no UTF-8.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Those of `Tests/injection/payloads.tsv`.
    public static func all() throws -> [InjectionPayload] {
        try TemporaryFolder.text(Places.repository + "/Tests/injection/payloads.tsv").split(separator: "\n").map { line in
            guard let tab = line.firstIndex(of: "\t") else { throw SupportFailure("payloads.tsv has a line without a tab") }
            return InjectionPayload(name: String(line[..<tab]), bytes: try bytes(line[line.index(after: tab)...]))
        }
    }

    /// `\xHH` stands for a byte, `\\` for a backslash.
    private static func bytes(_ escaped: Substring) throws -> [UInt8] {
        var (bytes, rest) = ([UInt8](), Array(escaped.utf8)[...])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else { bytes.append(byte); continue }
            if rest.first == byte { bytes.append(byte); rest = rest.dropFirst(); continue }
            let digits = rest.dropFirst().prefix(2)
            guard rest.first == UInt8(ascii: "x"), let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), digits.count == 2 else {
                throw SupportFailure("payloads.tsv has an escape that nobody knows")
            }
            bytes.append(value)
            rest = rest.dropFirst(3)
        }
        return bytes
    }
}

/// Why a file is no table. Two errors are equal when their codes are.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case notText, badQuote
        /// Text, and nothing tells of which encoding.
        case unknownEncoding
    }

    package let code: Code
    package let reason: String
    /// Line of the file, from 1; nil where the file as a whole is meant.
    package let line: Int?

    package init(_ code: Code, _ reason: String, line: Int? = nil) {
        self.code = code
        self.reason = reason
        self.line = line
    }

    package static func == (a: CSVError, b: CSVError) -> Bool { a.code == b.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
    package var description: String { (line.map { "line \($0): " } ?? "") + reason }
}

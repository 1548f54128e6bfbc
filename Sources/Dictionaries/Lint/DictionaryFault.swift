/// One thing that lint has to say about a dictionary file.
public struct DictionaryFault: Hashable, Sendable {
    public enum Severity: String, Sendable {
        /// The file does not load, or does not do what it says.
        case error
        /// Worth a look; nothing fails because of it.
        case remark
    }

    public let severity: Severity
    public let code: DictionaryError.Code
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters of Unicode, of the `<` that begins the tag.
    public let column: Int
    public let message: String

    /// Messages quote values, which may be of any length.
    static let longestMessage = 400

    init(_ severity: Severity, _ code: DictionaryError.Code, _ message: String, file: String, at place: XMLPlaces.Place) {
        self.severity = severity
        self.code = code
        self.file = file
        (line, column) = (place.line, place.column)
        self.message = DictionaryFault.shortened(message)
    }

    static func shortened(_ message: String) -> String {
        guard message.utf8.count > longestMessage, message.unicodeScalars.count > longestMessage + 1 else { return message }
        return String(message.unicodeScalars.prefix(longestMessage)) + "…"
    }
}

extension DictionaryFault: CustomStringConvertible {
    /// `ours.xml:3:5: reason`. It quotes what the file says.
    public var description: String { "\(file):\(line):\(column): " + (severity == .remark ? "remark: " : "") + message }
}

/// Where a handler takes faults of the document's form, for lint to gather. Loading has none, and ends at the first.
protocol FaultPolicy: AnyObject {
    /// The handler goes on after it, unless this throws.
    func take(_ error: DictionaryError, at tag: XMLTag) throws
    /// A start tag that has its place.
    func look(at element: borrowing XMLElement)
    /// The text inside an element that has its place.
    func look(at text: String, in tag: XMLTag)
}

import Dictionaries

/// What lint found in dictionary files.
public struct LintReport: Encodable, Sendable {
    public struct Fault: Encodable, Sendable {
        public let severity: String
        public let code: String
        public let file: String
        public let line: Int
        public let column: Int
        public let message: String
    }
    public struct Unreadable: Encodable, Sendable {
        public let file: String
        public let reason: String
    }

    public let faults: [Fault]
    public let unreadable: [Unreadable]
    public let errors: Int
    public let remarks: Int
    private let descriptions: [String]

    private enum CodingKeys: CodingKey { case faults, unreadable, errors, remarks }

    public init(_ lint: DictionaryLint) {
        faults = lint.faults.map {
            Fault(severity: $0.severity.rawValue, code: $0.code.rawValue, file: $0.file, line: $0.line, column: $0.column, message: $0.message)
        }
        unreadable = lint.unreadable.map { Unreadable(file: $0.file, reason: $0.reason) }
        errors = lint.faults.count { $0.severity == .error }
        remarks = lint.faults.count - errors
        descriptions = lint.faults.map(\.description)
    }

    /// A line for each fault: `file:line:column: message`. Safe for a terminal.
    public var text: String { descriptions.map { Escape.terminal($0) }.joined(separator: "\n") }

    public var summary: String { "\(LintReport.number(errors, "error")), \(LintReport.number(remarks, "remark"))" }

    private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }
}

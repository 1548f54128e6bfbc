import DICOM
import TagTable

/// What became of the files of a scan: counts, and every file with a problem.
public struct FileSummary: Encodable, Sendable {
    public struct Problem: Encodable, Sendable {
        public let code: String
        public let reason: String
        public let offset: Int?
        public let tag: String?
    }

    public struct File: Encodable, Sendable {
        public let path: String
        public let outcome: String
        public let problems: [Problem]
    }

    public let found: Int
    public let outcomes: [String: Int]
    public let withProblems: [File]

    public init(_ files: FileList) {
        found = files.paths.count
        var outcomes: [String: Int] = [:]
        outcomes["read"] = files.paths.count - files.problems.count
        var withProblems: [File] = []
        for file in files.problems.keys.sorted() {
            let outcome = files.outcome(file).rawValue
            outcomes[outcome, default: 0] += 1
            withProblems.append(
                File(
                    path: files.paths[file], outcome: outcome,
                    problems: (files.problems[file] ?? []).map {
                        Problem(code: $0.code.rawValue, reason: $0.reason, offset: $0.offset, tag: $0.tag?.description)
                    }))
        }
        self.outcomes = outcomes
        self.withProblems = withProblems
    }

    /// One line a file that was refused or set aside.
    public var setAsideText: String {
        withProblems.filter { $0.outcome == "refused" || $0.outcome == "damaged" }.map { file in
            let reasons = file.problems.filter { $0.code != "" }.map { problem in
                problem.reason + (problem.offset.map { " at offset \($0)" } ?? "") + (problem.tag.map { ", tag \($0)" } ?? "")
            }
            return "  \(file.outcome)  \(Escape.terminal(file.path)): \(reasons.joined(separator: "; "))"
        }.joined(separator: "\n")
    }
}

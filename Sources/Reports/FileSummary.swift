import DICOM
import TagTable

/// What became of the files of a scan: counts, and every file with a problem.
public struct FileSummary: Encodable, Sendable {
    public struct Problem: Encodable, Sendable {
        public let code: String
        public let reason: String
        public let offset: Int?
        public let tag: String?
        /// Of a list of instances.
        public let line: Int?
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
                        Problem(code: $0.code.rawValue, reason: $0.reason, offset: $0.offset, tag: $0.tag?.description, line: $0.line)
                    }))
        }
        self.outcomes = outcomes
        self.withProblems = withProblems
    }

    /// Files that were refused or set aside: a line for each that may be named, and the others together by what is wrong with them.
    /// - Parameter named: paths that may be named, those that the user has typed; nil for all.
    public func setAsideText(naming named: Set<String>? = nil) -> String {
        let setAside = withProblems.filter { $0.outcome == "refused" || $0.outcome == "damaged" }
        let others = setAside.filter { named?.contains($0.path) == false }
        var counts: [[String]: Int] = [:]
        for file in others { counts[[file.outcome, file.problems.first?.code ?? ""], default: 0] += 1 }
        return (lines(setAside.filter { named?.contains($0.path) != false })
            + counts.sorted { ($1.value, $0.key[1]) < ($0.value, $1.key[1]) }.map { "  \($0.key[0])  \($0.key[1]) ×\($0.value)" }).joined(separator: "\n")
    }

    private func lines(_ files: [File]) -> [String] {
        files.map { file in
            let reasons = file.problems.map { problem in
                problem.reason + (problem.offset.map { " at offset \($0)" } ?? "") + (problem.tag.map { ", tag \($0)" } ?? "")
                    + (problem.line.map { " in line \($0)" } ?? "")
            }
            return "  \(file.outcome)  \(Escape.terminal(file.path)): \(reasons.joined(separator: "; "))"
        }
    }
}

extension FileSummary {
    /// Files that gave no instance, by the code of the worst of their problems, the first of several.
    static func refusals(_ files: FileList) -> [String: Int] {
        files.problems.reduce(into: [:]) { counts, file in
            guard [.damaged, .refused].contains(files.outcome(file.key)), let worst = file.value.map(\.code.severity).max() else { return }
            if let code = file.value.first(where: { $0.code.severity == worst })?.code { counts[code.rawValue, default: 0] += 1 }
        }
    }

    /// Files by the codes of their problems.
    static func problems(_ files: FileList) -> [String: Int] {
        files.problems.values.reduce(into: [:]) { counts, problems in
            for code in Set(problems.map(\.code.rawValue)) { counts[code, default: 0] += 1 }
        }
    }

    /// problems.csv: a line a file and problem.
    public var csv: String {
        (["file,outcome,code,reason,offset,tag,line"]
            + withProblems.flatMap { file in
                file.problems.map { problem in
                    [file.path, file.outcome, problem.code, problem.reason, problem.offset.map(String.init) ?? "", problem.tag ?? "", problem.line.map(String.init) ?? ""]
                        .map(Escape.csv).joined(separator: ",")
                }
            }).joined(separator: "\n") + "\n"
    }

    /// `288 files: 270 read, 12 read with problems, 4 damaged, 2 refused`.
    public var countsText: String {
        let names = [("read", "read"), ("readWithProblems", "read with problems"), ("damagedButKept", "damaged but kept"), ("damaged", "damaged"), ("refused", "refused")]
        let parts = names.compactMap { key, name in outcomes[key].flatMap { $0 > 0 ? "\($0) \(name)" : nil } }
        return "\(found) file\(found == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    }
}

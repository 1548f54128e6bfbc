import Dispatch
import Synchronization

/// Runs every check over a plugin, each in a process of its own: what a plugin does to one tells nothing of another.
package struct ConformanceRun: Sendable {
    /// The program that runs one check: this one, and the arguments before those of a check.
    package let program: [String]
    package let library: String
    package let vectors: String?
    package let dictionaries: String?
    /// Limit of one check.
    package let seconds: Int
    /// Checks at the same time.
    package var width = 2

    package init(program: [String], library: String, vectors: String?, dictionaries: String?, seconds: Int) {
        self.program = program
        self.library = library
        self.vectors = vectors
        self.dictionaries = dictionaries
        self.seconds = seconds
    }

    /// - Parameter checks: those to run, in order; all of them, else.
    package func report(_ checks: [ConformanceCheck] = ConformanceCheck.all) -> ConformanceReport {
        let findings = Mutex<[Int: Finding]>([:])
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(width, checks.count))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < checks.count else { break }
                let finding = run(checks[index])
                findings.withLock { $0[index] = finding }
            }
        }
        let all = findings.withLock { found in checks.indices.compactMap { found[$0] } }
        return ConformanceReport(library: library, vectors: vectors, results: zip(checks, all).map(ConformanceReport.Result.init))
    }

    private func run(_ check: ConformanceCheck) -> Finding {
        var finding = process(check, isPrecise: false)
        // Once more, to find out on which value.
        if finding.isCrash {
            let again = process(check, isPrecise: true)
            if again.isCrash { finding = again }
        }
        if check.comparesProcesses, finding.outcome == .passed {
            let other = process(check, isPrecise: false)
            if other.outcome != .passed { finding = other } else if other.digest != finding.digest { finding = .failed("two processes get different answers") }
        }
        if check.isAdvice, finding.outcome == .failed { finding.outcome = .warned }
        return finding
    }

    private func process(_ check: ConformanceCheck, isPrecise: Bool) -> Finding {
        let arguments = [check.id, library] + (vectors.map { ["--vectors", $0] } ?? []) + (dictionaries.map { ["--dictionaries", $0] } ?? [])
        let command = program + arguments + ["--seconds", "\(seconds)"] + (isPrecise ? ["--precise"] : [])
        return CheckProcess(command: command, seconds: seconds).run()
    }

    /// The other side: runs one check in this process, which was started for it.
    /// - Parameter channel: the file that was handed over to tell by.
    /// - Throws: `VectorFileError`.
    package static func runHere(
        _ check: ConformanceCheck, library: String, vectors: String?, dictionaries: String?, seconds: Int, isPrecise: Bool, channel descriptor: Int32
    ) throws {
        let file = try vectors.map { path throws(VectorFileError) in try VectorFile(path: path) }
        guard let channel = try? CheckChannel(inherited: descriptor) else { return }
        CheckProcess.setLimits(seconds: seconds)
        let bench = Bench(path: library, vectors: file, dictionaries: dictionaries, isPrecise: isPrecise) { channel.note($0) }
        channel.finish(check.run(bench))
    }
}

/// What came of all checks.
package struct ConformanceReport: Sendable, Encodable {
    package struct Result: Sendable, Encodable {
        package let id: String
        package let title: String
        package let why: String
        package let outcome: CheckOutcome
        /// What was found; empty where there is nothing to say.
        package let detail: String

        init(_ check: ConformanceCheck, _ finding: Finding) {
            id = check.id
            title = check.title
            why = check.why
            outcome = finding.outcome
            detail = finding.detail
        }
    }

    package let library: String
    package let vectors: String?
    package let passed: Int
    package let warned: Int
    package let failed: Int
    package let skipped: Int
    package let checks: [Result]

    init(library: String, vectors: String?, results: [Result]) {
        self.library = library
        self.vectors = vectors
        checks = results
        passed = results.count { $0.outcome == .passed }
        warned = results.count { $0.outcome == .warned }
        failed = results.count { $0.outcome == .failed }
        skipped = results.count { $0.outcome == .skipped }
    }

    /// A line a check, and below it what is wrong. Texts are as they were found: escape them for a terminal.
    /// - Parameter isFull: tells why a check is there, too.
    package func lines(isFull: Bool) -> [String] {
        let width = checks.map(\.id.count).max() ?? 0
        var lines: [String] = []
        for check in checks {
            let id = check.id + String(repeating: " ", count: width - check.id.count)
            let mark = check.outcome == .failed ? "FAILED " : check.outcome == .passed ? "passed " : check.outcome == .warned ? "warned " : "skipped"
            let told = check.outcome == .passed && !check.detail.isEmpty ? " (\(check.detail))" : ""
            lines.append("\(mark)  \(id)  \(check.title)\(told)")
            if check.outcome != .passed { lines.append("         \(check.detail)") }
            if isFull || check.outcome == .failed { lines.append("         why: \(check.why)") }
        }
        return lines
    }

    package var summary: String { "\(checks.count) checks: \(passed) passed, \(warned) warned, \(failed) failed, \(skipped) skipped" }
}

/// What came of a check.
package enum CheckOutcome: String, Sendable, Encodable {
    case passed, warned, failed, skipped
}

/// What a check found.
struct Finding: Error {
    var outcome: CheckOutcome
    var detail: String
    /// Of what was answered, for checks that compare processes.
    var digest: UInt64 = 0
    /// Whether the process of the check did not come to its end.
    var isCrash = false

    static func passed(_ detail: String = "") -> Finding { Finding(outcome: .passed, detail: detail) }
    static func warned(_ detail: String) -> Finding { Finding(outcome: .warned, detail: detail) }
    static func failed(_ detail: String) -> Finding { Finding(outcome: .failed, detail: detail) }
    static func skipped(_ detail: String) -> Finding { Finding(outcome: .skipped, detail: detail) }
}

/// One thing that a plugin must do, or should.
package struct ConformanceCheck: Sendable {
    /// In kebab case; stays the same, so that reports can be compared.
    package let id: String
    package let title: String
    /// Why it matters to those who run the plugin.
    package let why: String
    /// What fails it is a warning: advice, not the contract.
    let isAdvice: Bool
    /// Runs it in two processes, which must come to the same digest.
    let comparesProcesses: Bool
    let body: @Sendable (Bench) throws -> Finding

    init(
        _ id: String, _ title: String, why: String, isAdvice: Bool = false, comparesProcesses: Bool = false,
        _ body: @escaping @Sendable (Bench) throws -> Finding
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.isAdvice = isAdvice
        self.comparesProcesses = comparesProcesses
        self.body = body
    }

    /// In the order in which they are run and told.
    package static let all = file + description + entry + answers + batches + values + memory + services + process + vectors

    /// In this process, which the plugin may end.
    func run(_ bench: Bench) -> Finding {
        do {
            return try body(bench)
        } catch let fault as Fault {
            return .failed(fault.reason)
        } catch {
            return .failed("\(error)")
        }
    }
}

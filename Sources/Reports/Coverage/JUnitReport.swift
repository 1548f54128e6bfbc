import PluginHost

/// Coverage as JUnit XML, which CI systems show as tests: a test for each bar, and one for each claimed input, which says what
/// became of its values and never fails. Holds no value.
public struct JUnitReport: Sendable {
    private let report: CoverageReport
    private let verdict: CoverageVerdict

    public init(_ report: CoverageReport, _ verdict: CoverageVerdict) {
        self.report = report
        self.verdict = verdict
    }

    public var xml: String {
        let claimed = report.inputs.filter(\.isClaimed)
        let count = verdict.checks.count + claimed.count, failures = verdict.failures.count
        let lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
            + ["<testsuites name=\"tagfold coverage\" tests=\"\(count)\" failures=\"\(failures)\" errors=\"0\">"]
            + suite("bars", verdict.checks.map(test), failures: failures)
            + suite("inputs", claimed.map(test), failures: 0, skipped: claimed.count { !$0.hasValues })
            + ["</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func suite(_ name: String, _ tests: [String], failures: Int, skipped: Int = 0) -> [String] {
        let head = "  <testsuite name=\"\(name)\" tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\">"
        return [head] + tests + ["  </testsuite>"]
    }

    private func test(_ check: CoverageVerdict.Check) -> String {
        let head = "    <testcase classname=\"bars\" name=\"\(Escape.xml(check.name))\""
        guard let failure = check.failure else { return head + "/>" }
        return head + ">\n      <failure message=\"\(Escape.xml(failure))\"/>\n    </testcase>"
    }

    private func test(_ input: CoverageReport.Input) -> String {
        let head = "    <testcase classname=\"\(Escape.xml(input.plugin ?? ""))\" name=\"\(Escape.xml(input.name))\""
        guard input.hasValues else { return head + ">\n      <skipped message=\"no value\"/>\n    </testcase>" }
        let share = Percent.fineText(CoverageReport.understood(input.states).byInstance)
        let states = ValueState.allCases.compactMap { state in input.states[state.rawValue].map { "\(state.rawValue) \($0.instances) in \($0.distinct) distinct" } }
        let text = (["\(share) understood by instance"] + states).joined(separator: "\n")
        return head + ">\n      <system-out>\(Escape.xml(text))</system-out>\n    </testcase>"
    }
}

extension CoverageReport.Input {
    fileprivate var hasValues: Bool { states.sum(\.isPresent).instances > 0 }
}

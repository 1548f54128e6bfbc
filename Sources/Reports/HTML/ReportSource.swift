import Dictionaries
import Features
import PluginHost

/// All that the page is made of.
package struct ReportSource: Sendable {
    package let coverage: CoverageSource
    package let report: CoverageReport
    /// With every group, however few patients it has.
    package let allStrata: [CoverageReport.Stratification]
    package let verdict: CoverageVerdict
    /// Version of this program.
    package let tagfold: String
    /// What a parser of each tag would add.
    package let next: NextParsers
    /// Of a random choice; nil when there was none.
    package var seed: UInt64?
    /// For a local page.
    package var rejected: RejectedValues?
    /// Of a run.
    package var plan: FeaturePlan?
    /// Of a run.
    package var timings: RunReport.Timings?

    package init(_ coverage: CoverageSource, _ made: MadeCoverage, _ verdict: CoverageVerdict, tagfold: String) {
        self.coverage = coverage
        report = made.report
        allStrata = made.allStrata
        self.verdict = verdict
        self.tagfold = tagfold
        next = NextParsers(coverage)
    }
}

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
    /// Of a random choice; nil when there was none.
    package var seed: UInt64?

    package init(_ coverage: CoverageSource, _ made: MadeCoverage, _ verdict: CoverageVerdict, tagfold: String) {
        self.coverage = coverage
        report = made.report
        allStrata = made.allStrata
        self.verdict = verdict
        self.tagfold = tagfold
    }
}

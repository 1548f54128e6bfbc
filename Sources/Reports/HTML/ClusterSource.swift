import Clustering

/// What the page says of clusters is made of.
package struct ClusterSource: Sendable {
    package let report: ClusterReport
    /// Of the best K; empty where all pairs were not compared.
    let silhouettes: [SilhouettePlot.Cluster]
    /// The mean over all rows.
    let meanSilhouette: Double?
    /// Rows on the two axes of the ordination.
    let points: [ScatterPlot.Point]
    /// Names of features that a page to be shared may name.
    package var names: Set<String> = []
    /// Whether such a page may show a label of a feature.
    package var isShareable: @Sendable (_ feature: String, _ label: String) -> Bool = { _, _ in false }

    /// Of clusters that all pairs of rows led to.
    package init(_ report: ClusterReport, _ sweep: KSweepResult, rows: WeightedRows, ordination: OrdinationFile?) {
        self.report = report
        points = ordination?.points ?? []
        meanSilhouette = sweep.best?.silhouette?.mean
        let plots = sweep.best.flatMap { best in best.result.flatMap { try? best.silhouette?.plot(assignments: $0.assignments) } } ?? []
        silhouettes = plots.map { plot in
            SilhouettePlot.Cluster(
                name: "\(plot.cluster)", colour: .category(plot.cluster), values: plot.values, weights: plot.rows.map { rows.weights[$0] }, mean: plot.mean)
        }
    }

    /// Of clusters that samples led to: no row has a silhouette of its own.
    package init(_ report: ClusterReport, ordination: OrdinationFile?) {
        self.report = report
        points = ordination?.points ?? []
        (silhouettes, meanSilhouette) = ([], nil)
    }

    /// What sets the first clusters apart, for the terminal; nil where nothing does.
    package func profileText(for audience: ReportPage.Audience) -> String? {
        let teller = teller(audience), shown = report.clusters.prefix(ClusterReport.shownClusters)
        guard shown.contains(where: { $0.profile?.isEmpty == false }) else { return nil }
        var table = TextTable(columns: [.right("cluster"), .left("what sets it apart: share of its rows vs all others")])
        for cluster in shown {
            let phrases = (cluster.profile ?? []).prefix(ClusterSource.terminalTraits).map { TextTable.shortened(Escape.terminal(teller.phrase($0)), to: 60) }
            table.add(["\(cluster.cluster)", phrases.joined(separator: ", ")])
        }
        return table.text
    }

    private static let terminalTraits = 3

    /// Who reads the page decides what it tells.
    func teller(_ audience: ReportPage.Audience) -> ClusterTeller {
        ClusterTeller(isLocal: audience == .local, names: names, isShareable: isShareable)
    }
}

/// Puts what is known of clusters into words for a reader.
struct ClusterTeller {
    let isLocal: Bool
    let names: Set<String>
    let isShareable: (_ feature: String, _ label: String) -> Bool

    private static let nameless = "a private tag"

    /// The feature's name, or that it is one that only files name.
    func name(_ feature: String) -> String { isLocal || names.contains(feature) ? feature : ClusterTeller.nameless }

    func phrase(_ trait: ClusterTrait) -> String {
        var told = trait
        told.feature = name(trait.feature)
        let shows = isLocal || (names.contains(trait.feature) && isShareable(trait.feature, trait.value ?? ""))
        return told.phrase({ _, _ in shows }, showsMedians: isLocal)
    }

    /// What the medoid is, as far as it may be told.
    func medoid(_ cluster: ClusterReport.Cluster) -> String {
        ClusterReport.describing.compactMap { feature in
            cluster.medoid[feature].flatMap { isLocal || isShareable(feature, $0) ? $0 : nil }
        }.joined(separator: ", ")
    }
}

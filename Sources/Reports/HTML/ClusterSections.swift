/// How many clusters there are: the sweep over K.
struct SweepSection: ReportSection {
    let id = "sweep"
    let title = "How many clusters"
    let template = "sweep"

    let summary: String
    let sweepSVG: String
    let rows: [Line]
    let hasTrees: Bool
    let trees: [Tree]

    struct Line {
        let k: String
        let loss: String
        let silhouette: String
        let note: String
        let isBest: Bool
    }

    struct Tree {
        let k: String
        let linkage: String
        let silhouette: String
        let given: String
        let agreement: String
        let largest: String
        let single: String
    }

    init?(_ source: ClusterSource?) {
        guard let report = source?.report, !report.sweep.isEmpty else { return nil }
        summary = SweepSection.summary(report)
        sweepSVG = SweepSection.chart(report).figure
        rows = report.sweep.map { entry in
            let error = entry.silhouetteStandardError.map { " ± " + Decimals.text($0, 3) } ?? ""
            return Line(
                k: "\(entry.k)", loss: entry.loss.map { Decimals.text($0, 1) } ?? "", silhouette: entry.meanSilhouette.map { Decimals.text($0, 3) + error } ?? "",
                note: entry.skipped.map { "skipped: " + $0 } ?? (entry.k == report.bestK ? "best" : ""), isBest: entry.k == report.bestK)
        }
        trees = (report.linkages ?? []).map { tree in
            Tree(
                k: "\(tree.k)", linkage: tree.linkage, silhouette: tree.meanSilhouette.map { Decimals.text($0, 3) } ?? "",
                given: tree.meanSilhouetteOfKMedoids.map { Decimals.text($0, 3) } ?? "", agreement: Decimals.text(tree.agreement, 3),
                largest: Percent.text(tree.largestShare), single: Figures.count(tree.singleRows))
        }
        hasTrees = !trees.isEmpty
    }

    private static func summary(_ report: ClusterReport) -> String {
        let rows = Figures.count(report.rows, "row") + (report.distinctRows.map { ", \(Figures.count($0)) of them distinct," } ?? "")
        let how = report.method == .exact
            ? "All pairs of distinct rows were compared."
            : "They are too many to compare all pairs: samples were clustered (seed \(report.sampleSeed ?? 0)) and refined among all rows; silhouettes are estimates, ± their standard error."
        let selection = report.selection.map { " Of all K from \($0.first?.k ?? 0) to \($0.last?.k ?? 0), DynMSC found the best by medoid silhouette." } ?? ""
        return "\(rows) of \(Figures.count(report.columns, "feature")), by Gower's dissimilarity and K-medoids. \(how)\(selection)"
    }

    private static func chart(_ report: ClusterReport) -> LineChart {
        func line(_ name: String, _ colour: ChartColour, _ points: [LineChart.Point]) -> LineChart.Line {
            LineChart.Line(name: name, colour: colour, points: points.sorted { $0.x < $1.x })
        }
        var silhouettes = [line("K-medoids", .main, report.sweep.compactMap { entry in
            entry.meanSilhouette.map { LineChart.Point(x: Double(entry.k), y: $0, error: entry.silhouetteStandardError) }
        })]
        for (number, linkage) in Set((report.linkages ?? []).map(\.linkage)).sorted().enumerated() {
            silhouettes.append(line("\(linkage) linkage", .category(number + 1), (report.linkages ?? []).filter { $0.linkage == linkage }.compactMap { tree in
                tree.meanSilhouette.map { LineChart.Point(x: Double(tree.k), y: $0, error: nil) }
            }))
        }
        let losses = line("K-medoids", .main, report.sweep.compactMap { entry in entry.loss.map { LineChart.Point(x: Double(entry.k), y: $0, error: nil) } })
        var panels = [LineChart.Panel(title: "mean silhouette (higher is better)", lines: silhouettes, zero: true)]
        if let selection = report.selection {
            panels.append(.init(title: "mean medoid silhouette, by DynMSC", lines: [
                line("K-medoids", .main, selection.map { LineChart.Point(x: Double($0.k), y: $0.meanMedoidSilhouette, error: nil) })
            ]))
        } else {
            panels.append(.init(title: "loss: sum of the distances to the medoids", lines: [losses], zero: true))
        }
        let best = report.bestK.map { "The best K is \($0)." } ?? ""
        return LineChart(
            title: "Loss and silhouette by number of clusters", summary: "Lines over K from \(report.sweep.map(\.k).min() ?? 0) to \(report.sweep.map(\.k).max() ?? 0). \(best)",
            caption: report.sweep.contains { $0.silhouetteStandardError != nil } ? "Vertical lines: one standard error to either side." : nil, xTitle: "K",
            panels: panels, mark: report.bestK.map { (Double($0), "K = \($0)") })
    }
}

/// The clusters of the best K: how large, how tight, and what sets each apart.
struct ClustersSection: ReportSection {
    let id = "clusters"
    let title = "Clusters"
    let template = "clusters"

    let silhouetteSVG: String?
    let rows: [Line]
    let more: String?
    let hasMedoids: Bool
    let isLocal: Bool

    struct Line {
        let number: String
        let colour: String
        let size: String
        let share: String
        let silhouette: String
        let medoid: String
        let traits: [String]
        let isPlain: Bool
    }

    private static let mostClusters = 300

    init?(_ source: ClusterSource?, _ audience: ReportPage.Audience) {
        guard let source, !source.report.clusters.isEmpty else { return nil }
        let report = source.report, teller = source.teller(audience)
        isLocal = audience == .local
        rows = report.clusters.prefix(ClustersSection.mostClusters).map { cluster in
            let error = cluster.silhouetteStandardError.map { " ± " + Decimals.text($0, 2) } ?? ""
            let traits = (cluster.profile ?? []).map { Figures.shortened(teller.phrase($0)) }
            return Line(
                number: "\(cluster.cluster)", colour: ChartColour.category(cluster.cluster).name, size: Figures.count(cluster.size),
                share: Percent.text(Double(cluster.size) / Double(max(1, report.rows))), silhouette: cluster.meanSilhouette.map { Decimals.text($0, 2) + error } ?? "",
                medoid: Figures.shortened(teller.medoid(cluster)), traits: traits, isPlain: traits.isEmpty)
        }
        hasMedoids = rows.contains { !$0.medoid.isEmpty }
        let left = report.clusters.count - rows.count
        more = left > 0 ? "and \(Figures.count(left, "cluster")) more, in clusters.json" : nil
        silhouetteSVG = source.silhouettes.isEmpty ? nil : SilhouettePlot(
            title: "Silhouette plot of \(source.silhouettes.count) clusters",
            summary: "In each cluster its rows by falling silhouette; the mean of all is \(source.meanSilhouette.map { Decimals.text($0, 3) } ?? "not known").",
            clusters: source.silhouettes, mean: source.meanSilhouette
        ).figure
    }
}

/// The rows on two axes.
struct OrdinationSection: ReportSection {
    let id = "ordination"
    let title = "Where the clusters lie"
    let template = "figure"

    let hint: String
    let figureSVG: String

    init?(_ source: ClusterSource?) {
        guard let source, let ordination = source.report.ordination, !source.points.isEmpty else { return nil }
        let shares = (ordination.shares + [0, 0]).prefix(2).map(Percent.text)
        let rest = ordination.negativeShare > 0
            ? " Missing values make for \(Percent.text(ordination.negativeShare)) of the dissimilarities, which no number of axes can show." : ""
        let some = ordination.rows < source.report.rows ? " \(Figures.count(ordination.rows)) rows drawn by chance are shown." : ""
        hint = "Principal coordinates (Gower 1966) of the dissimilarities: rows that lie close together are alike. The axes show \(shares[0]) and \(shares[1]) of what "
            + "axes can show; clusters that lie on top of each other here may still lie apart.\(rest)\(some)"
        figureSVG = ScatterPlot(
            title: "Rows on two principal coordinates", summary: "\(Figures.count(source.points.count, "row")) coloured by cluster.",
            xTitle: "axis 1 (\(shares[0]))", yTitle: "axis 2 (\(shares[1]))", points: source.points
        ).figure
    }
}

/// What each feature adds to the mean silhouette.
struct ImportanceSection: ReportSection {
    let id = "importance"
    let title = "What features add"
    let template = "figure"

    let hint: String
    let figureSVG: String

    /// Features that are drawn: those that add most and least.
    private static let most = (top: 25, bottom: 10)

    init?(_ source: ClusterSource?, _ audience: ReportPage.Audience) {
        guard let source, let importance = source.report.importance, !importance.features.isEmpty else { return nil }
        let teller = source.teller(audience), most = ImportanceSection.most
        let all = importance.features, isAll = all.count <= most.top + most.bottom
        let shown = isAll ? all : Array(all.prefix(most.top)) + Array(all.suffix(most.bottom))
        let drawn = importance.rows < source.report.rows ? " Looked at in \(Figures.count(importance.rows)) rows." : ""
        hint = "The mean silhouette of the best K with all features, less that without one: above 0 where the feature holds clusters together, below 0 where it blurs "
            + "them.\(drawn)"
        figureSVG = IntervalChart(
            title: "What features add to the mean silhouette", summary: "\(Figures.count(shown.count, "feature")), those that add most first.",
            caption: (isAll ? "" : "The \(most.top) features that add most and the \(most.bottom) that add least, of \(Figures.count(all.count)). ")
                + (all.contains { $0.standardError != nil } ? "Lines: one standard error to either side." : ""),
            xTitle: "adds to the mean silhouette",
            rows: shown.map { entry in
                IntervalChart.Row(
                    label: teller.name(entry.feature),
                    marks: [.init(
                        value: entry.importance, lower: entry.standardError.map { entry.importance - $0 }, upper: entry.standardError.map { entry.importance + $0 },
                        colour: entry.importance < 0 ? .against : .main)],
                    figure: ShortNumber.text(entry.importance, decimals: 4))
            }
        ).figure
    }
}

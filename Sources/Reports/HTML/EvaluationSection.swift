import VisualEvaluation

/// Whether images of a cluster look alike.
struct EvaluationSection: ReportSection {
    let id = "evaluation"
    let title = "Do clusters look alike"
    let template = "evaluation"

    let meaning: [String]
    let setup: String
    let distancesSVG: String
    let tests: [Test]
    let hasAblation: Bool
    let ablationSVG: String?
    let picturesSVG: String?
    let hasPictures: Bool
    let notes: [String]
    let hasNotes: Bool

    struct Test {
        let first: String
        let second: String
        let difference: String
        let interval: String
        let p: String
        let effect: String
    }

    /// - Parameter pictures: of the clusters of the first set, for a page that stays where the images are.
    init?(_ report: EvaluationReport?, _ pictures: ClusterPictures?) {
        guard let report, !report.measures.isEmpty else { return nil }
        meaning = report.meaning.split(separator: "\n").map(String.init)
        let sets = report.sets
        setup = "\(Figures.count(sets.count, "set")) of \(Figures.count(sets.size, "image")), each in \(Figures.count(sets.clusters, "cluster")); images embedded by "
            + "\(report.embedding.name) (\(Figures.count(report.embedding.dimension, "dimension"))); \(Figures.count(sets.permutations, "shuffle")) of the labels of each set; seed \(report.seed)."
        distancesSVG = EvaluationSection.distances(report).figure
        tests = report.comparisons.map { comparison in
            let result = comparison.result
            return Test(
                first: comparison.first, second: comparison.second, difference: Decimals.text(result.meanDifference, 4),
                interval: result.interval.map { "\(Decimals.text($0.lower, 4)) to \(Decimals.text($0.upper, 4))" } ?? "",
                p: result.log10P.map(EvaluationReport.pText) ?? (result.note ?? ""), effect: (result.hedgesGz ?? result.cohenDz).map { Decimals.text($0, 2) } ?? "")
        }
        ablationSVG = report.ablation.flatMap { $0.plugins.isEmpty ? nil : EvaluationSection.ablation($0).figure }
        hasAblation = ablationSVG != nil
        picturesSVG = pictures.map { EvaluationSection.grid($0).figure }
        hasPictures = pictures != nil
        notes = report.notes
        hasNotes = !notes.isEmpty
    }

    private static func distances(_ report: EvaluationReport) -> IntervalChart {
        let rows = report.measures.map { measure in
            let deviation = measure.standardDeviation
            let mean = IntervalChart.Mark(
                value: measure.mean, lower: deviation.map { measure.mean - $0 }, upper: deviation.map { measure.mean + $0 },
                colour: measure.name == "permuted" ? .muted : measure.name == "ceiling" ? .category(2) : measure.name.hasPrefix("tags") ? .main : .category(1))
            return IntervalChart.Row(
                label: names[measure.name] ?? measure.name, marks: measure.values.prefix(200).map { .init(value: $0, colour: .muted, isSmall: true) } + [mean],
                figure: Decimals.text(measure.mean, 4))
        }
        return IntervalChart(
            title: "Mean cosine distance of images to the centre of their group", summary: "The shorter, the more alike images of a group look.",
            caption: "Small dots are sets, the large one is their mean, the line one standard deviation to either side. Further left: images of a group look more alike.",
            xTitle: "mean cosine distance to the centre of the group", rows: rows)
    }

    private static let names = ["tags": "clusters by tags", "permuted": "labels shuffled", "ceiling": "clusters of the pictures"]

    private static func ablation(_ ablation: EvaluationReport.Ablation) -> IntervalChart {
        IntervalChart(
            title: "What each plugin adds to how alike clusters look", summary: "Distance with the plugin less distance without it, the most useful first.",
            caption: "Left of 0: clusters look more alike with the plugin. Lines: intervals of 95 % by the bootstrap.", xTitle: "change of the mean cosine distance",
            rows: ablation.plugins.map { plugin in
                let difference = plugin.distance.meanDifference
                return IntervalChart.Row(
                    label: plugin.plugin,
                    marks: [.init(value: difference, lower: plugin.distance.interval?.lower, upper: plugin.distance.interval?.upper, colour: difference > 0 ? .against : .main)],
                    figure: ShortNumber.text(difference, decimals: 4))
            })
    }

    private static func grid(_ pictures: ClusterPictures) -> ThumbnailGrid {
        ThumbnailGrid(
            title: "Pictures of the clusters of the first set", summary: "Those nearest to the centre of each cluster.",
            caption: "The \(ClusterPictures.most) images of each cluster that lie nearest to its centre, as the encoder sees them. They are pictures of patients.",
            rows: pictures.clusters.map { cluster in
                ThumbnailGrid.Row(
                    label: "cluster \(cluster.number): \(Figures.count(cluster.size, "image")), spread \(Decimals.text(cluster.spread, 3))", images: cluster.pictures)
            })
    }
}

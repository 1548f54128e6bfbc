import Glibc
import VisualEvaluation

extension EvaluationReport {
    /// What the terminal shows.
    public var text: String {
        var parts = [heading, measuresText, meaning]
        if !clusters.isEmpty { parts.append("Clusters of the first set\n" + clustersText) }
        if let ablation { parts.append("What each plugin adds, those first that make clusters look more alike\n" + ablationText(ablation)) }
        if !notes.isEmpty { parts.append(notes.map { "Note: \($0)." }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private var heading: String {
        let problems = images.problems.values.reduce(0, +)
        var counts = ["\(images.rows) images", "\(images.rendered) rendered"]
        if problems > 0 { counts.append("\(problems) cannot be rendered") }
        if images.copies > 0 { counts.append("\(images.copies) copies") }
        if images.trained > 0 { counts.append("\(images.trained + images.validated) trained on") }
        counts.append("\(images.clustered) clustered")
        let sizes = "\(sets.count) sets of \(sets.size), \(sets.clusters) clusters each by \(features.columns) features"
        return "Do clusters look alike?  \(counts.joined(separator: ", "))\n\(sizes); seen by \(Escape.terminal(embedding.name))"
    }

    // MARK: Measures

    private var measuresText: String {
        var table = TextTable(columns: [
            .left("grouping"), .right("groups"), .right("distance to centre"), .right("tags less this"), .right("95 % interval"), .right("t"), .right("p"), .right("d_z"),
        ])
        for measure in measures {
            // A single tag makes other numbers of groups, which cannot be compared with these: see below.
            let isComparable = measure.groups == measures.first?.groups
            let comparison = isComparable ? comparisons.first { $0.second == measure.name && $0.first == EvaluationReport.tags }?.result : nil
            table.add([measure.name, groupsText(measure), distanceText(measure)] + EvaluationReport.cells(comparison))
        }
        let fair = comparisons.filter { $0.first != EvaluationReport.tags }
        guard !fair.isEmpty else { return table.text }
        var second = TextTable(columns: [
            .left("with as many clusters as groups"), .right("tags less this"), .right("95 % interval"), .right("t"), .right("p"), .right("d_z"),
        ])
        for comparison in fair { second.add([comparison.second] + EvaluationReport.cells(comparison.result)) }
        return table.text + "\n\n" + second.text
    }

    private func groupsText(_ measure: Measure) -> String {
        guard let groups = measure.groups, let least = groups.min(), let most = groups.max() else { return "" }
        return least == most ? "\(least)" : "\(least)–\(most)"
    }

    private func distanceText(_ measure: Measure) -> String {
        Decimals.text(measure.mean, 4) + (measure.standardDeviation.map { " ± " + Decimals.text($0, 4) } ?? "")
    }

    private static func cells(_ result: PairedComparison?) -> [String] {
        guard let result else { return ["", "", "", "", ""] }
        let interval = result.interval.map { "\(Decimals.text($0.lower, 4)) to \(Decimals.text($0.upper, 4))" } ?? ""
        return [
            Decimals.text(result.meanDifference, 4), interval, result.t.map { Decimals.text($0, 2) } ?? "", result.log10P.map(pText) ?? (result.note ?? ""),
            result.cohenDz.map { Decimals.text($0, 2) } ?? "",
        ]
    }

    /// Three places, or the power of ten.
    static func pText(_ log10P: Double) -> String {
        guard log10P < -3 else { return Decimals.text(pow(10, log10P), 3) }
        var power = log10P.rounded(.down)
        var digits = (pow(10, log10P - power) * 10).rounded() / 10
        if digits >= 10 { (digits, power) = (1, power + 1) }
        return "\(Decimals.text(digits, 1))e\(Int(power))"
    }

    // MARK: Meaning

    /// A sentence on what the first comparisons mean, and no more than they do.
    var meaning: String {
        guard let chance = comparisons.first(where: { $0.second == "permuted" })?.result, let permuted = measure("permuted"), let tags = measure(EvaluationReport.tags)
        else { return "" }
        guard let p = chance.p, let log10P = chance.log10P else { return "Whether clusters look alike cannot be tested: \(chance.note ?? "no pairs")." }
        let isAlike = chance.meanDifference < 0
        if p >= EvaluationReport.significance {
            return "Clusters by tags look no more alike than shuffled ones, as far as \(sets.count) sets can tell (p = \(EvaluationReport.pText(log10P)))."
        }
        let share = permuted.mean > 0 ? abs(chance.meanDifference) / permuted.mean : 0
        var text = "Images of a cluster lie \(Percent.text(share)) \(isAlike ? "nearer to" : "farther from") its centre than with shuffled labels "
            + "(p = \(EvaluationReport.pText(log10P)))"
        if isAlike, let ceiling = measure("ceiling"), permuted.mean > ceiling.mean, tags.mean >= ceiling.mean {
            text += ": \(Percent.text((permuted.mean - tags.mean) / (permuted.mean - ceiling.mean))) of what clusters made of the pictures themselves reach"
        }
        text += "."
        for comparison in comparisons where comparison.first != EvaluationReport.tags {
            text += "\n" + against(comparison)
        }
        return text
    }

    private func against(_ comparison: Comparison) -> String {
        let name = comparison.second
        guard let p = comparison.result.p, let log10P = comparison.result.log10P else {
            return "Against \(name) alone: \(comparison.result.note ?? "no test")."
        }
        let told = "(p = \(EvaluationReport.pText(log10P)), in as many groups)"
        if p >= EvaluationReport.significance { return "No difference from \(name) alone can be told \(told)." }
        return "Tags group images \(comparison.result.meanDifference < 0 ? "better" : "worse") than \(name) alone \(told)."
    }

    private static let significance = 0.05

    private func measure(_ name: String) -> Measure? { measures.first { $0.name == name } }

    // MARK: Clusters and plugins

    private var clustersText: String {
        var table = TextTable(columns: [.right("cluster"), .right("images"), .right("silhouette"), .right("distance to centre")])
        for cluster in clusters.prefix(EvaluationReport.shown) {
            table.add(["\(cluster.cluster)", "\(cluster.size)", cluster.silhouette.map { Decimals.text($0, 3) } ?? "", Decimals.text(cluster.spread, 4)])
        }
        let left = clusters.count - EvaluationReport.shown
        return table.text + (left > 0 ? "\n… and \(left) more, in evaluation.json" : "")
    }

    private func ablationText(_ ablation: Ablation) -> String {
        var table = TextTable(columns: [.left("plugin"), .right("columns"), .right("distance"), .right("p"), .right("silhouette"), .right("p")])
        for plugin in ablation.plugins {
            func p(_ result: PairedComparison) -> String { result.log10P.map(EvaluationReport.pText) ?? "" }
            table.add([
                Escape.terminal(plugin.plugin), "\(plugin.columns)", Decimals.text(plugin.distance.meanDifference, 4), p(plugin.distance),
                Decimals.text(plugin.silhouette.meanDifference, 4), p(plugin.silhouette),
            ])
        }
        return table.text
    }

    private static let shown = 25
}

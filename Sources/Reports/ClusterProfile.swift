import Features
import PluginHost
import TagTable

/// What sets each cluster apart: the few features that differ most between its rows and all others.
///
/// Labels, flags and what is missing are compared by their shares, numbers by who has the larger one; both are Cliff's delta, so
/// that features of all kinds rank together. The work is a count of codes: each row is touched twice a column.
struct ClusterProfile {
    /// Traits told of a cluster.
    static let most = 5
    /// Smaller effects are not told. J. Romano and others (2006) call 0.15 small and 0.33 medium.
    private static let least = 0.2
    /// Traits told of features of one plugin, and of features that are there or not: they often go together.
    private static let mostOfAKind = 2
    /// That a feature is there says less than what it holds: it is told when it sets the cluster apart by this much more.
    private static let margin = 0.1

    /// By cluster, the most telling first.
    private(set) var traits: [[ClusterTrait]]

    /// - Parameters:
    ///   - clusters: of each row of the features, from 0; rows with another number count for none, nor elsewhere.
    ///   - count: of clusters.
    init(_ features: FeatureTable, clusters: [Int32], count: Int) {
        var sizes = [Int](repeating: 0, count: max(0, count))
        for cluster in clusters where sizes.indices.contains(Int(cluster)) { sizes[Int(cluster)] += 1 }
        traits = sizes.map { _ in [] }
        guard count > 1 else { return }
        var best: [[String: (trait: ClusterTrait, place: Int)]] = sizes.map { _ in [:] }
        for (place, column) in features.columns.enumerated() where column.rowCount == clusters.count {
            let group = column.tags.isEmpty ? column.name : column.tags.joined(separator: "+")
            for (cluster, trait) in ColumnTraits(column, clusters, sizes).traits.enumerated() {
                guard let trait, abs(trait.effect) >= ClusterProfile.least else { continue }
                // Columns of one tag say much the same: one of them is enough.
                if let known = best[cluster][group], abs(known.trait.effect) >= abs(trait.effect) { continue }
                best[cluster][group] = (trait, place)
            }
        }
        traits = best.map { traits in
            ClusterProfile.varied(traits.values.sorted { (abs($1.trait.effect), $0.place) < (abs($0.trait.effect), $1.place) }, features)
        }
    }

    /// The first few, but not too many of a kind.
    private static func varied(_ traits: [(trait: ClusterTrait, place: Int)], _ features: FeatureTable) -> [ClusterTrait] {
        var ofPlugin: [String: Int] = [:], ofPresence = 0
        var told: [ClusterTrait] = []
        for (trait, place) in traits where told.count < most {
            let isPresence = trait.kind == .present || trait.kind == .missing
            let plugin = features.columns[place].plugin
            if isPresence, ofPresence == mostOfAKind { continue }
            if let plugin, ofPlugin[plugin, default: 0] == mostOfAKind { continue }
            if isPresence { ofPresence += 1 }
            if let plugin { ofPlugin[plugin, default: 0] += 1 }
            told.append(trait)
        }
        return told
    }

    /// The more telling of what a feature holds and of whether it is there.
    fileprivate static func better(_ held: ClusterTrait?, _ presence: ClusterTrait) -> ClusterTrait {
        guard let held, abs(held.effect) + margin >= abs(presence.effect) else { return presence }
        return held
    }
}

/// The most telling trait of each cluster in one column.
private struct ColumnTraits {
    let traits: [ClusterTrait?]

    init(_ column: FeatureColumn, _ clusters: [Int32], _ sizes: [Int]) {
        let levels = ColumnLevels(column)
        let runs = LevelRuns(column.codes, levels.ofCode, levels.count, clusters, clusterCount: sizes.count)
        let comparison = Comparison(name: column.name, unit: column.unit.isEmpty ? nil : column.unit, sizes: sizes, missing: runs.counts(level: 0))
        let held = column.kind == .numeric ? comparison.numbers(runs, levels.numbers) : comparison.labels(runs, levels.names)
        traits = held.enumerated().map { cluster, held in
            sizes[cluster] == 0 ? nil : ClusterProfile.better(held, comparison.presence(cluster))
        }
    }
}

/// Clusters compared with all other rows, in one column.
private struct Comparison {
    let name: String
    let unit: String?
    let sizes: [Int]
    /// Rows of each cluster without a value.
    let missing: [Int]
    private let total: Int
    private let totalMissing: Int

    init(name: String, unit: String?, sizes: [Int], missing: [Int]) {
        (self.name, self.unit, self.sizes, self.missing) = (name, unit, sizes, missing)
        total = sizes.reduce(0, +)
        totalMissing = missing.reduce(0, +)
    }

    func presence(_ cluster: Int) -> ClusterTrait {
        let lacking = trait(.missing, nil, cluster, missing[cluster], of: totalMissing)
        return lacking.effect >= 0 ? lacking : trait(.present, nil, cluster, sizes[cluster] - missing[cluster], of: total - totalMissing)
    }

    /// The label by which each cluster differs most.
    func labels(_ runs: LevelRuns, _ names: [String]) -> [ClusterTrait?] {
        var best: [(level: Int, count: Int, effect: Double)?] = sizes.map { _ in nil }
        for level in 1..<max(1, runs.levelCount) {
            let all = runs.size(level)
            runs.forEachCluster(of: level) { cluster, count in
                let effect = difference(cluster, count, of: all).effect
                if effect > best[cluster]?.effect ?? 0 { best[cluster] = (level, count, effect) }
            }
        }
        return best.enumerated().map { cluster, best in
            best.map { trait(.value, names[$0.level - 1], cluster, $0.count, of: runs.size($0.level)) }
        }
    }

    /// Cliff's delta of each cluster's numbers, with its median. A pair of rows without two numbers counts as a tie.
    func numbers(_ runs: LevelRuns, _ numbers: [Double]) -> [ClusterTrait?] {
        var wins = [Double](repeating: 0, count: sizes.count), passed = [Int](repeating: 0, count: sizes.count)
        var medians = Medians(counts: zip(sizes, missing).map { $0 - $1 }), all = Medians(counts: [total - totalMissing])
        var below = 0
        for level in 1..<max(1, runs.levelCount) {
            let size = runs.size(level)
            all.pass(0, from: below, size, numbers[level - 1])
            runs.forEachCluster(of: level) { cluster, count in
                // Against lower numbers of others a win, against equal ones half of one.
                wins[cluster] += Double(count) * (Double(below - passed[cluster]) + Double(size - count) / 2)
                medians.pass(cluster, from: passed[cluster], count, numbers[level - 1])
                passed[cluster] += count
            }
            below += size
        }
        return sizes.indices.map { cluster in
            let own = Double(passed[cluster]), others = Double(below - passed[cluster])
            guard own > 0, others > 0, let median = medians.values[cluster], let overall = all.values[0] else { return nil }
            let delta = 2 * wins[cluster] / (own * others) - 1
            let comparable = own / Double(sizes[cluster]) * (others / Double(max(1, total - sizes[cluster])))
            return ClusterTrait(
                feature: name, kind: .median, effect: delta * comparable * weight(cluster), median: median, medianOverall: overall, unit: unit)
        }
    }

    private func trait(_ kind: ClusterTrait.Kind, _ value: String?, _ cluster: Int, _ count: Int, of all: Int) -> ClusterTrait {
        let difference = difference(cluster, count, of: all)
        return ClusterTrait(
            feature: name, kind: kind, effect: difference.effect, value: value, share: difference.share, shareElsewhere: difference.elsewhere)
    }

    /// For a property that a row has or has not, Cliff's delta is the difference of the shares.
    private func difference(_ cluster: Int, _ count: Int, of all: Int) -> (share: Double, elsewhere: Double, effect: Double) {
        let share = Double(count) / Double(max(1, sizes[cluster])), elsewhere = Double(all - count) / Double(max(1, total - sizes[cluster]))
        return (share, elsewhere, (share - elsewhere) * weight(cluster))
    }

    /// Few rows say little: as if two more rows, like all the others, were on either side.
    private func weight(_ cluster: Int) -> Double {
        let own = Double(sizes[cluster]), others = Double(total - sizes[cluster])
        return own / (own + 2) * (others / (others + 2))
    }
}

/// Medians of groups whose numbers pass by in rising order.
private struct Medians {
    let counts: [Int]
    private var sums: [Double]
    private(set) var values: [Double?]

    init(counts: [Int]) {
        self.counts = counts
        sums = counts.map { _ in 0 }
        values = counts.map { _ in nil }
    }

    /// - Parameters:
    ///   - passed: numbers of the group that came before.
    ///   - count: how many are equal to `number`.
    mutating func pass(_ group: Int, from passed: Int, _ count: Int, _ number: Double) {
        let lower = (counts[group] - 1) / 2, upper = counts[group] / 2
        guard count > 0, passed + count > lower else { return }
        if passed <= lower { sums[group] = number / 2 }
        if passed <= upper, passed + count > upper { values[group] = sums[group] + number / 2 }
    }
}

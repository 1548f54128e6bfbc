/// The silhouette plot of Rousseeuw (1987), Figure 3 of the paper: in each cluster the s(i) of its rows, from the highest to the
/// lowest, a bar as thick as the rows it stands for.
struct SilhouettePlot: Chart {
    struct Cluster: Sendable {
        var name: String
        var colour: ChartColour
        /// s(i), falling, in [−1, 1].
        var values: [Double]
        /// Rows that each value stands for, as many as there are values.
        var weights: [Int]
        var mean: Double?

        fileprivate var rows: Double { weights.reduce(0) { $0 + Double(max(0, $1)) } }
    }

    var title: String
    var summary: String
    var clusters: [Cluster]
    /// The mean over all rows.
    var mean: Double?

    /// Clusters that are drawn; those of the most rows, where there are more.
    private static let maximumClusters = 300
    private static let height = 520.0

    var caption: String? {
        let rows = clusters.reduce(0) { $0 + $1.rows }
        var text = "Each cluster is as high as it has rows (\(ShortNumber.count(Int(min(rows, 1e15)))) in all), the thinnest one unit high; within it rows fall from "
            + "the best placed to the worst. Numbers to the right are means; the dashed line is that of all rows."
        if clusters.count > SilhouettePlot.maximumClusters {
            text += " The \(SilhouettePlot.maximumClusters) largest of \(ShortNumber.count(clusters.count)) clusters."
        }
        return text
    }

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        let shown = shownClusters
        guard !shown.isEmpty else { return .nothing("There are no silhouettes to draw.", layout) }
        let lowest = shown.flatMap(\.values).filter(\.isFinite).min() ?? 0
        let ticks = AxisTicks.linear([max(-1, min(0, lowest)), 1], steps: 8)
        let labels = min(layout == .wide ? 190 : 90, (shown.map { TextWidth.of($0.name) }.max() ?? 0) + 8)
        let gap = shown.count > 100 ? 0.5 : shown.count > 30 ? 2.0 : 5.0
        let heights = SilhouettePlot.heights(shown, room: SilhouettePlot.height - gap * Double(shown.count - 1))
        let total = heights.reduce(0, +) + gap * Double(shown.count - 1)
        let area = PlotArea(left: labels, top: 8, right: layout.width - 44, bottom: 8 + total + 4, x: ticks, y: .linear([0, 1]))
        return ChartDrawing(height: area.bottom + 42) { svg in
            area.drawX(&svg, lines: true, title: "silhouette")
            var top = area.top, free = -Double.infinity
            for (cluster, height) in zip(shown, heights) {
                svg.group(class: cluster.colour.name, hint: layout.hasHints ? hint(cluster) : nil) { svg in
                    svg.path(SilhouettePlot.outline(cluster, area, top, height), class: "area")
                }
                // A label needs its height; clusters too thin for one go without.
                let middle = top + height / 2
                if middle - 6 >= free {
                    svg.label(TextWidth.shortened(cluster.name, to: labels - 8), labels - 8, middle + 4, anchor: .end, class: "tick")
                    if let mean = cluster.mean { svg.label(Decimals.text(mean, 2), layout.width, middle + 4, anchor: .end, class: "tick") }
                    free = middle + 6
                }
                top += height + gap
            }
            if let zero = area.x(0) { svg.line(zero, area.top, zero, area.bottom, class: "axis") }
            if let mean, let place = area.x(mean) { svg.line(place, area.top, place, area.bottom, class: "cut") }
        }
    }

    private var shownClusters: [Cluster] {
        let drawable = clusters.filter { $0.values.count == $0.weights.count && $0.rows > 0 }
        guard drawable.count > SilhouettePlot.maximumClusters else { return drawable }
        let largest = drawable.indices.sorted { (drawable[$1].rows, $0) < (drawable[$0].rows, $1) }.prefix(SilhouettePlot.maximumClusters)
        return largest.sorted().map { drawable[$0] }
    }

    /// Heights by rows, none below 1.
    private static func heights(_ clusters: [Cluster], room: Double) -> [Double] {
        let all = clusters.reduce(0) { $0 + $1.rows }
        return clusters.map { max(1, room * $0.rows / max(1, all)) }
    }

    private static func outline(_ cluster: Cluster, _ area: PlotArea, _ top: Double, _ height: Double) -> SVGPath {
        var path = SVGPath()
        guard let zero = area.x(0) else { return path }
        path.move(zero, top)
        for step in cluster.steps(atMost: max(2, Int(height * 2))) {
            let x = area.x(step.value) ?? zero
            path.line(x, top + height * step.start)
            path.line(x, top + height * step.end)
        }
        path.line(zero, top + height)
        path.close()
        return path
    }

    private func hint(_ cluster: Cluster) -> String {
        cluster.name + ": \(ShortNumber.count(Int(min(cluster.rows, 1e15)))) rows" + (cluster.mean.map { ", mean silhouette " + Decimals.text($0, 3) } ?? "")
    }
}

extension SilhouettePlot.Cluster {
    /// The values down the cluster, from 0 to 1, each as thick as its weight. Of more than are asked for, those at even steps, with
    /// the first and the last: each is one of its rows', and those left out lie between, for they fall.
    fileprivate func steps(atMost limit: Int) -> [(value: Double, start: Double, end: Double)] {
        let rows = self.rows
        guard let first = values.first, let last = values.last, rows > 0 else { return [] }
        guard values.count > limit else {
            var passed = 0.0
            return zip(values, weights).map { value, weight in
                defer { passed += Double(max(0, weight)) }
                return (value, passed / rows, (passed + Double(max(0, weight))) / rows)
            }
        }
        var place = 0, passed = 0.0
        return (0..<limit).map { step in
            let middle = (Double(step) + 0.5) / Double(limit) * rows
            while place < values.count - 1, passed + Double(max(0, weights[place])) <= middle {
                passed += Double(max(0, weights[place]))
                place += 1
            }
            let value = step == 0 ? first : step == limit - 1 ? last : values[place]
            return (value, Double(step) / Double(limit), Double(step + 1) / Double(limit))
        }
    }
}

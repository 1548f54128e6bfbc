/// The frequency analysis of the paper: all tags side by side, by rising missing share; above, how often each is missing, below, how
/// many distinct values it has.
struct TagStripChart: Chart {
    struct Tag: Sendable {
        var name: String
        /// Share of the instances without the tag, in [0, 1].
        var missingShare: Double
        var distinct: Int
        /// Whether the features were made of it.
        var isChosen: Bool
    }

    var title: String
    var summary: String
    private let tags: [Tag]
    private let count: Int

    /// Tags that are drawn; evenly spread ones of more.
    private static let maximumTags = 700

    init(title: String, summary: String, tags: [Tag]) {
        (self.title, self.summary) = (title, summary)
        let sorted = tags.filter { $0.missingShare.isFinite }.enumerated().sorted {
            ($0.element.missingShare, $0.offset) < ($1.element.missingShare, $1.offset)
        }.map(\.element)
        count = sorted.count
        let shown = TagStripChart.maximumTags
        self.tags = sorted.count <= shown ? sorted : (0..<shown).map { sorted[$0 * (sorted.count - 1) / (shown - 1)] }
    }

    var caption: String? {
        tags.count < count ? "\(tags.count) of \(ShortNumber.count(count)) tags, evenly spread by missing share." : nil
    }

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        guard !tags.isEmpty else { return .nothing("There are no tags.", layout) }
        let legend = ChartLegend(
            [.init(name: "became features", colour: .main), .init(name: "left out", colour: .muted)], width: layout.width)
        let ranks = AxisTicks.linear([0, Double(tags.count)], steps: layout == .wide ? 10 : 5)
        let missing = AxisTicks.linear([0, 100], steps: 4), distinct = AxisTicks.logarithmic(tags.map { Double(max(1, $0.distinct)) } + [10], steps: 4)
        let left = max(PlotArea.labelWidth(missing), PlotArea.labelWidth(distinct))
        func area(_ top: Double, _ y: AxisTicks) -> PlotArea {
            var x = ranks
            x = AxisTicks(scale: .linear, lower: 0, upper: Double(tags.count), values: x.values.filter { $0 <= Double(tags.count) }, labels: x.labels)
            return PlotArea(left: left, top: top + 22, right: layout.width - 6, bottom: top + 150, x: x, y: y)
        }
        let upper = area(legend.height, missing), lower = area(legend.height + 172, distinct)
        return ChartDrawing(height: lower.bottom + 42) { svg in
            legend.draw(&svg)
            svg.label("missing, % of the instances", 0, upper.top - 10, class: "heading")
            upper.drawY(&svg)
            svg.label("distinct values", 0, lower.top - 10, class: "heading")
            lower.drawY(&svg)
            drawTags(upper, lower, &svg, hints: layout.hasHints)
            upper.drawX(&svg)
            lower.drawX(&svg, title: "tags by rising missing share")
        }
    }

    private func drawTags(_ upper: PlotArea, _ lower: PlotArea, _ svg: inout SVG, hints: Bool) {
        let step = (upper.right - upper.left) / Double(tags.count)
        let width = max(0.6, min(step * 0.8, step - 0.3))
        for (rank, tag) in tags.enumerated() {
            let x = upper.left + step * Double(rank)
            let name = TextWidth.shortened(tag.name, to: 360)
            let hint = hints ? "\(name): missing \(Percent.text(tag.missingShare)), \(ShortNumber.count(tag.distinct)) distinct" : nil
            svg.group(class: (tag.isChosen ? ChartColour.main : .muted).name, hint: hint) { svg in
                let share = min(1, max(0, tag.missingShare))
                let top = upper.y(100 * share) ?? upper.bottom
                svg.rect(x, min(top, upper.bottom - 1), width, max(1, upper.bottom - top))
                if let y = lower.y(Double(max(1, tag.distinct))) { svg.circle(x + step / 2, y, radius: step > 5 ? 3 : step > 1.5 ? 2 : 1.5) }
            }
        }
    }
}

/// Many small bar charts side by side, such as histograms or counts by vendor.
struct SmallMultiples: Chart {
    struct Panel: Sendable {
        var title: String
        var bars: [(label: String, value: Double)]
    }

    var title: String
    var summary: String
    var panels: [Panel]
    /// Whether all panels have the same vertical axis.
    var isShared = false

    private static let maximumPanels = 60
    private static let maximumBars = 60

    var caption: String? {
        panels.count > SmallMultiples.maximumPanels ? "The first \(SmallMultiples.maximumPanels) of \(ShortNumber.count(panels.count))." : nil
    }

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        let shown = panels.prefix(SmallMultiples.maximumPanels).map { Panel(title: $0.title, bars: Array($0.bars.prefix(SmallMultiples.maximumBars))) }
        guard !shown.isEmpty else { return .nothing("There is nothing to draw.", layout) }
        let columns = min(shown.count, layout == .wide ? 3 : 1), gap = 24.0, height = 150.0
        let width = (layout.width - gap * Double(columns - 1)) / Double(columns)
        let common = AxisTicks.linear(shown.flatMap { $0.bars.map(\.value) }, zero: true, steps: 3)
        let rows = (shown.count + columns - 1) / columns
        return ChartDrawing(height: Double(rows) * (height + gap) - gap) { svg in
            for (number, panel) in shown.enumerated() {
                let y = isShared ? common : AxisTicks.linear(panel.bars.map(\.value), zero: true, steps: 3)
                let left = Double(number % columns) * (width + gap), top = Double(number / columns) * (height + gap)
                draw(panel, y, &svg, left, top, width, height, hints: layout.hasHints)
            }
        }
    }

    private func draw(_ panel: Panel, _ y: AxisTicks, _ svg: inout SVG, _ left: Double, _ top: Double, _ width: Double, _ height: Double, hints: Bool) {
        let area = PlotArea(
            left: left + PlotArea.labelWidth(y), top: top + 24, right: left + width, bottom: top + height - 20, x: .linear([0, 1]), y: y)
        svg.label(TextWidth.shortened(panel.title, to: width), left, top + 12, class: "heading")
        area.drawY(&svg)
        let step = (area.right - area.left) / Double(max(1, panel.bars.count))
        var free = -Double.infinity
        svg.group(class: ChartColour.main.name) { svg in
            for (number, bar) in panel.bars.enumerated() {
                guard let end = area.y(bar.value), let zero = area.y(0), bar.value.isFinite else { continue }
                svg.group(hint: hints ? "\(TextWidth.shortened(bar.label, to: 360)): \(ShortNumber.text(bar.value))" : nil) { svg in
                    svg.rect(area.left + step * (Double(number) + 0.1), min(end, zero), step * 0.8, max(0.7, abs(zero - end)))
                }
            }
        }
        svg.line(area.left, area.y(0) ?? area.bottom, area.right, area.y(0) ?? area.bottom, class: "axis")
        for (number, bar) in panel.bars.enumerated() {
            let middle = area.left + step * (Double(number) + 0.5), label = TextWidth.shortened(bar.label, to: max(step, 40))
            let half = TextWidth.of(label) / 2
            guard middle - half >= max(free, left), middle + half <= area.right + 4 else { continue }
            svg.label(label, middle, area.bottom + 15, anchor: .middle, class: "tick")
            free = middle + half + 4
        }
    }
}

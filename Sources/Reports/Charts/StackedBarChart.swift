/// Horizontal bars of parts that make a whole, one a row: what became of each plugin's values.
struct StackedBarChart: Chart {
    struct Row: Sendable {
        var label: String
        /// What each part holds, in the order of the parts; what is not above 0 is not drawn.
        var values: [Double]
        /// Written beside the bar, such as a share.
        var figure: String
    }

    var title: String
    var summary: String
    var caption: String?
    var parts: [ChartLegend.Entry]
    var rows: [Row]
    /// Rows that are drawn; the caption says how many more there are.
    var maximumRows = 200

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        guard !rows.isEmpty, !parts.isEmpty else { return .nothing("Nothing was counted.", layout) }
        let shown = Array(rows.prefix(max(1, maximumRows)))
        let legend = ChartLegend(parts, width: layout.width)
        let figures = min(110, shown.map { TextWidth.of($0.figure) }.max() ?? 0)
        let rowHeight = layout == .wide ? 24.0 : 38.0
        let left = layout == .wide ? min(240, (shown.map { TextWidth.of($0.label) }.max() ?? 0) + 10) : 0
        let right = layout == .wide ? layout.width - figures - 10 : layout.width
        let further = rows.count - shown.count
        return ChartDrawing(height: legend.height + rowHeight * Double(shown.count) + (further > 0 ? 22 : 4)) { svg in
            legend.draw(&svg)
            for (number, row) in shown.enumerated() {
                let top = legend.height + rowHeight * Double(number)
                svg.group(hint: layout.hasHints ? hint(row) : nil) { svg in
                    if layout == .wide {
                        svg.label(TextWidth.shortened(row.label, to: left - 10), left - 10, top + 16, anchor: .end)
                        bar(row, &svg, left, right, top + 4, 16)
                        svg.label(TextWidth.shortened(row.figure, to: figures + 1), layout.width, top + 16, anchor: .end, class: "amount")
                    } else {
                        svg.label(TextWidth.shortened(row.label, to: layout.width - figures - 10), 0, top + 13)
                        svg.label(TextWidth.shortened(row.figure, to: figures + 1), layout.width, top + 13, anchor: .end, class: "amount")
                        bar(row, &svg, left, right, top + 18, 12)
                    }
                }
            }
            if further > 0 {
                svg.label("… and \(ShortNumber.count(further)) more", left, legend.height + rowHeight * Double(shown.count) + 15, class: "quiet")
            }
        }
    }

    private func bar(_ row: Row, _ svg: inout SVG, _ left: Double, _ right: Double, _ y: Double, _ height: Double) {
        let values = sizes(row)
        let total = values.reduce(0, +)
        svg.rect(left, y, right - left, height, class: "track")
        guard total > 0, total.isFinite else { return }
        var done = 0.0
        for (part, value) in zip(parts, values) where value > 0 {
            let start = left + (right - left) * done / total
            done += value
            // No part is too small to be seen.
            svg.rect(start, y, max(0.7, left + (right - left) * done / total - start), height, class: part.colour.name)
        }
    }

    private func hint(_ row: Row) -> String {
        let values = sizes(row)
        let total = values.reduce(0, +)
        let texts = zip(parts, values).filter { $1 > 0 }.map { part, value in "\(part.name) \(ShortNumber.text(value)) (\(Percent.text(value / total)))" }
        return TextWidth.shortened(row.label, to: 600) + ": " + (texts.isEmpty ? "nothing" : texts.joined(separator: ", "))
    }

    private func sizes(_ row: Row) -> [Double] { row.values.map { $0.isFinite && $0 > 0 ? min($0, 1e18) : 0 } }
}

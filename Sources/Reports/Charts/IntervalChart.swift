/// Values with their intervals, a row of dots each: what features add, how alike the images of clusters are.
struct IntervalChart: Chart {
    struct Mark: Sendable {
        var value: Double
        var lower: Double?
        var upper: Double?
        var colour: ChartColour
        /// One of several that the others sum up.
        var isSmall = false
    }

    struct Row: Sendable {
        var label: String
        var marks: [Mark]
        /// Written beside the row.
        var figure: String
    }

    var title: String
    var summary: String
    var caption: String?
    var xTitle: String
    var legend: [ChartLegend.Entry] = []
    var rows: [Row]
    /// Whether the axis takes in 0, and 0 is marked.
    var zero = true
    var maximumRows = 120

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        let shown = Array(rows.prefix(max(1, maximumRows)))
        let values = shown.flatMap(\.marks).flatMap { [$0.value, $0.lower ?? $0.value, $0.upper ?? $0.value] }.filter(\.isFinite)
        guard !values.isEmpty else { return .nothing("There is nothing to draw.", layout) }
        let names = ChartLegend(legend, width: layout.width)
        let figures = min(130, (shown.map { TextWidth.of($0.figure) }.max() ?? 0))
        let labels = shown.map { TextWidth.of($0.label) }.max() ?? 0
        // Where there is no room beside the marks, labels stand above them.
        let isBeside = layout == .wide || labels < 90
        let rowHeight = isBeside ? 24.0 : 40.0
        let left = isBeside ? min(260, labels + 12) : 6
        let bottom = names.height + 4 + rowHeight * Double(shown.count)
        let area = PlotArea(
            left: left, top: names.height + 4, right: isBeside ? layout.width - figures - 14 : layout.width - 10, bottom: bottom,
            x: .linear(values, zero: zero, steps: layout == .wide ? 7 : 4), y: .linear([0, 1]))
        return ChartDrawing(height: bottom + 42) { svg in
            names.draw(&svg)
            area.drawX(&svg, lines: true, title: xTitle)
            if zero, let place = area.x(0) { svg.line(place, area.top, place, area.bottom, class: "axis") }
            for (number, row) in shown.enumerated() {
                let top = area.top + rowHeight * Double(number)
                let room = isBeside ? left - 12 : layout.width - figures - 12
                svg.label(
                    TextWidth.shortened(row.label, to: room + 1), isBeside ? room : 0, top + 15, anchor: isBeside ? .end : .start, class: isBeside ? nil : "over")
                svg.label(TextWidth.shortened(row.figure, to: figures + 1), layout.width, top + 15, anchor: .end, class: "amount")
                draw(row, area, &svg, y: isBeside ? top + 11 : top + 28)
            }
        }
    }

    private func draw(_ row: Row, _ area: PlotArea, _ svg: inout SVG, y: Double) {
        for mark in row.marks.prefix(220) {
            guard mark.value.isFinite, let x = area.x(mark.value) else { continue }
            svg.group(class: mark.colour.name) { svg in
                if let lower = mark.lower, let upper = mark.upper, lower.isFinite, upper.isFinite, let from = area.x(lower), let to = area.x(upper) {
                    svg.line(from, y, to, y, class: "error")
                }
                svg.circle(x, y, radius: mark.isSmall ? 2 : 4.5)
            }
        }
    }
}

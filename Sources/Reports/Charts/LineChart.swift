/// Lines over a common axis, in panels with an axis each: what a sweep over K found.
struct LineChart: Chart {
    struct Point: Sendable {
        var x: Double
        var y: Double
        /// Half the length of an error bar.
        var error: Double?
    }

    struct Line: Sendable {
        var name: String
        var colour: ChartColour
        /// By rising x; a point that is not finite breaks the line.
        var points: [Point]
    }

    struct Panel: Sendable {
        var title: String
        var lines: [Line]
        /// Whether the vertical axis takes in 0.
        var zero = false
    }

    var title: String
    var summary: String
    var caption: String?
    var xTitle: String
    var panels: [Panel]
    /// A place that matters, such as the best K, and what is written there.
    var mark: (x: Double, label: String)?
    /// Points of a line that are drawn; of more, evenly spread ones.
    private static let maximumPoints = 400

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        let panels = panels.map(\.drawable)
        guard panels.contains(where: { !$0.lines.isEmpty }) else { return .nothing("There is nothing to draw.", layout) }
        let columns = layout == .wide && panels.count > 1 ? 2 : 1
        let gap = 28.0, height = layout == .wide ? 250.0 : 220.0
        let width = (layout.width - gap * Double(columns - 1)) / Double(columns)
        let names = legendEntries(panels)
        let legend = ChartLegend(names.count > 1 ? names : [], width: layout.width)
        let rows = (panels.count + columns - 1) / columns
        return ChartDrawing(height: legend.height + Double(rows) * (height + gap) - gap) { svg in
            legend.draw(&svg)
            for (number, panel) in panels.enumerated() {
                let left = Double(number % columns) * (width + gap)
                let top = legend.height + Double(number / columns) * (height + gap)
                draw(panel, &svg, left, top, width, height)
            }
        }
    }

    private func draw(_ panel: Panel, _ svg: inout SVG, _ left: Double, _ top: Double, _ width: Double, _ height: Double) {
        let points = panel.lines.flatMap(\.points)
        let y = AxisTicks.linear(points.flatMap { [$0.y - ($0.error ?? 0), $0.y + ($0.error ?? 0)] }, zero: panel.zero)
        let all = panels.flatMap { $0.lines.flatMap(\.points) }.map(\.x)
        let area = PlotArea(
            left: left + PlotArea.labelWidth(y), top: top + 26, right: left + width - 8, bottom: top + height - 40,
            x: .linear(all, steps: width > 500 ? 10 : 6), y: y)
        svg.label(TextWidth.shortened(panel.title, to: width), left, top + 12, class: "heading")
        area.drawY(&svg)
        area.drawX(&svg, title: xTitle)
        if let mark, let place = area.x(mark.x) {
            svg.line(place, area.top, place, area.bottom, class: "cut")
            let isRight = place + TextWidth.of(mark.label) + 6 > area.right
            svg.label(mark.label, place + (isRight ? -5 : 5), area.top + 10, anchor: isRight ? .end : .start, class: "amount")
        }
        for line in panel.lines { draw(line, area, &svg) }
    }

    private func draw(_ line: Line, _ area: PlotArea, _ svg: inout SVG) {
        var path = SVGPath(), dots = SVGPath(), errors = SVGPath()
        var isPen = false
        for point in line.points {
            guard point.y.isFinite, point.x.isFinite, let x = area.x(point.x), let y = area.y(point.y) else {
                isPen = false
                continue
            }
            if isPen { path.line(x, y) } else { path.move(x, y) }
            isPen = true
            dots.dot(x, y)
            if let error = point.error, error.isFinite, let low = area.y(point.y - error), let high = area.y(point.y + error) {
                errors.move(x, low)
                errors.line(x, high)
            }
        }
        svg.group(class: line.colour.name, hint: line.name) { svg in
            svg.path(errors, class: "error")
            svg.path(path, class: "line")
            if line.points.count <= 60 { svg.path(dots, class: "dots point") }
        }
    }

    private func legendEntries(_ panels: [Panel]) -> [ChartLegend.Entry] {
        var seen: Set<String> = []
        return panels.flatMap(\.lines).filter { seen.insert($0.name).inserted }.map { ChartLegend.Entry(name: $0.name, colour: $0.colour) }
    }

    fileprivate static func thinned(_ points: [Point]) -> [Point] {
        guard points.count > maximumPoints else { return points }
        return (0..<maximumPoints).map { points[$0 * (points.count - 1) / (maximumPoints - 1)] }
    }
}

extension LineChart.Panel {
    /// Lines with something to draw, of a bounded number of points.
    fileprivate var drawable: LineChart.Panel {
        var panel = self
        panel.lines = lines.prefix(20).filter { $0.points.contains { $0.y.isFinite && $0.x.isFinite } }.map { line in
            var line = line
            line.points = LineChart.thinned(line.points)
            return line
        }
        return panel
    }
}

/// The part of a chart between its axes, and what is drawn around it.
struct PlotArea {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    var x: AxisTicks
    var y: AxisTicks

    func x(_ value: Double) -> Double? { x.position(value).map { left + $0 * (right - left) } }

    func y(_ value: Double) -> Double? { y.position(value).map { bottom - $0 * (bottom - top) } }

    /// How much room the labels of a vertical axis take.
    static func labelWidth(_ ticks: AxisTicks) -> Double { (ticks.labels.map(TextWidth.of).max() ?? 0) + 8 }

    /// Lines across the area at the ticks of the vertical axis, with their labels.
    func drawY(_ svg: inout SVG, lines: Bool = true) {
        for (value, label) in zip(y.values, y.labels) {
            guard let place = y(value) else { continue }
            if lines { svg.line(left, place, right, place, class: "grid") }
            svg.label(label, left - 6, place + 4, anchor: .end, class: "tick")
        }
    }

    /// The labels of the horizontal axis under the area, as many as there is room for; with lines across where asked.
    func drawX(_ svg: inout SVG, lines: Bool = false, title: String? = nil) {
        svg.line(left, bottom, right, bottom, class: "axis")
        var free = -Double.infinity
        for (value, label) in zip(x.values, x.labels) {
            guard let place = x(value) else { continue }
            if lines { svg.line(place, top, place, bottom, class: "grid") } else { svg.line(place, bottom, place, bottom + 4, class: "axis") }
            let half = TextWidth.of(label) / 2
            guard place - half > free else { continue }
            svg.label(label, place, bottom + 17, anchor: .middle, class: "tick")
            free = place + half + 6
        }
        if let title { svg.label(title, (left + right) / 2, bottom + 34, anchor: .middle, class: "quiet") }
    }
}

/// Points in a plane, coloured by group: two axes of an ordination. However many the points, a few thousand marks are drawn.
struct ScatterPlot: Chart {
    struct Point: Sendable {
        var x: Double
        var y: Double
        /// A group, from 0.
        var group: Int
    }

    var title: String
    var summary: String
    var xTitle: String
    var yTitle: String
    /// What is known about the axes.
    var note: String?
    private let marks: [Mark]
    private let pointCount: Int
    private let centres: [(group: Int, x: Double, y: Double)]

    private struct Mark: Sendable {
        var x: Double
        var y: Double
        var colour: Int
        var count: Int
    }

    static let maximumMarks = 3000
    /// Groups that are named in the plot.
    private static let namedGroups = 40

    /// - Parameter points: Those that are not finite are left out.
    init(title: String, summary: String, xTitle: String, yTitle: String, note: String? = nil, points: [Point]) {
        (self.title, self.summary, self.xTitle, self.yTitle, self.note) = (title, summary, xTitle, yTitle, note)
        let finite = points.filter { $0.x.isFinite && $0.y.isFinite && $0.group >= 0 }
        pointCount = finite.count
        marks = ScatterPlot.marks(finite)
        centres = ScatterPlot.centres(finite)
    }

    var caption: String? {
        var parts = note.map { [$0] } ?? []
        if pointCount > marks.count {
            parts.append("\(ShortNumber.count(pointCount)) points in \(ShortNumber.count(marks.count)) marks: each stands, where one of them lies, for points of one colour that lie close together; larger ones for more (1, 10, 100 …).")
        }
        if !centres.isEmpty { parts.append("Numbers name the clusters, at the mean of their points; after ten the colours begin anew.") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        guard !marks.isEmpty else { return .nothing("There are no points to draw.", layout) }
        let y = AxisTicks.linear(marks.map(\.y), steps: 6), x = AxisTicks.linear(marks.map(\.x), steps: 8)
        let height = layout == .wide ? 480.0 : 340.0
        let area = PlotArea(left: PlotArea.labelWidth(y), top: 22, right: layout.width - 10, bottom: height - 40, x: x, y: y)
        return ChartDrawing(height: height) { svg in
            svg.label(TextWidth.shortened(yTitle, to: layout.width), 0, 11, class: "quiet")
            area.drawY(&svg)
            area.drawX(&svg, lines: true, title: xTitle)
            drawMarks(area, &svg)
            for centre in centres {
                guard let x = area.x(centre.x), let y = area.y(centre.y) else { continue }
                svg.label("\(centre.group)", x, y + 4, anchor: .middle, class: "group")
            }
        }
    }

    /// One path a colour and size: a mark costs a dozen bytes.
    private func drawMarks(_ area: PlotArea, _ svg: inout SVG) {
        for size in stride(from: 5, through: 1, by: -1) {
            for colour in 0..<ChartColour.categories {
                var path = SVGPath()
                for mark in marks where mark.colour == colour && ScatterPlot.size(mark.count) == size {
                    if let x = area.x(mark.x), let y = area.y(mark.y) { path.dot(x, y) }
                }
                svg.path(path, class: "dots d\(size) \(ChartColour.category(colour).name)")
            }
        }
    }

    /// 1 for a single point, one more for every power of ten.
    private static func size(_ count: Int) -> Int {
        var size = 1, limit = 1
        while size < 5, count > limit { (size, limit) = (size + 1, limit * 10) }
        return size
    }

    // MARK: Marks

    /// The points themselves, or one of each colour in the cells of the finest grid that gives few enough.
    private static func marks(_ points: [Point]) -> [Mark] {
        guard points.count > maximumMarks else {
            return points.map { Mark(x: $0.x, y: $0.y, colour: $0.group % ChartColour.categories, count: 1) }
        }
        var side = 128
        while true {
            let marks = gridMarks(points, side: side)
            if marks.count <= maximumMarks || side == 1 { return marks }
            side = max(1, side * 4 / 5)
        }
    }

    private static func gridMarks(_ points: [Point], side: Int) -> [Mark] {
        guard let first = points.first else { return [] }
        var low = first, high = first
        for point in points {
            (low.x, low.y) = (min(low.x, point.x), min(low.y, point.y))
            (high.x, high.y) = (max(high.x, point.x), max(high.y, point.y))
        }
        // Cells are about as wide as high when drawn.
        let columns = side * 8 / 5
        func cell(_ value: Double, _ low: Double, _ high: Double, _ side: Int) -> Int {
            // Halved, so that the span of any two numbers is finite.
            let share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0
            return min(side - 1, max(0, Int(share * Double(side))))
        }
        let colours = ChartColour.categories
        var marks: [Mark] = []
        var markOfCell = [Int32](repeating: -1, count: side * columns * colours)
        for point in points {
            let colour = point.group % colours
            let place = (cell(point.y, low.y, high.y, side) * columns + cell(point.x, low.x, high.x, columns)) * colours + colour
            if markOfCell[place] < 0 {
                markOfCell[place] = Int32(marks.count)
                marks.append(Mark(x: point.x, y: point.y, colour: colour, count: 0))
            }
            marks[Int(markOfCell[place])].count += 1
        }
        return marks
    }

    /// The mean of each group's points; nothing where the groups are too many to be told apart.
    private static func centres(_ points: [Point]) -> [(group: Int, x: Double, y: Double)] {
        guard let largest = points.map(\.group).max(), largest < namedGroups else { return [] }
        var means = [(x: Double, y: Double, count: Double)](repeating: (0, 0, 0), count: largest + 1)
        for point in points {
            means[point.group].count += 1
            means[point.group].x += (point.x - means[point.group].x) / means[point.group].count
            means[point.group].y += (point.y - means[point.group].y) / means[point.group].count
        }
        let named = means.enumerated().filter { $0.element.count > 0 }.map { ($0.offset, $0.element.x, $0.element.y) }
        return named.count > 1 ? named.map { (group: $0.0, x: $0.1, y: $0.2) } : []
    }
}

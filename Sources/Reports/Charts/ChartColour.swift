/// What a mark is coloured as: a class of the style sheet.
enum ChartColour: Sendable, Hashable {
    /// Any of several things without order; there are ten colours, then they begin anew.
    case category(Int)
    /// The one series of a chart, what stands back behind it, and what speaks against.
    case main, muted, against

    static let categories = 10

    var name: String {
        switch self {
        case .category(let number): "c\((number % ChartColour.categories + ChartColour.categories) % ChartColour.categories)"
        case .main: "c-main"
        case .muted: "c-muted"
        case .against: "c-against"
        }
    }
}

/// The names of colours, in lines over a chart.
struct ChartLegend {
    struct Entry: Sendable {
        var name: String
        var colour: ChartColour
    }

    private let placed: [(entry: Entry, x: Double, line: Int)]
    let height: Double

    private static let lineHeight = 20.0

    init(_ entries: [Entry], width: Double) {
        var x = 0.0, line = 0
        var placed: [(Entry, Double, Int)] = []
        for var entry in entries {
            entry.name = TextWidth.shortened(entry.name, to: width - 20)
            let room = 18 + TextWidth.of(entry.name) + 16
            if x > 0, x + room - 16 > width { (x, line) = (0, line + 1) }
            placed.append((entry, x, line))
            x += room
        }
        self.placed = placed
        height = entries.isEmpty ? 0 : Double(line + 1) * ChartLegend.lineHeight + 8
    }

    func draw(_ svg: inout SVG, _ left: Double = 0) {
        for (entry, x, line) in placed {
            let y = Double(line) * ChartLegend.lineHeight
            svg.rect(left + x, y + 3, 12, 12, class: entry.colour.name)
            svg.label(entry.name, left + x + 18, y + 13)
        }
    }
}

/// A drawing for the report. It is laid out twice, for a page and for a phone, so that its text is read well on both; the
/// page's style shows the one that fits the room there is.
protocol Chart: Sendable {
    /// What the chart is, in a few words.
    var title: String { get }
    /// What it shows, in a sentence: for those who cannot see it.
    var summary: String { get }
    /// A line under the chart: what has to be known to read it.
    var caption: String? { get }

    /// The height that the drawing takes, and what draws it.
    func draw(_ layout: ChartLayout) -> ChartDrawing
}

/// The two widths that charts are laid out for, in user units; text is 12 units high.
enum ChartLayout: Sendable, CaseIterable {
    case wide, narrow

    var width: Double { self == .wide ? 760 : 360 }

    /// Whether marks get a text for the pointer, which a phone has not.
    var hasHints: Bool { self == .wide }
}

/// The content of a chart for one layout.
struct ChartDrawing {
    var height: Double
    var body: (inout SVG) -> Void

    /// What a chart without anything to show says.
    static func nothing(_ text: String, _ layout: ChartLayout) -> ChartDrawing {
        ChartDrawing(height: 40) { $0.label(TextWidth.shortened(text, to: layout.width), layout.width / 2, 24, anchor: .middle, class: "quiet") }
    }
}

extension Chart {
    var caption: String? { nil }

    /// The figure for the page: HTML, all text escaped.
    var figure: String {
        let drawings = ChartLayout.allCases.map(svg).joined(separator: "\n")
        let caption = caption.map { "\n<figcaption>\(Escape.xml($0))</figcaption>" } ?? ""
        return "<figure class=\"chart\">\n\(drawings)\(caption)\n</figure>"
    }

    /// One drawing alone.
    func svg(_ layout: ChartLayout) -> String {
        let drawing = draw(layout)
        var svg = SVG(width: layout.width, height: drawing.height, variant: layout == .wide ? "for-page" : "for-phone", title: title, description: summary)
        drawing.body(&svg)
        return svg.finished
    }
}

/// How much room text takes, estimated: a browser's fonts are not known here.
enum TextWidth {
    /// In user units, at the size of a chart's text.
    static func of(_ text: String) -> Double { text.unicodeScalars.reduce(0) { $0 + of($1) } }

    /// The text, or as much of it as fits, with an ellipsis.
    static func shortened(_ text: String, to width: Double) -> String {
        guard of(text) > width else { return text }
        var room = width - of("…")
        var kept = ""
        for character in text {
            room -= of(String(character))
            if room < 0 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    private static func of(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "!": 3.8
        case "f", "t", "r", "(", ")", "[", "]", " ", "-", "/": 4.8
        case "m", "w", "M", "W", "%", "@": 11.4
        case "A"..."Z": 8.6
        default: scalar.value < 0x1100 ? 7.4 : 12.4
        }
    }
}

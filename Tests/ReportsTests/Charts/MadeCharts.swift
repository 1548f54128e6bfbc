import Foundation
#if canImport(FoundationXML)
import FoundationXML
#endif
@testable import Reports

/// Charts of made figures, for all that must hold of every chart.
enum MadeCharts {
    /// Texts that mean harm to markup or to the eye.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "]]>", "<!--", "&lt;b&gt; &amp;", "<\u{301}b>", "\"\u{301} onload=\"x",
        "\u{202E}gpj.exe", "\u{0}\u{1B}[2J\u{7}", "\u{FFFE}\u{FFFF}", "</svg>", "</title>", "javascript:alert(1)", "a\u{2028}b", "", String(repeating: "W", count: 5000),
        "標籤・タグ・태그", "e\u{301}", "👩🏽‍⚕️", "x\" style=\"position:fixed", "<foreignObject>", "{{{text}}}",
    ]

    /// Numbers that are none, or hardly.
    static let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, Double.leastNonzeroMagnitude, 1, -1, 0.5]

    /// Every kind of chart, with these texts and numbers all over.
    static func all(_ texts: [String], _ numbers: [Double]) -> [any Chart] {
        let text = texts.first ?? ""
        let points = numbers.flatMap { x in numbers.map { (x, $0) } }
        return [
            LineChart(
                title: text, summary: text, caption: text, xTitle: text,
                panels: texts.prefix(3).map { .init(title: $0, lines: [.init(name: $0, colour: .main, points: points.map { .init(x: $0, y: $1, error: $0) })]) },
                mark: (numbers.first ?? 0, text)),
            SilhouettePlot(
                title: text, summary: text, clusters: texts.enumerated().map { .init(name: $1, colour: .category($0), values: numbers, weights: numbers.indices.map { $0 - 1 }, mean: numbers.first) },
                mean: numbers.first),
            ScatterPlot(
                title: text, summary: text, xTitle: text, yTitle: text, note: text, points: points.enumerated().map { .init(x: $1.0, y: $1.1, group: $0 - 1) }),
            IntervalChart(
                title: text, summary: text, caption: text, xTitle: text, legend: texts.prefix(3).map { .init(name: $0, colour: .muted) },
                rows: texts.map { label in .init(label: label, marks: numbers.map { .init(value: $0, lower: $0, upper: -$0, colour: .main) }, figure: label) }),
            ThumbnailGrid(title: text, summary: text, caption: text, rows: texts.map { .init(label: $0, images: [GreyPicture(pixels: [0, 128, 255, 7], side: 2)].compactMap { $0 }) }),
        ]
    }
}

/// What a strict parser of XML sees in a drawing.
final class ParsedSVG: NSObject, XMLParserDelegate {
    private(set) var elements: [String: Int] = [:]
    private(set) var attributes: Set<String> = []
    private(set) var classes: Set<String> = []
    private(set) var texts: [String] = []
    private(set) var numbers: [String] = []
    private var text = ""
    private(set) var problem: String?

    init(_ markup: String) {
        super.init()
        let parser = XMLParser(data: Data(markup.utf8))
        parser.delegate = self
        if !parser.parse() { problem = parser.parserError.map { "\($0) in line \(parser.lineNumber), column \(parser.columnNumber)" } ?? "not parsed" }
    }

    func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes given: [String: String]) {
        elements[name, default: 0] += 1
        attributes.formUnion(given.keys)
        given["class"].map { classes.formUnion($0.split(separator: " ").map(String.init)) }
        numbers += ["x", "y", "width", "height", "cx", "cy", "r", "x1", "x2", "y1", "y2"].compactMap { given[$0] }
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if ["text", "title", "desc", "figcaption"].contains(name) { texts.append(text) }
    }
}

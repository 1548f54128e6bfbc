import Testing
@testable import Reports

/// What holds of every chart, whatever it is made of.
@Suite("Charts")
struct ChartTests {
    private static let elements: Set = ["svg", "title", "desc", "g", "rect", "line", "circle", "path", "text", "image", "figure", "figcaption"]
    private static let attributes: Set = [
        "xmlns", "class", "role", "viewBox", "x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "text-anchor", "href",
    ]

    private func check(_ chart: any Chart) {
        let name = "\(type(of: chart))"
        let parsed = ParsedSVG(chart.figure)
        #expect(parsed.problem == nil, "\(name): \(parsed.problem ?? "")")
        #expect(Set(parsed.elements.keys).isSubset(of: ChartTests.elements), "\(name) \(parsed.elements.keys)")
        #expect(parsed.attributes.isSubset(of: ChartTests.attributes), "\(name) \(parsed.attributes)")
        #expect(parsed.elements["svg"] == 2 && (parsed.elements["desc"] ?? 0) == 2, "\(name)")
        #expect(parsed.numbers.allSatisfy { Double($0)?.isFinite == true }, "\(name)")
        #expect(parsed.texts.allSatisfy { !$0.unicodeScalars.contains { $0.properties.generalCategory == .format || $0.properties.generalCategory == .control && $0 != "\n" } }, "\(name)")
        // No class without a style, but those that say what an element is.
        for used in parsed.classes where used != "chart" { #expect(ChartStyle.css.contains(".\(used)"), "\(name) \(used)") }
        #expect(chart.figure.utf8.count < 400_000, "\(name): \(chart.figure.utf8.count) bytes")
        #expect(chart.figure == chart.figure)
    }

    @Test("texts that mean harm stay text, numbers that are none draw nothing")
    func hostile() {
        for chart in MadeCharts.all(MadeCharts.hostile, MadeCharts.odd) { check(chart) }
        for text in MadeCharts.hostile {
            for chart in MadeCharts.all([text], [0.25, 1]) { check(chart) }
        }
    }

    @Test("one number, many equal ones, none at all", arguments: [[], [0], [.nan], [3, 3, 3], [-2, -2], [1e308, -1e308], [Double.leastNonzeroMagnitude], [.infinity]] as [[Double]])
    func few(_ numbers: [Double]) {
        for chart in MadeCharts.all(["a", "b"], numbers) { check(chart) }
        for chart in MadeCharts.all([], numbers) { check(chart) }
    }

    @Test("a title and what is shown are said to those who cannot see it")
    func described() throws {
        for chart in MadeCharts.all(["one < two"], [1, 2]) {
            let svg = chart.svg(.wide)
            #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"for-page\" role=\"img\" viewBox=\"0 0 760 "))
            #expect(svg.contains("<title>one &lt; two</title><desc>one &lt; two</desc>"))
        }
    }

    @Test("text is shortened to the room it has")
    func width() {
        #expect(TextWidth.shortened("short", to: 100) == "short")
        let shortened = TextWidth.shortened(String(repeating: "Word ", count: 100), to: 200)
        #expect(shortened.hasSuffix("…") && TextWidth.of(shortened) <= 200 && TextWidth.of(shortened) > 180)
        #expect(TextWidth.shortened("abc", to: 0) == "…")
    }

    @Test("pictures are PNG whose pixels come back; other sizes are none")
    func pictures() throws {
        let picture = try #require(GreyPicture(pixels: [0, 128, 255, 7], side: 2))
        // Made once more by Python: zlib.compress(b"\0\x00\x80\0\xff\x07"), level 6.
        #expect(picture.uri == "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgaGD4zw4ABAsBh4yjp/0AAAAASUVORK5CYII=")
        #expect(GreyPicture(pixels: [0], side: 2) == nil && GreyPicture(pixels: [], side: 0) == nil)
        #expect(GreyPicture.reduced([0, 2, 10, 20, 4, 6, 30, 41, 1, 1, 9, 9, 1, 1, 9, 9], side: 4, by: 2) == [3, 25, 1, 9])
    }

    @Test("coordinates have one decimal, and lie on the page", arguments: [
        (0, "0"), (-0.04, "0"), (1.25, "1.3"), (12, "12"), (-3.14, "-3.1"), (.nan, "0"), (.infinity, "99999"), (-1e300, "-99999"), (0.96, "1"),
    ] as [(Double, String)])
    func coordinates(_ value: Double, _ text: String) {
        #expect(SVG.number(value) == text)
    }
}

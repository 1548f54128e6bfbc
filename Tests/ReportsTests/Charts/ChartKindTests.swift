import Testing
@testable import Reports

/// What each kind of chart draws.
@Suite("Kinds of charts")
struct ChartKindTests {
    @Test("each cluster of a silhouette plot is as high as it has rows, and its outline goes through its values")
    func silhouette() throws {
        let clusters = [
            SilhouettePlot.Cluster(name: "0", colour: .category(0), values: [0.8, 0.5, -0.2], weights: [1, 2, 1], mean: 0.4),
            SilhouettePlot.Cluster(name: "1", colour: .category(1), values: [0.6], weights: [12], mean: 0.6),
        ]
        let svg = SilhouettePlot(title: "t", summary: "s", clusters: clusters, mean: 0.55).svg(.wide)
        let outlines = svg.components(of: "class=\"area\" d=\"").map { $0.points }
        #expect(outlines.count == 2)
        let heights = try outlines.map { try #require($0.map(\.y).max()) - (try #require($0.map(\.y).min())) }
        #expect(abs(heights[1] / heights[0] - 3) < 0.02)
        // From −0.2 to 1; 0 is where the outline begins.
        let zero = try #require(outlines[0].first?.x), xs = Set(outlines[0].map(\.x))
        let scale = (try #require(outlines[1].map(\.x).max()) - zero) / 0.6
        let found = xs.map { ($0 - zero) / scale }.sorted()
        #expect(found.count == 4)
        for (value, expected) in zip(found, [-0.2, 0, 0.5, 0.8]) { #expect(abs(value - expected) < 0.002) }
    }

    @Test("a value is as thick as the rows it stands for")
    func weights() throws {
        let cluster = SilhouettePlot.Cluster(name: "0", colour: .main, values: [0.9, 0.5, 0.1], weights: [1, 12, 1], mean: 0.5)
        let svg = SilhouettePlot(title: "t", summary: "s", clusters: [cluster], mean: nil).svg(.narrow)
        let outline = try #require(svg.components(of: "class=\"area\" d=\"").first).points
        // The move, two points a value, the way back.
        #expect(outline.count == 8)
        let heights = [1, 3, 5].map { outline[$0 + 1].y - outline[$0].y }
        #expect(abs(heights[1] / heights[0] - 12) < 0.1 && abs(heights[2] - heights[0]) < 0.2, "\(heights)")
    }

    @Test("a silhouette plot of a million rows stays small, and every point of its outline is a row's")
    func manySilhouettes() {
        let values = (0..<100_000).map { 0.9 - Double($0) * 1.1e-5 }
        let clusters = (0..<10).map { SilhouettePlot.Cluster(name: "\($0)", colour: .category($0), values: values, weights: values.map { _ in 1 }, mean: 0.35) }
        let chart = SilhouettePlot(title: "t", summary: "s", clusters: clusters, mean: 0.35)
        #expect(chart.figure.utf8.count < 100_000)
        #expect(chart.caption?.contains("1\u{202F}000\u{202F}000 in all") == true)
        let single = (0..<3000).map { SilhouettePlot.Cluster(name: "\($0)", colour: .category($0), values: [0.5], weights: [1 + $0 % 7], mean: 0.5) }
        let many = SilhouettePlot(title: "t", summary: "s", clusters: single, mean: 0.5)
        #expect(many.figure.utf8.count < 200_000)
        #expect(many.caption?.contains("The 300 largest of 3\u{202F}000 clusters.") == true)
    }

    @Test("few points are all drawn; of a million a few thousand marks stand for all")
    func scatter() {
        func chart(_ count: Int) -> ScatterPlot {
            var generator = SystemOfNumbers(state: 3)
            let points = (0..<count).map { ScatterPlot.Point(x: generator.next() + Double($0 % 3), y: generator.next(), group: $0 % 3) }
            return ScatterPlot(title: "t", summary: "s", xTitle: "x", yTitle: "y", points: points)
        }
        func marks(_ svg: String) -> Int { svg.components(of: "h0").count }
        #expect(marks(chart(3000).svg(.wide)) == 3000)
        let many = chart(1_000_000)
        let count = marks(many.svg(.wide))
        #expect(count <= ScatterPlot.maximumMarks && count > ScatterPlot.maximumMarks / 2)
        #expect(many.caption?.hasPrefix("1\u{202F}000\u{202F}000 points in \(ShortNumber.count(count)) marks") == true)
        #expect(many.figure.utf8.count < 120_000)
        #expect(many.figure == chart(1_000_000).figure)
    }

    @Test("a line breaks where a value is missing, and goes on after it")
    func lines() {
        let points = [1.0, 2, .nan, 4, 5].enumerated().map { LineChart.Point(x: Double($0), y: $1, error: nil) }
        let chart = LineChart(title: "t", summary: "s", xTitle: "K", panels: [.init(title: "loss", lines: [.init(name: "a", colour: .main, points: points)])], mark: nil)
        let line = chart.svg(.wide).components(of: "class=\"line\" d=\"").first.map { String($0.prefix { $0 != "\"" }) } ?? ""
        #expect(line.count { $0 == "M" } == 2 && line.count { $0 == "L" } == 2, "\(line)")
    }
}

/// Numbers that look drawn, the same each time.
struct SystemOfNumbers {
    var state: UInt64

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 9_007_199_254_740_992
    }
}

extension String {
    /// What follows each occurrence of a text.
    fileprivate func components(of text: String) -> [Substring] {
        var found: [Substring] = [], rest = self[...]
        while let range = rest.firstRange(of: text) {
            rest = rest[range.upperBound...]
            found.append(rest)
        }
        return found
    }
}

extension Substring {
    fileprivate func attribute(_ name: String) -> Double? {
        guard let range = firstRange(of: " \(name)=\"") else { return nil }
        return Double(self[range.upperBound...].prefix { $0 != "\"" })
    }

    /// The points of path data, which ends at a quote.
    fileprivate var points: [(x: Double, y: Double)] {
        prefix { $0 != "\"" }.split { "MLZ".contains($0) }.compactMap { pair in
            let numbers = pair.replacing("-", with: " -").split(separator: " ").compactMap { Double($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
        }
    }
}

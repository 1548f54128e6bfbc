/// A drawing in SVG 1.1, built element by element. Whatever text comes in goes out escaped; there are no style attributes and
/// no ids, only classes that `ChartStyle` knows. The same calls give the same bytes.
struct SVG {
    private(set) var text = ""

    enum Anchor: String {
        case start, middle, end
    }

    /// - Parameters:
    ///   - title: What a screen reader says first.
    ///   - description: What the drawing shows, in a sentence.
    ///   - variant: The class of its width, which decides where it is shown.
    init(width: Double, height: Double, variant: String, title: String, description: String) {
        text = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"\(variant)\" role=\"img\" viewBox=\"0 0 \(SVG.number(width)) \(SVG.number(height))\">"
        text += "<title>\(Escape.xml(title))</title><desc>\(Escape.xml(description))</desc>"
    }

    /// The whole drawing.
    var finished: String { text + "</svg>" }

    /// - Parameter name: A class; without one it looks as its group does.
    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, class name: String? = nil) {
        text += "<rect" + SVG.classText(name) + SVG.attributes([("x", x), ("y", y), ("width", max(0, width)), ("height", max(0, height))]) + "/>"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
        text += "<line class=\"\(Escape.xml(name))\"" + SVG.attributes([("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]) + "/>"
    }

    mutating func circle(_ x: Double, _ y: Double, radius: Double, class name: String? = nil) {
        text += "<circle" + SVG.classText(name) + SVG.attributes([("cx", x), ("cy", y), ("r", max(0, radius))]) + "/>"
    }

    mutating func path(_ path: SVGPath, class name: String) {
        guard !path.isEmpty else { return }
        text += "<path class=\"\(Escape.xml(name))\" d=\"\(path.data)\"/>"
    }

    /// One line of text, its baseline at `y`.
    mutating func label(_ label: String, _ x: Double, _ y: Double, anchor: Anchor = .start, class name: String? = nil) {
        guard !label.isEmpty else { return }
        text += "<text" + SVG.attributes([("x", x), ("y", y)])
        if anchor != .start { text += " text-anchor=\"\(anchor.rawValue)\"" }
        text += SVG.classText(name) + ">\(Escape.xml(label))</text>"
    }

    mutating func image(_ image: GreyPicture, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        text += "<image" + SVG.attributes([("x", x), ("y", y), ("width", width), ("height", height)]) + " href=\"\(image.uri)\"/>"
    }

    /// What `body` draws, as one group; with a hint for the pointer.
    mutating func group(class name: String? = nil, hint: String? = nil, _ body: (inout SVG) -> Void) {
        text += "<g" + SVG.classText(name) + ">"
        if let hint { text += "<title>\(Escape.xml(hint))</title>" }
        body(&self)
        text += "</g>"
    }

    private static func classText(_ name: String?) -> String { name.map { " class=\"\(Escape.xml($0))\"" } ?? "" }

    private static func attributes(_ pairs: [(name: String, value: Double)]) -> String {
        pairs.reduce(into: "") { $0 += " \($1.name)=\"\(number($1.value))\"" }
    }

    /// A coordinate with one decimal; a browser would not show more. What is no place on a page lies at its edge.
    static func number(_ value: Double) -> String {
        guard !value.isNaN else { return "0" }
        let tenths = Int((min(99_999, max(-99_999, value)) * 10).rounded())
        let whole = tenths.magnitude / 10, rest = tenths.magnitude % 10
        return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
}

/// The data of an SVG path.
struct SVGPath {
    private(set) var data = ""

    var isEmpty: Bool { data.isEmpty }

    mutating func move(_ x: Double, _ y: Double) { append("M", x, y) }

    mutating func line(_ x: Double, _ y: Double) { append("L", x, y) }

    /// A dot where its stroke has round caps.
    mutating func dot(_ x: Double, _ y: Double) {
        append("M", x, y)
        data += "h0"
    }

    mutating func close() { data += "Z" }

    private mutating func append(_ command: String, _ x: Double, _ y: Double) {
        let second = SVG.number(y)
        data += command + SVG.number(x) + (second.hasPrefix("-") ? "" : " ") + second
    }
}

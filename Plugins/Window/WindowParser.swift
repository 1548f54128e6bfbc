import TagPluginKit

/// WindowCenter, WindowWidth and WindowCenterWidthExplanation: several windows may be offered, one is kept.
///
/// A window whose explanation is the option `explanation` comes first, then one that says it is the normal one, then the
/// first in order (as PS3.3 C.11.2.1.2 has it, any may be shown first). Centres and widths of one window stand at the same
/// place; where there are more of one than of the other, only complete windows count.
///
/// A width below 1 holds only for functions other than LINEAR. Files with fractional pixel values have one all the same:
/// it is kept, and reported.
struct WindowParser: TagParser {
    let claim: Claim
    private let tags: Tags
    private let function: InputTag
    private let center: NumericColumn
    private let width: NumericColumn
    private let explanation: LabelColumn
    private let preferred: [String]

    private struct Tags {
        let centers: InputTag
        let widths: InputTag
        let explanations: InputTag
    }

    init(preferring explanation: String?) {
        var claim = Claim()
        tags = Tags(
            centers: claim.claimed("WindowCenter"), widths: claim.claimed("WindowWidth"),
            explanations: claim.claimed("WindowCenterWidthExplanation"))
        function = claim.context("VOILUTFunction")
        center = claim.number("WindowCenter", "centre of the window, in units of the rescaled pixel values")
        width = claim.number("WindowWidth", "width of the window, in units of the rescaled pixel values")
        self.explanation = claim.label("WindowCenterWidthExplanation", "what the window is for, in capital letters")
        self.claim = claim
        preferred = [explanation.map(Explanation.normalized), "NORMAL"].compactMap { $0 }
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let centers = try Self.numbers(input, tags.centers)
        let widths = try Self.numbers(input, tags.widths)
        guard centers != nil || widths != nil else { return tellExplanationAlone(input, answer) }

        let windows = Self.windows(centers?.elements ?? [], widths?.elements ?? [])
        let explanations = Explanation.all(input.texts(tags.explanations).elements)
        guard let place = choose(among: windows, explanations) else {
            throw centers?.firstRejection ?? widths?.firstRejection ?? .empty
        }
        let window = windows[place]
        if window.width == 0, window.center ?? 0 == 0 { return answer.missing("zero is not a width") }
        if let width = window.width, width < 0 { throw Rejection("negative width") }

        answer.repaired((centers?.repairs ?? []).union(widths?.repairs ?? []))
        tell(window, answer)
        if let width = window.width, width > 0, width < 1, isLinear(input) {
            answer.contradiction("width below 1 with a linear function")
        }
        if windows.contains(where: { !$0.isComplete }) {
            answer.partial(window.isComplete ? "some windows lack a centre or a width" : "no window has both centre and width")
        }
        guard !explanations.isEmpty else { return }
        guard explanations.count == windows.count else {
            return answer.missing(explanation, "the explanations do not match the windows")
        }
        if !explanations[place].isEmpty { answer.label(explanation, explanations[place]) }
    }

    private func tell(_ window: Window, _ answer: borrowing Answer) {
        if let value = window.center { answer.number(center, value) }
        guard let value = window.width else { return }
        if value == 0 { answer.missing(width, "zero is not a width") } else { answer.number(width, value) }
    }

    /// Without a number the explanation explains nothing.
    private func tellExplanationAlone(_ input: borrowing Input, _ answer: borrowing Answer) {
        answer.missing(input.sentinel(tags.centers) ?? input.sentinel(tags.widths) ?? "no window")
    }

    /// The function is LINEAR where none is said (PS3.3 C.11.2.1.3).
    private func isLinear(_ input: borrowing Input) -> Bool {
        let name = input.text(function).uppercased()
        return name.isEmpty || name == "LINEAR"
    }

    /// Nil where there are none.
    private static func numbers(_ input: borrowing Input, _ tag: InputTag) throws(Rejection) -> NumberList? {
        guard input.isPresent(tag), input.sentinel(tag) == nil else { return nil }
        return try input.numbers(tag, units: ["HU"])
    }
}

// MARK: Choosing
private struct Window {
    var center: Double?
    var width: Double?

    var isComplete: Bool { center != nil && width != nil }
    /// Whether it shows anything.
    var isUsable: Bool { isComplete && (width ?? 0) > 0 }
}

extension WindowParser {
    private static func windows(_ centers: [NumberList.Element], _ widths: [NumberList.Element]) -> [Window] {
        (0..<max(centers.count, widths.count)).map { place in
            Window(
                center: centers.indices.contains(place) ? centers[place].number : nil,
                width: widths.indices.contains(place) ? widths[place].number : nil)
        }
    }

    /// The place of the window to keep: a usable one by its explanation, the first usable one, or the first with a number.
    private func choose(among windows: [Window], _ explanations: [String]) -> Int? {
        let usable = windows.indices.filter { windows[$0].isUsable }
        if explanations.count == windows.count {
            for wanted in preferred {
                if let place = usable.first(where: { explanations[$0] == wanted }) { return place }
            }
        }
        return usable.first ?? windows.firstIndex { $0.isComplete } ?? windows.firstIndex { $0.center != nil || $0.width != nil }
    }
}

/// Explanations as they are compared and shown.
private enum Explanation {
    static func all(_ texts: [String]) -> [String] {
        texts.contains { !$0.isEmpty } ? texts.map { Sentinels.rule(for: $0) == nil ? normalized($0) : "" } : []
    }

    /// In capital letters, with single underscores between words.
    static func normalized(_ text: String) -> String {
        text.uppercased().split { $0 == " " || $0 == "_" }.joined(separator: "_")
    }
}

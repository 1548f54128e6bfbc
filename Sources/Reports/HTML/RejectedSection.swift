import Dictionaries
import PluginHost
import TagTable

/// What was not understood: in a local page the values with the terms that come nearest to them, else what they look like.
struct RejectedSection: ReportSection {
    let id = "rejected"
    let title = "Not understood"
    let template = "rejected"

    let isLocal: Bool
    let inputs: [Input]
    let furtherInputs: String?

    struct Input {
        let name: String
        let plugin: String
        let summary: String
        let rows: [Row]
        let more: String?
        let hasTerms: Bool
    }

    struct Row {
        let value: String
        let why: String
        let terms: String?
        let distinct: String
        let instances: String
    }

    private static let mostInputs = 60
    private static let mostRows = 12

    /// Nil when everything was understood.
    init?(_ source: ReportSource, _ audience: ReportPage.Audience) {
        let weak = source.report.inputs.filter { $0.isClaimed && $0.notUnderstood.instances > 0 }
            .sorted { ($1.notUnderstood.instances, $0.name) < ($0.notUnderstood.instances, $1.name) }
        guard !weak.isEmpty else { return nil }
        isLocal = audience == .local
        if let values = source.rejected, audience == .local {
            let nearest = NearestTerms(source.coverage)
            let rowsOfInput = Dictionary(grouping: values.rows, by: \.input)
            inputs = rowsOfInput.sorted { ($1.value.instances, $0.key) < ($0.value.instances, $1.key) }.prefix(RejectedSection.mostInputs).map {
                RejectedSection.values($0.key, $0.value, nearest)
            }
            furtherInputs = RejectedSection.further(rowsOfInput.count)
        } else {
            inputs = weak.prefix(RejectedSection.mostInputs).map(RejectedSection.shapes)
            furtherInputs = RejectedSection.further(weak.count)
        }
    }

    private static func further(_ count: Int) -> String? {
        count > mostInputs ? "and \(Figures.count(count - mostInputs, "input")) more" : nil
    }

    private static func summary(_ distinct: Int, _ instances: Int) -> String {
        "\(Figures.count(distinct, "value")) in \(Figures.count(instances, "instance"))"
    }

    private static func values(_ input: String, _ rows: [RejectedValues.Row], _ nearest: NearestTerms) -> Input {
        let shown = rows.prefix(mostRows), rest = rows.dropFirst(mostRows)
        let terms = nearest.terms(shown.map(\.value), of: input)
        return Input(
            name: input, plugin: rows[0].plugin, summary: summary(rows.count, rows.instances),
            rows: zip(shown, terms).map { row, terms in
                Row(
                    value: Figures.shortened(row.value), why: row.reason.isEmpty ? row.state.rawValue : "\(row.state.rawValue): \(row.reason)",
                    terms: terms.isEmpty ? nil : terms.joined(separator: ", "), distinct: "", instances: Figures.count(row.instances))
            },
            more: rest.isEmpty ? nil : "and \(summary(rest.count, Array(rest).instances)) more, in rejected.csv", hasTerms: terms.contains { !$0.isEmpty })
    }

    private static func shapes(_ input: CoverageReport.Input) -> Input {
        let shown = input.shapes.prefix(mostRows), rest = input.shapes.dropFirst(mostRows)
        let count = input.notUnderstood
        let left = rest.reduce(into: CoverageReport.Count()) { $0.add(CoverageReport.Count(distinct: $1.distinct, instances: $1.instances)) }
        return Input(
            name: input.name, plugin: input.plugin ?? "", summary: summary(count.distinct, count.instances),
            rows: shown.map { shape in
                Row(
                    value: shape.value ?? shape.shape, why: shape.reason.isEmpty ? shape.state : "\(shape.state): \(shape.reason)", terms: shape.nearestTerms?.joined(separator: ", "),
                    distinct: Figures.count(shape.distinct), instances: Figures.count(shape.instances))
            },
            more: rest.isEmpty ? nil : "and \(summary(left.distinct, left.instances)) of other shapes",
            hasTerms: shown.contains { $0.nearestTerms != nil })
    }
}

/// The terms that come nearest to values, for an attribute that a dictionary folds.
private struct NearestTerms {
    private let source: CoverageSource

    init(_ source: CoverageSource) { self.source = source }

    /// - Returns: for each value at most three terms; none for an input of several attributes.
    func terms(_ values: [String], of input: String) -> [[String]] {
        guard let folder = source.dictionaries.folder(for: input) else { return values.map { _ in [] } }
        let search = TermSearch(folder)
        let longest = source.column(input).flatMap { DictionarySuggestions.longest($0.vr) }
        return values.map { search.candidates(for: $0, longest: longest).map { $0.term ?? "(stands for missing)" } }
    }
}

extension [RejectedValues.Row] {
    fileprivate var instances: Int { reduce(0) { $0 + $1.instances } }
}

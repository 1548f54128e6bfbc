/// Where attributes do not agree.
struct ContradictionsSection: ReportSection {
    let id = "contradictions"
    let title = "Contradictions"
    let template = "contradictions"

    let rows: [Line]

    struct Line {
        let input: String
        let text: String
        let distinct: String
        let instances: String
    }

    init?(_ report: CoverageReport) {
        rows = report.inputs.flatMap { input in input.contradictions.map { (input: input.name, text: $0.key, count: $0.value) } }
            .sorted { ($1.count.instances, $0.input, $0.text) < ($0.count.instances, $1.input, $1.text) }
            .map { Line(input: $0.input, text: $0.text, distinct: Figures.count($0.count.distinct), instances: Figures.count($0.count.instances)) }
        if rows.isEmpty { return nil }
    }
}

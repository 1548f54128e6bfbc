/// What to write next, by what a parser would add.
struct NextSection: ReportSection {
    let id = "next"
    let title = "What to write next"
    let template = "next"

    let rows: [Line]
    let nameless: String?
    let more: String?

    struct Line {
        let name: String
        let plugin: String?
        let instances: String
        let distinct: String
        let fill: String
        let entropy: String
        let gain: String
        let length: String
    }

    private static let mostRows = 30

    init?(_ source: ReportSource, _ audience: ReportPage.Audience) {
        let all = source.next.rows
        guard let largest = all.first?.gain else { return nil }
        let named = all.filter { audience == .local || !$0.isNameless }
        rows = named.prefix(NextSection.mostRows).map { row in
            Line(
                name: row.name, plugin: row.plugin, instances: Figures.count(row.instances), distinct: Figures.count(row.distinct),
                fill: Percent.text(row.fill), entropy: Decimals.text(row.entropy, 2), gain: Decimals.text(row.gain, 3),
                length: Figures.length(Figures.visible(row.gain / largest)))
        }
        let hidden = all.filter { audience == .shareable && $0.isNameless }
        nameless = hidden.first.map {
            "\(Figures.count(hidden.count, "private tag")) of creators that no dictionary knows would add up to \(Decimals.text($0.gain, 3)) bits each; "
                + "the local page names them."
        }
        more = named.count > NextSection.mostRows ? "and \(Figures.count(named.count - NextSection.mostRows)) more that would add less" : nil
    }
}

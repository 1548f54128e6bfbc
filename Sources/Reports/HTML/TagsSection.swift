import DICOM
import Dictionaries
import PluginHost
import TagTable

/// The frequency analysis of the paper: how often each tag is missing, and how many values it has.
struct TagsSection: ReportSection {
    let id = "tags"
    let title = "Tags"
    let template = "tags"

    let count: String
    let missingPlot: StripPlot
    let distinctPlot: StripPlot
    let tags: [Line]
    let leftOut: String?

    struct Line {
        let name: String
        let vr: String
        let plugin: String?
        let missing: String
        let missingLength: String
        let distinct: String
        let distinctLength: String
    }

    private struct Tag {
        let name: String
        let isNameless: Bool
        let column: TagColumn
        let missing: Double
        let distinct: Int
        let plugin: String?
    }

    /// More rows are left to tags.csv.
    private static let mostTags = 2_000

    init?(_ source: ReportSource, _ audience: ReportPage.Audience) {
        let tags = TagsSection.ranked(source.coverage)
        guard !tags.isEmpty else { return nil }
        let most = tags.map(\.distinct).max() ?? 1
        count = Figures.count(tags.count, "tag")
        missingPlot = StripPlot(tags.map(\.missing), title: "Missing share of each tag, from the fullest tag to the emptiest", top: "100 %", bottom: "0 %")
        distinctPlot = StripPlot(
            tags.map { Figures.logarithmic($0.distinct, largest: most) }, title: "Distinct values of each tag, in the same order, on a logarithmic scale",
            top: Figures.count(most), bottom: "0")
        let named = tags.filter { audience == .local || !$0.isNameless }
        self.tags = named.prefix(TagsSection.mostTags).map { tag in
            Line(
                name: tag.name, vr: tag.column.vr.name, plugin: tag.plugin, missing: Percent.text(tag.missing),
                missingLength: Figures.length(Figures.visible(tag.missing)), distinct: Figures.count(tag.distinct),
                distinctLength: Figures.length(Figures.visible(Figures.logarithmic(tag.distinct, largest: most))))
        }
        var reasons: [String] = []
        if named.count < tags.count { reasons.append("\(Figures.count(tags.count - named.count, "private tag")) of creators that no dictionary knows") }
        if named.count > TagsSection.mostTags { reasons.append("\(Figures.count(named.count - TagsSection.mostTags, "tag")) of the rarest") }
        leftOut = reasons.isEmpty ? nil : "Not listed: " + reasons.joined(separator: "; ") + "."
    }

    /// From the fullest to the emptiest, then by name.
    private static func ranked(_ source: CoverageSource) -> [Tag] {
        let data = source.dictionaries.data
        var plugins: [String: String] = [:]
        for result in source.normalization.results {
            for (input, name) in zip(result.inputs, result.inputNames) where input.isClaimed { plugins[name] = result.plugin.name }
        }
        return source.table.columns.map { column in
            let name = data.columnName(column.path)
            return Tag(
                name: name, isNameless: data.hasUnknownCreator(column.path), column: column, missing: column.missingShare,
                distinct: column.distinctCount, plugin: plugins[name])
        }.sorted { ($0.missing, $0.name) < ($1.missing, $1.name) }
    }
}

/// A thin bar for each of many things, side by side.
struct StripPlot {
    let title: String
    let top: String
    let bottom: String
    let width: Int
    let pathSVG: String

    /// - Parameter heights: from 0 to 1.
    init(_ heights: [Double], title: String, top: String, bottom: String) {
        self.title = title
        self.top = top
        self.bottom = bottom
        width = max(1, heights.count)
        pathSVG = heights.enumerated().compactMap { place, height in
            height > 0 ? "M\(place) 100V\(Figures.length(100 - Figures.visible(height)))h1V100z" : nil
        }.joined()
    }
}

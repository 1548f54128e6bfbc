import Dictionaries
import Features
import PluginHost
import TagTable

/// Which tags became features, and why the others did not.
struct PlanSection: ReportSection {
    let id = "plan"
    let title = "Feature plan"
    let template = "plan"

    let summary: String
    let kept: [Kept]
    let dropped: [Dropped]
    let nameless: String?

    struct Kept {
        let name: String
        let plugin: String?
        let columns: String
        let missing: String
        let missingLength: String
        let byHand: String?
    }

    struct Dropped {
        let reason: String
        let count: String
        let names: String
    }

    /// Names beyond these are left to plan.json.
    private static let mostNames = 400

    init?(_ source: ReportSource, _ audience: ReportPage.Audience) {
        guard let plan = source.plan else { return nil }
        let known = source.coverage.namesToShow
        func mayShow(_ tag: FeaturePlan.Tag) -> Bool { audience == .local || known.contains(tag.name) }
        let keptTags = plan.tags.filter { $0.decision == .kept }
        let droppedTags = plan.tags.filter { $0.decision == .dropped }
        let columns = keptTags.reduce(0) { $0 + $1.columns.count }
        summary = "\(Figures.count(keptTags.count, "tag")) kept as \(Figures.count(columns, "feature")), \(Figures.count(droppedTags.count)) left out."
        kept = keptTags.filter(mayShow).map { tag in
            Kept(
                name: tag.name, plugin: tag.plugin, columns: Figures.count(tag.columns.count), missing: Percent.text(tag.missingShare),
                missingLength: Figures.length(Figures.visible(tag.missingShare)), byHand: tag.reason.hasPrefix("rank ") ? nil : "kept by hand")
        }
        dropped = Dictionary(grouping: droppedTags) { PlanSection.reason($0, audience) }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { reason, tags in
                let names = tags.filter(mayShow).map(\.name)
                let more = names.count > PlanSection.mostNames ? ", and \(Figures.count(names.count - PlanSection.mostNames)) more" : ""
                let hidden = tags.count - names.count
                let unnamed = hidden == 0 ? "" : (names.isEmpty ? "" : ", and ") + "\(hidden) that only files name"
                return Dropped(
                    reason: reason, count: Figures.count(tags.count), names: names.prefix(PlanSection.mostNames).joined(separator: ", ") + more + unnamed)
            }
        let hidden = keptTags.count { !mayShow($0) }
        nameless = hidden == 0 ? nil : "\(Figures.count(hidden, "tag")) more, which only files or the plan name."
    }

    /// A plan that was replayed may hold any text.
    private static func reason(_ tag: FeaturePlan.Tag, _ audience: ReportPage.Audience) -> String {
        audience == .local || FeatureSelection.gives(tag.reason) ? tag.reason : "by hand"
    }
}

extension ReportSource {
    /// Names of features, and of the attributes that they were made of, that may be shown.
    package var featureNames: Set<String> {
        let known = coverage.namesToShow
        return (plan?.tags ?? []).filter { known.contains($0.name) }.reduce(into: []) { names, tag in
            names.insert(tag.name)
            names.insert(tag.name.split(separator: "+").joined(separator: " + "))
            names.formUnion(tag.columns.map(\.name))
        }
    }
}

extension CoverageSource {
    /// Names of attributes that may be shown: those that no file made up.
    var namesToShow: Set<String> {
        let data = dictionaries.data
        let unclaimed = normalization.unclaimed.map { table.columns[$0].path }.filter { !data.hasUnknownCreator($0) }.map(data.columnName)
        return Set(unclaimed + normalization.results.filter { !isNameless($0) }.map(\.subject))
    }
}

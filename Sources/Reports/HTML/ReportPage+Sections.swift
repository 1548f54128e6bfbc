extension ReportPage {
    /// What a run found besides: clusters, and whether they look alike.
    /// - Parameter pictures: of clusters; only a local page shows them.
    package static func ofRun(
        _ clusters: ClusterSource?, _ evaluation: EvaluationReport?, pictures: ClusterPictures? = nil, for audience: Audience
    ) -> [(any ReportSection)?] {
        [
            SweepSection(clusters), ClustersSection(clusters, audience), OrdinationSection(clusters), ImportanceSection(clusters, audience),
            EvaluationSection(evaluation, audience == .local ? pictures : nil),
        ]
    }

    /// What can be said of an archive and its coverage.
    /// - Parameter further: sections of a run, after those of every report.
    package static func coverage(_ source: ReportSource, for audience: Audience, further: [(any ReportSection)?] = []) -> ReportPage {
        let sections: [(any ReportSection)?] = [
            SummarySection(source, audience), CoverageSection(source, audience), RejectedSection(source, audience),
            ContradictionsSection(source.report), NextSection(source, audience), TagsSection(source, audience), PlanSection(source, audience),
        ]
        return ReportPage(title: "What was understood", audience: audience, sections: sections + further + [audience == .local ? TimingsSection(source.timings) : nil])
    }
}

import Mustache

/// The templates that are built into the command, by the names of their files.
struct ReportTemplates {
    private var library = MustacheLibrary()
    private static let contentType = "REPORT"

    /// All style sheets of the page, as one.
    static let style = String(decoding: PackageResources.style_css, as: UTF8.self) + "\n" + ChartStyle.css

    static let sources: [String: [UInt8]] = [
        "page": PackageResources.page_mustache,
        "summary": PackageResources.summary_mustache,
        "coverage": PackageResources.coverage_mustache,
        "coverage-table": PackageResources.coverage_table_mustache,
        "coverage-line": PackageResources.coverage_line_mustache,
        "rejected": PackageResources.rejected_mustache,
        "contradictions": PackageResources.contradictions_mustache,
        "next": PackageResources.next_mustache,
        "tags": PackageResources.tags_mustache,
        "strip": PackageResources.strip_mustache,
        "plan": PackageResources.plan_mustache,
        "timings": PackageResources.timings_mustache,
        "sweep": PackageResources.sweep_mustache,
        "clusters": PackageResources.clusters_mustache,
        "figure": PackageResources.figure_mustache,
        "evaluation": PackageResources.evaluation_mustache,
    ]

    /// - Throws: the parser's error.
    init() throws {
        MustacheContentTypes.register(VisibleHTML(), named: ReportTemplates.contentType)
        for (name, bytes) in ReportTemplates.sources {
            let text = "{{% CONTENT_TYPE:\(ReportTemplates.contentType)}}" + String(decoding: bytes, as: UTF8.self)
            try library.register(text, named: name)
        }
    }

    /// - Parameter object: its stored properties are what the template names.
    func render(_ object: Any, _ name: String) -> String { library.render(object, withTemplate: name) ?? "" }
}

/// Escapes markup, and makes controls and invisible characters visible.
private struct VisibleHTML: MustacheContentType {
    func escapeText(_ text: String) -> String { Escape.xml(text) }
}

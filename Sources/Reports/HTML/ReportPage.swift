import DICOM
import Hashing

/// One self-contained page: no script, no request, styles that its policy names by their hash.
package struct ReportPage {
    /// Who may see it.
    package enum Audience: Sendable {
        /// Shows no value but those that `Disclosure` lets through.
        case shareable
        /// Shows values, and stays in the hospital.
        case local
    }

    package let title: String
    package let audience: Audience
    /// In the order in which they are read. One that has nothing to say is left out.
    package let sections: [any ReportSection]

    package init(title: String, audience: Audience, sections: [(any ReportSection)?]) {
        self.title = title
        self.audience = audience
        self.sections = sections.compactMap { $0 }
    }

    /// - Throws: when a template that came with tagfold does not parse.
    package func html() throws -> [UInt8] {
        let templates = try ReportTemplates()
        let style = ReportTemplates.style
        let hasPictures = sections.contains(where: \.hasPictures)
        let rendered = sections.map { Rendered(id: $0.id, title: $0.title, bodyHTML: templates.render($0, $0.template)) }
        let frame = Frame(
            title: title, isLocal: audience == .local, policy: ReportPage.policy(style, hasPictures: hasPictures), styleCSS: style, sections: rendered)
        return Array(templates.render(frame, "page").utf8)
    }

    /// Nothing is loaded, run or sent: the page is what stands in the file.
    private static func policy(_ style: String, hasPictures: Bool) -> String {
        let hash = Base64.encode(SHA256.bytes(style.utf8))
        return "default-src 'none'; style-src 'sha256-\(hash)'; \(hasPictures ? "img-src data:; " : "")base-uri 'none'; form-action 'none'"
    }

    private struct Frame {
        let title: String
        let isLocal: Bool
        let policy: String
        let styleCSS: String
        let sections: [Rendered]
    }

    private struct Rendered {
        let id: String
        let title: String
        let bodyHTML: String
    }
}

/// A part of the page. Its template, `Templates/NAME.mustache`, reads its stored properties by name; text is escaped there.
/// What is markup already (an SVG made here, never a text from outside) has a name that ends with `SVG`, and is written with
/// three braces.
package protocol ReportSection {
    /// Of the anchor.
    var id: String { get }
    /// Of the heading.
    var title: String { get }
    /// Name of its template.
    var template: String { get }
    /// Whether it has pictures, as `data:` URLs.
    var hasPictures: Bool { get }
}

extension ReportSection {
    package var hasPictures: Bool { false }
}

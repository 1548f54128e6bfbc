import DICOM
import Dictionaries
import Foundation
import PluginHost
import TagTable
import TestSupport
import Testing

@testable import Reports

/// Sixteen instances, a dictionary of a few attributes and one plugin.
struct PageArchive {
    let folder: TemporaryFolder
    let lines: [String]

    /// - Parameter word: stands wherever a list and a dictionary can hold a text.
    init(word: String = "wide") throws {
        folder = try TemporaryFolder()
        try folder.write("dicom.xml", PageArchive.xml)
        func cell(_ text: String) -> String { "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        lines = (0..<16).map { number in
            [
                "P\(number)", "20200\(1 + number % 9)01", "1.2.\(number / 4)", "study \(number)", "SIEMENS", number % 2 == 0 ? "T1" : "T2",
                number % 2 == 0 ? (number % 8 == 0 ? word : "plain") : "", number % 4 < 3 ? "0.5\\0.5" : number % 8 == 3 ? word + "\\narrow" : "x\\y",
            ].map { $0.isEmpty ? "" : cell($0) }.joined(separator: ",")
        }
    }

    func source(_ bar: CoverageBar = CoverageBar()) throws -> ReportSource {
        let head = "PatientID,StudyDate,SeriesInstanceUID,StudyDescription,Manufacturer,AcquisitionContrast,ImageComments,PixelSpacing"
        let list = try folder.write("list.csv", ([head] + lines).joined(separator: "\n") + "\n")
        let dictionaries = try DictionarySet(folder: folder.path)
        let table = Scanner(options: ScanOptions(dictionary: dictionaries.data)).scan([list])
        try #require(table.rowCount == 16)
        let host = PluginHost(folders: [], files: [try Places.products() + "/libPixelSpacing.so"], dictionaries: dictionaries)
        let normalization = host.normalize(table)
        let coverage = CoverageSource(normalization, table: table, plugins: host.plugins, dictionaries: dictionaries)
        let made = coverage.make()
        var source = ReportSource(coverage, made, CoverageVerdict(bar, made, baseline: nil, local: nil), tagfold: "1.2.3")
        source.rejected = RejectedValues(normalization, table: table)
        return source
    }

    private static let xml = """
        <dataDictionary edition="test">
          <element tag="00080020" keyword="StudyDate" name="" vr="DA" vm="1"/>
          <element tag="00080070" keyword="Manufacturer" name="" vr="LO" vm="1"/>
          <element tag="00081030" keyword="StudyDescription" name="" vr="LO" vm="1"/>
          <element tag="00089209" keyword="AcquisitionContrast" name="" vr="CS" vm="1"/>
          <element tag="00100020" keyword="PatientID" name="" vr="LO" vm="1"/>
          <element tag="00181164" keyword="ImagerPixelSpacing" name="" vr="DS" vm="2"/>
          <element tag="00182010" keyword="NominalScannedPixelSpacing" name="" vr="DS" vm="2"/>
          <element tag="00189404" keyword="ObjectPixelSpacingInCenterOfBeam" name="" vr="FL" vm="2"/>
          <element tag="00187022" keyword="DetectorElementSpacing" name="" vr="DS" vm="2"/>
          <element tag="0020000E" keyword="SeriesInstanceUID" name="" vr="UI" vm="1"/>
          <element tag="00204000" keyword="ImageComments" name="" vr="LT" vm="1"/>
          <element tag="00280030" keyword="PixelSpacing" name="" vr="DS" vm="2"/>
        </dataDictionary>
        """
}

@Suite("The report as a page")
struct HTMLReportTests {
    private func text(_ page: ReportPage) throws -> String { String(decoding: try page.html(), as: UTF8.self) }

    private func page(_ audience: ReportPage.Audience, word: String = "wide") throws -> String {
        var bar = CoverageBar()
        bar.shares = [CoverageBar.Share(atLeast: 50), CoverageBar.Share(atLeast: 99)]
        return try text(.coverage(PageArchive(word: word).source(bar), for: audience))
    }

    /// Without the style and its hash, which change with every touch of a colour.
    private func withoutStyle(_ page: String) -> String {
        page.replacing(/<style>[^<]*<\/style>/, with: "<style/>").replacing(/sha256-[A-Za-z0-9+\/=]*/, with: "sha256-")
    }

    @Test("a small page is as it was; TAGFOLD_RECORD=1 writes it anew", arguments: [ReportPage.Audience.shareable, .local])
    func snapshot(_ audience: ReportPage.Audience) throws {
        let page = withoutStyle(try page(audience))
        let path = Places.repository + "/Tests/browser/pages/small\(audience == .local ? ".local" : "").html"
        if ProcessInfo.processInfo.environment["TAGFOLD_RECORD"] != nil { try page.write(toFile: path, atomically: true, encoding: .utf8) }
        #expect(page == (try TemporaryFolder.text(path)))
    }

    @Test("the same bytes a second time")
    func same() throws {
        #expect(try page(.local) == page(.local))
        #expect(try page(.shareable) == page(.shareable))
    }

    @Test("the policy names the style by its hash, and allows nothing else")
    func policy() throws {
        let page = try page(.shareable)
        let style = try #require(page.firstMatch(of: /<style>([^<]*)<\/style>/)).output.1
        let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)).output.1
        // Of `printf %s STYLE | openssl dgst -sha256 -binary | base64`.
        let folder = try TemporaryFolder()
        let hash = try Command("sh").run(["-c", "openssl dgst -sha256 -binary < \(try folder.write("style", String(style))) | base64"]).output
        #expect(policy == "default-src &#39;none&#39;; style-src &#39;sha256-\(hash.dropLast())&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;")
    }

    @Test("sections have their headings and anchors, and those without a word are left out")
    func structure() throws {
        let page = try page(.local)
        let ids = page.matches(of: /<section id="([a-z]+)"/).map { String($0.output.1) }
        #expect(ids == ["summary", "coverage", "rejected", "next", "tags"])
        for id in ids { #expect(page.contains("<a href=\"#\(id)\">") && page.contains("<h2 id=\"\(id)-title\">")) }
        #expect(page.contains("1 of 2 bars are not cleared"))
        #expect(page.contains("LOCAL: may identify patients."))
        #expect(page.contains("12 of 16"))
    }

    @Test("a page that may leave shows shapes, a local one values")
    func audiences() throws {
        let shareable = try page(.shareable), local = try page(.local)
        #expect(local.contains("wide\\narrow") && !shareable.contains("wide\\") && !shareable.contains("\\narrow"))
        #expect(shareable.contains("AAAA\\AAAAAA"))
        #expect(!shareable.contains("LOCAL") && !shareable.contains("P1<") && !shareable.contains("study"))
    }

    @Test("a section's template is given, and what it writes with three braces is markup made here")
    func templates() throws {
        for (name, bytes) in ReportTemplates.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            for match in text.matches(of: /\{\{\{\s*([^}]*?)\s*\}\}\}/) {
                let field = String(match.output.1)
                #expect(field.hasSuffix("SVG") || ["styleCSS", "bodyHTML"].contains(field), "\(name): \(field)")
            }
            #expect(!text.contains("{{&") && !text.contains("{{%") && !text.contains("style=") && !text.contains("<script"), "\(name)")
        }
    }

    @Test("harmful texts are text")
    func harmful() throws {
        for payload in try InjectionPayload.all() where !payload.text.contains("\\") && payload.text.unicodeScalars.count < 100 {
            let page = try page(.local, word: payload.text.trimmingCharacters(in: .whitespaces))
            let tags = Set(page.matches(of: /<([A-Za-z!\/][A-Za-z0-9]*)/).map { String($0.output.1) })
            let known: Set = [
                "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "p", "strong", "header", "h1", "nav", "ul", "li", "a", "main", "section", "h2", "div",
                "dl", "dt", "dd", "h3", "span", "br", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "bdi", "svg", "path", "figure", "figcaption",
                "footer",
            ]
            #expect(tags.filter { !$0.hasPrefix("/") }.isSubset(of: known), "\(payload.name): \(tags.subtracting(known))")
            #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory) }, "\(payload.name)")
        }
    }

    @Test("an accent upon a bracket or a quote does not hide it")
    func accents() {
        #expect(Escape.xml("<\u{338}b \"\u{301}x '\u{301}y &\u{301}") == "&lt;\u{338}b &quot;\u{301}x &#39;\u{301}y &amp;\u{301}")
    }

    @Test("numbers as the page writes them")
    func figures() {
        #expect(Figures.count(1_044_191) == "1\u{202F}044\u{202F}191")
        #expect(Figures.count(9999) == "9999" && Figures.count(-12_345) == "-12\u{202F}345" && Figures.count(Int.min).hasPrefix("-9\u{202F}223"))
        #expect(Figures.count(1, "bar") == "1 bar" && Figures.count(0, "bar") == "0 bars")
        #expect(Figures.visible(0) == 0 && Figures.visible(1e-9) == 0.8 && Figures.visible(1) == 100 && Figures.visible(.nan) == 0)
        #expect(Figures.length(33.333) == "33.3" && Figures.length(100) == "100")
        #expect(Figures.shortened(String(repeating: "x", count: 130)) == String(repeating: "x", count: 120) + "… (130 characters)")
    }
}

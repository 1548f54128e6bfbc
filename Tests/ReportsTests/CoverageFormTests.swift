import Foundation
import FoundationXML
import PluginHost
import TestSupport
import Testing

@testable import Reports

/// What a CI system reads, with names that mean harm.
@Suite("Coverage for CI systems")
struct CoverageFormTests {
    static let hostile = [
        "<script>alert(1)</script>", "]]>", "<![CDATA[x]]>", "<!-- x -->", "&lt;&amp;&#0;", "\" onload=\"x", "' x='", "a\u{0}b", "\u{1}\u{8}\u{B}\u{C}\u{1F}",
        "\u{1B}[31mred\u{1B}[0m", "\u{7F}\u{85}\u{9B}", "\u{202E}txet\u{202C}", "\u{2066}x\u{2069}", "\u{FFFE}\u{FFFF}", "\u{2028}\u{2029}", "line\nbreak\r\n",
        "=HYPERLINK(\"http://x\")", "| a | b |", "`code`", "[a](http://x)", "![a](http://x)", "www.example.org", "http://example.org", "**bold** __x__",
        "# head", "- item", "1. item", "<img src=x onerror=y>", "~~x~~", "\\|", "user@example.org", "😀 Ω ü",
    ]

    private func report() throws -> CoverageReport {
        var report = try StrataArchive().made().report
        for (number, name) in Self.hostile.enumerated() {
            var input = report.inputs[0]
            (input.name, input.plugin, input.pluginVersion) = (name, name, name)
            input.states = ["rejected": .init(distinct: 1, instances: report.instances)]
            input.reasons = ["rejected: \(name)": .init(distinct: 1, instances: number)]
            report.inputs.append(input)
            report.strata[0].groups[0].name = name
            report.plugins[number % report.plugins.count].quarantine = name
        }
        return report
    }

    private func verdict(_ report: CoverageReport) -> CoverageVerdict {
        var bar = CoverageBar()
        bar.shares = Self.hostile.map { name in
            var share = CoverageBar.Share(atLeast: 99)
            share.input = name
            return share
        }
        return CoverageVerdict(bar, MadeCoverage(report: report, allStrata: report.strata, siteNames: [:]), baseline: nil, local: nil)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var tests: [String] = [], failures = 0, suites: [[String: String]] = []
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
        ) {
            switch name {
            case "testcase": tests.append(attributes["name"] ?? "")
            case "failure": failures += 1
            case "testsuite": suites.append(attributes)
            case "testsuites", "system-out", "skipped": break
            default: Issue.record("an element that nobody wrote: \(name)")
            }
        }
    }

    @Test("JUnit is XML whatever names hold, and counts its tests")
    func junit() throws {
        let report = try report(), verdict = verdict(report)
        #expect(verdict.failures.count == Self.hostile.count)
        let xml = JUnitReport(report, verdict).xml
        let reader = Reader()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.failures == Self.hostile.count)
        #expect(reader.suites.map { $0["tests"] } == ["\(Self.hostile.count)", "\(report.inputs.count { $0.isClaimed })"])
        #expect(reader.suites.map { $0["failures"] } == ["\(Self.hostile.count)", "0"])
        #expect(reader.tests.contains("<script>alert(1)</script>") && reader.tests.contains("]]>"))
        #expect(xml.unicodeScalars.allSatisfy { $0 == "\n" || Escape.terminal(String($0)) == String($0) })
    }

    @Test("Markdown has no markup but its own")
    func markdown() throws {
        let report = try report()
        let page = CoverageMarkdown(report, verdict(report)).text
        for markup in ["<", "](", "http://", "www.", "`", "~~", "__x", "@example", "*bold*", "\\|"] { #expect(!page.contains(markup), "\(markup)") }
        for line in page.split(separator: "\n") where line.hasPrefix("|") { #expect([6, 7, 5].contains(line.count { $0 == "|" }), "\(line)") }
        #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || Escape.terminal(String($0)) == String($0) })
        #expect(Escape.markdown("BodyPart_Examined 1.0.0: is 55.2 % (-3 points), a-b") == "BodyPart_Examined 1.0.0: is 55.2 % (-3 points), a-b")
    }

    @Test("a verdict tells at most a few failures, and how many more there are")
    func many() throws {
        let reason = try #require(verdict(try report()).reason)
        #expect(reason.hasSuffix("; and \(Self.hostile.count - 8) more"))
    }

    @Test("bars as their schema describes them", arguments: [
        (#"{"version": 1, "pluginFailures": 0}"#, true), (#"{"version": 1, "coverage": [{"atLeast": 98, "where": {"site": "site 1"}}]}"#, true),
        (#"{"version": 2, "pluginFailures": 0}"#, false), (#"{"version": 1, "bars": []}"#, false), (#"{"version": 1, "coverage": [{"atLeast": 101}]}"#, false),
        (#"{"version": 1, "coverage": [{"by": "distinct"}]}"#, false), (#"{"version": 1, "coverage": [{"atLeast": 9, "by": "x"}]}"#, false),
        (#"{"version": 1, "newRejected": 0}"#, false), (#"{"version": 1, "coverage": [{"atLeast": 9, "where": {"series": "x"}}]}"#, false),
        (#"{"version": 1, "changedAnswers": 1.5}"#, false), (#"{"$schema": "x", "version": 1, "belowBaseline": 0.1, "refusedFiles": 2, "changedAnswers": 3}"#, true),
    ])
    func schema(_ text: String, _ isGood: Bool) throws {
        #expect(try JSONSchema("coverage-bar.schema.json").faults(Array(text.utf8)).isEmpty == isGood)
        #expect(((try? CoverageBar(Array(text.utf8))) != nil) == isGood)
    }

    @Test("the bars of the guide fit their schema, and the report its own")
    func examples() throws {
        let bars = try TemporaryFolder.read(Places.repository + "/docs/validation-example/bars.json")
        #expect(try JSONSchema("coverage-bar.schema.json").faults(bars).isEmpty)
        let report = try StrataArchive().made().report
        #expect(try JSONSchema("coverage.schema.json").faults(try JSON.encode(report)).isEmpty)
        let source = try StrataArchive().source
        let local = try JSON.encode(LocalCoverage(source.make(), source))
        #expect(try JSONSchema("coverage-local.schema.json").faults(local).isEmpty)
        #expect(try JSONSchema("coverage-local.schema.json").faults(try JSON.encode(report)).isEmpty == false)
        let file = try CoverageFile(try JSON.encode(report))
        #expect(try JSON.encode(file.report) == JSON.encode(report))
    }
}

import Foundation
import FoundationXML
import TestSupport
import Testing

/// Values, names of files, titles of columns and terms of dictionaries that mean harm to whatever shows them.
@Suite("Whatever a value holds, it is only shown", .serialized)
struct InjectionTests {
    private static let shareable = ["coverage.json", "coverage.xml", "coverage.md"]

    /// Every payload where something can stand.
    private struct Scene {
        let folder: TemporaryFolder
        let payloads: [InjectionPayload]
        let dictionary: String
        let list: String
        var archive: String { folder.path + "/archive" }
        var out: String { folder.path + "/out" }

        init() throws {
            folder = try TemporaryFolder()
            payloads = try InjectionPayload.all()
            for (number, payload) in payloads.enumerated() {
                let file = Scene.image(number, payload.bytes).bytes
                try folder.write("archive/\(number).dcm", file)
                let name = payload.text
                guard !name.contains("/"), !name.unicodeScalars.contains("\u{0}"), name.utf8.count < 200 else { continue }
                try folder.write("archive/\(name)/\(name).dcm", file)
                try folder.write("archive/\(name).txt", payload.bytes)
            }
            list = try folder.write("list.csv", Scene.list(payloads))
            dictionary = try folder.write("site.xml", Scene.dictionary(payloads))
        }

        private static func image(_ number: Int, _ value: [UInt8]) -> DICOMFile {
            let short = Array(value.prefix(2000))
            return DICOMFile.image(number).with(0x0008_0005, "CS", "ISO_IR 192").with(0x0008_0060, "CS", ["CT", "MR"][number % 2])
                .with(0x0008_0070, "LO", short).with(0x0008_0080, "LO", short).with(0x0008_103E, "LO", short).with(0x0008_1090, "LO", short)
                .with(0x0010_0010, "PN", short).with(0x0010_0020, "LO", short).with(0x0018_0015, "CS", short).with(0x0018_0050, "DS", short)
                .with(0x0019_0010, "LO", Array(short.prefix(60))).with(0x0019_1001, "LO", short).with(0x0020_000E, "UI", short)
                .with(0x0028_0030, "DS", short).with(0x0020_4000, "LT", short)
        }

        /// Titles of columns mean harm, too.
        private static func list(_ payloads: [InjectionPayload]) -> [UInt8] {
            func cell(_ text: String) -> String { "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
            let texts = payloads.map(\.text).filter { !$0.unicodeScalars.contains("\u{0}") }
            let header = (["Modality", "BodyPartExamined", "SeriesDescription"] + texts.prefix(20)).map(cell)
            let rows = texts.map { text in (["CT", text, text] + texts.prefix(20).map { _ in text }).map(cell) }
            return Array(([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\r\n").utf8)
        }

        /// Terms and synonyms of what XML can write.
        private static func dictionary(_ payloads: [InjectionPayload]) -> String {
            let texts = payloads.map(\.text).filter { text in
                text.utf8.count < 500 && text.unicodeScalars.contains { $0.properties.isAlphabetic }
                    && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF }
            }
            let terms = texts.enumerated().map { number, text in
                "  <term name=\"\(Scene.xml(text)) \(number)\"><synonym>\(Scene.xml(text))</synonym></term>\n"
            }
            return "<synonymDictionary name=\"body-parts\">\n  <tag>BodyPartExamined</tag>\n\(terms.joined())</synonymDictionary>\n"
        }

        private static func xml(_ text: String) -> String {
            text.unicodeScalars.map { "&#\($0.value);" }.joined()
        }
    }

    @Test("on the terminal, in CSV, JUnit, Markdown and JSON")
    func everywhere() throws {
        let scene = try Scene()
        #expect(scene.payloads.count >= 30)
        let site = ["--site-dictionary", scene.dictionary]
        var said: [(name: String, text: String)] = []
        func run(_ arguments: [String], codes: Set<Int32> = [0]) throws -> String {
            let result = try Command.tagfold().run(arguments)
            #expect(codes.contains(result.code), "\(arguments.first ?? ""): \(result.code) \(result.error.suffix(300))")
            said += [(arguments.prefix(2).joined(separator: " ") + ", output", result.output), (arguments[0] + ", error", result.error)]
            return result.output
        }
        _ = try run(["run", scene.archive, scene.list, "--out", scene.out, "--k", "2,3", "--show-values", "--fail-under", "100"] + site, codes: [1])
        _ = try run(["coverage", scene.archive, scene.list, "--strata", "--show-values"] + site)
        _ = try run(["tags", scene.archive, scene.list])
        _ = try run(["cluster", scene.out + "/features.csv", "--k", "2"])
        _ = try run(["dictionary", "suggest", scene.list, "--tag", "BodyPartExamined"] + site)
        _ = try run(["dictionary", "explain", "BodyPartExamined", "<script>\u{1B}[31m\u{202E}"] + site, codes: [0, 1])
        _ = try run(["dictionary", "lint", scene.dictionary], codes: [0, 1])
        _ = try run(["coverage", "diff", scene.out + "/coverage.local.json", scene.out + "/coverage.json"])
        _ = try run(["dump", scene.archive + "/15.dcm"])
        for (name, text) in said {
            let bad = text.unicodeScalars.first { $0 != "\n" && InjectionTests.isObeyed($0) }
            #expect(bad == nil, "\(name): U+\(String(bad?.value ?? 0, radix: 16))")
        }

        for name in try TemporaryFolder.names(in: scene.out) {
            let bytes = try TemporaryFolder.read(scene.out + "/" + name)
            let text = try #require(String(validating: bytes, as: UTF8.self), "\(name) is not UTF-8")
            switch name.split(separator: ".").last {
            case "json": #expect(throws: Never.self, "\(name)") { try JSONSerialization.jsonObject(with: Data(bytes)) }
            case "csv": checkCSV(name, text)
            case "xml": try checkXML(text, path: scene.out + "/" + name)
            case "md": checkMarkdown(text)
            // A browser opens such pages: Scripts/check_report.sh.
            case "html": #expect(!text.contains("<script") && text.contains("default-src &#39;none&#39;"), "\(name)")
            default: #expect(name == "SHARING.txt")
            }
        }
    }

    /// Controls, what turns the direction of writing, and what nobody sees.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    /// RFC 4180, and nothing that a spreadsheet takes for a formula.
    private func checkCSV(_ name: String, _ text: String) {
        var (records, fields, field, isQuoted) = ([[String]](), [String](), "", false)
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            if isQuoted, scalar == "\"", place + 1 < scalars.count, scalars[place + 1] == "\"" {
                field.unicodeScalars.append(scalar)
                place += 1
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, scalar == "," {
                fields.append(field)
                field = ""
            } else if !isQuoted, scalar == "\n" {
                records.append(fields + [field])
                (fields, field) = ([], "")
            } else {
                field.unicodeScalars.append(scalar)
            }
            place += 1
        }
        #expect(!isQuoted && fields.isEmpty && field.isEmpty, "\(name) ends inside of a record")
        #expect(Set(records.map(\.count)).count == 1, "\(name) has records of \(Set(records.map(\.count))) fields")
        for value in records.joined() where value.first.map({ "=+-@\t\r".contains($0) }) ?? false {
            #expect(Double(value) != nil, "\(name) has the formula \(value.prefix(40))")
        }
    }

    private func checkXML(_ text: String, path: String) throws {
        #expect(XMLParser(data: Data(text.utf8)).parse())
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !InjectionTests.isObeyed($0) })
        let expat = try Command("python3").run(["-c", "import sys, xml.etree.ElementTree as tree; print(len(list(tree.parse(sys.argv[1]).iter())))", path])
        #expect(expat.code == 0 && Int(expat.output.dropLast()) ?? 0 > 10, "\(expat.error.suffix(200))")
    }

    /// No link, no HTML, no code, and tables of as many cells as their heads.
    private func checkMarkdown(_ text: String) {
        for markup in ["<", "](", "http:", "www.", "`", "~~", "\\|", "@example", "{{"] { #expect(!text.contains(markup), "\(markup)") }
        var cells: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let count = line.count { $0 == "|" }
            #expect(count == cells ?? count, "\(line)")
            cells = count
        }
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !InjectionTests.isObeyed($0) })
    }
}

import DICOM
import Dictionaries
import PluginConformance
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// Lists of values that people write, with what each is to become: `Tests/lists`. They were written down from knowledge
/// of archives before anybody looked what folds; none was counted in one.
struct ValueListTests {
    struct Row: Sendable {
        let value: String
        /// Empty for a value that is not to fold, `-` for one that stands for missing.
        let term: String
        let side: String
        let context: [String: String]
    }

    private static let all = Result { try DictionarySet(folder: Places.repository + "/dictionaries") }

    static func rows(_ file: String) throws -> [Row] {
        let lines = try TemporaryFolder.text(Places.repository + "/Tests/lists/" + file).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        func field(_ line: [String], _ name: String) -> String {
            header.firstIndex(of: name).flatMap { line.indices.contains($0) ? line[$0] : nil } ?? ""
        }
        return lines.dropFirst().map { line in
            let context = field(line, "context").split(separator: "=").map(String.init)
            return Row(
                value: field(line, "value"), term: field(line, "term"), side: field(line, "side"),
                context: context.count == 2 ? [context[0]: context[1]] : [:])
        }
    }

    @Test("every value folds as the list says", arguments: [
        ("lateralities.tsv", "laterality", 60), ("sexes.tsv", "sex", 80), ("patient-positions.tsv", "patient-positions", 60),
        ("modalities.tsv", "modalities", 80), ("convolution-kernels.tsv", "convolution-kernels", 80), ("contrast.tsv", "contrast", 80),
        ("view-positions.tsv", "view-positions", 120),
    ])
    func dictionary(_ file: String, _ dictionary: String, _ least: Int) throws {
        let folder = try #require(try Self.all.get().synonyms[dictionary])
        let rows = try Self.rows(file)
        #expect(rows.count >= least)
        for row in rows {
            let term = folder.fold(row.value, context: row.context).map { $0.term?.name ?? "-" } ?? ""
            #expect(term == row.term, "“\(row.value)”")
        }
    }

    @Test("the parser answers what the list says", arguments: [
        ("body-parts.tsv", "BodyPartExamined", "BodyPartExamined"), ("manufacturers.tsv", "Manufacturer", "Manufacturer"),
        ("sexes.tsv", "CodedTerms", "PatientSex"), ("modalities.tsv", "CodedTerms", "Modality"), ("view-positions.tsv", "CodedTerms", "ViewPosition"),
        ("patient-positions.tsv", "CodedTerms", "PatientPosition"), ("lateralities.tsv", "CodedTerms", "Laterality"),
        ("lateralities.tsv", "CodedTerms", "ImageLaterality"), ("lateralities.tsv", "CodedTerms", "FrameLaterality"),
        ("convolution-kernels.tsv", "ConvolutionKernel", "ConvolutionKernel"), ("contrast.tsv", "ContrastBolusAgent", "ContrastBolusAgent"),
    ])
    func parser(_ file: String, _ plugin: String, _ keyword: String) throws {
        let rows = try Self.rows(file)
        #expect(rows.count >= 60)
        for (row, answer) in zip(rows, try answers(rows, plugin, keyword)) {
            #expect(answer.term == row.term, "“\(row.value)”")
            #expect(answer.side == row.side, "“\(row.value)”")
        }
    }

    private func answers(_ rows: [Row], _ name: String, _ keyword: String) throws -> [(term: String, side: String)] {
        let loader = PluginLoader(dictionaries: try Self.all.get(), options: [:])
        let plugin = try DirectCalls(try Places.products() + "/lib\(name).so", loader)
        let number = try #require(plugin.description.claims.firstIndex { $0.inputs.first?.pathText == keyword })
        let claim = plugin.description.claims[number]
        let inputs = rows.map { row in
            PluginInput(values: claim.inputs.map { input in
                let text = input.pathText == keyword ? row.value : row.context[input.pathText]
                return PluginInput.Value(text: text ?? "", presence: text == nil ? .absent : .present, representation: "CS")
            })
        }
        let answered = try #require(plugin.parse(inputs, claim: number, keyword: keyword))
        return answered.answers.map { answer in
            let outcome = VectorOutcome(answer, claim: claim, keyword: keyword)
            let isMissing = outcome.notes.contains { $0.hasPrefix("missing") }
            return (isMissing ? "-" : outcome.columns[keyword] ?? "", outcome.columns[keyword + "_laterality"] ?? "")
        }
    }
}

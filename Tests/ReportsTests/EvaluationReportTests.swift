import Clustering
import Testing
import VisualEvaluation

@testable import Reports

/// evaluation.json and what the terminal says of it.
@Suite("Report of the evaluation")
struct EvaluationReportTests {
    /// Of images in two kinds that look like one of two things, or like anything.
    private func report(alike: Bool, sets: Int = 4) throws -> EvaluationReport {
        var generator = SplitMix64(seed: 3)
        let kinds = (0..<sets * 12).map { Int32($0 % 2) }
        let points = kinds.flatMap { kind -> [Float] in
            let side = alike ? kind : Int32(generator.next(below: 2))
            return [Float(side * 9) + Float(generator.next(below: 3)), Float(9 - side * 9) + Float(generator.next(below: 3))]
        }
        let table = try GowerTable(columns: [
            .categorical("kind", codes: kinds), .numeric("size", kinds.map { Double($0) * 50 + Double(generator.next(below: 9)) }),
        ])
        var wish = EvaluationSets.Wish()
        wish.sets = sets
        wish.size = 12
        let experiment = VisualExperiment(sets: try EvaluationSets(count: sets * 12, wish))
        let outcome = try experiment.run(
            table, try #require(ImageEmbedding(values: points, dimension: 2)), baselines: [ImageGrouping(name: "Modality", groups: kinds.map { _ in 0 })])
        return EvaluationReport(
            outcome, baselines: ["Modality"], tagfold: "0", seed: 1, embedding: EvaluationReport.Embedding(name: "\u{1B}[31mpoints", kind: "pixels", dimension: 2),
            images: EvaluationReport.Images(rows: sets * 12), split: EvaluationReport.Split(basis: .notTrained, groupsInSeveralSets: 0),
            sets: EvaluationReport.Sets(count: sets, size: 12, clusters: 2, asked: wish, permutations: 10),
            features: EvaluationReport.Features(columns: 2, plugins: ["CodedTerms"]), notes: ["a note"])
    }

    @Test("as the schema says, with and without what may be absent")
    func schema() throws {
        let schema = try JSONSchema("evaluation.schema.json")
        var report = try report(alike: true)
        #expect(try schema.faults(JSON.encode(report)).isEmpty)
        let measured = PairedComparison([0.1, 0.2, 0.4], [0.2, 0.2, 0.7], seed: 1)
        report.ablation = EvaluationReport.Ablation([
            EvaluationReport.Ablation.Plugin(plugin: "B", columns: 1, columnsWithout: 2, silhouette: measured, distance: PairedComparison([0.1], [0.2], seed: 1)),
            EvaluationReport.Ablation.Plugin(plugin: "A", columns: 1, columnsWithout: 2, silhouette: measured, distance: measured),
        ])
        report.embedding.training = EvaluationReport.Training(preset: "quick", seed: 1, backend: "b", epochs: 5, loss: 0.1, validationLoss: nil)
        report.split.by = .patient
        report.silhouette = nil
        #expect(try schema.faults(JSON.encode(report)).isEmpty)
        #expect(report.ablation?.plugins.map(\.plugin) == ["A", "B"])
        report.kind = "other"
        #expect(try !schema.faults(JSON.encode(report)).isEmpty)
    }

    @Test("the terminal's text says what was found, and no control characters")
    func text() throws {
        let text = try report(alike: true).text
        #expect(text.contains("nearer to its centre than with shuffled labels (p = "))
        #expect(text.contains("100 % of what clusters made of the pictures themselves reach"))
        #expect(text.contains("Against Modality alone: all differences are the same."))
        #expect(text.contains("Note: a note."))
        #expect(!text.contains("\u{1B}"))
        #expect(try report(alike: false).text.contains("look no more alike than shuffled ones"))
    }

    @Test("measures come in order, each comparison of two of them")
    func measures() throws {
        let report = try report(alike: true)
        #expect(report.measures.map(\.name) == ["tags", "permuted", "ceiling", "Modality", "tags, as many as Modality"])
        #expect(report.measures.allSatisfy { $0.values.count == 4 && $0.groups?.count == 4 })
        let names = Set(report.measures.map(\.name))
        #expect(report.comparisons.allSatisfy { names.contains($0.first) && names.contains($0.second) && $0.result.pairs == 4 })
        #expect(report.clusters.map(\.size).reduce(0, +) == 12)
    }

    @Test("small p values are powers of ten", arguments: [(-0.30103, "0.500"), (-3.5, "3.2e-4"), (-400.0, "1.0e-400"), (-12.0000001, "1.0e-12"), (0, "1.000")])
    func pText(_ log10P: Double, _ text: String) { #expect(EvaluationReport.pText(log10P) == text) }
}

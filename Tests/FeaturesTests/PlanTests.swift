import Foundation
import PluginHost
import TestSupport
import Testing

@testable import Features

@Suite("Feature plan")
struct PlanTests {
    private let archive: MadeArchive
    private let plan: FeaturePlan
    private let features: FeatureTable

    init() throws {
        let files = (0..<8).map { number in
            DICOMFile.image(number).with(0x0008_0060, "CS", number % 2 == 0 ? "CT" : "MR").with(0x0018_0060, "DS", "\(80 + number % 3)")
                .with(0x0010_0020, "LO", "patient \(number % 4)").with(0x0028_1050, "DS", "\(number)\\\(2 * number)")
                .with(0x0020_4000, "LT", "one remark")
        }
        archive = try MadeArchive(files, plugins: ["NumericArray"])
        (plan, features) = archive.select()
    }

    private func decoded(_ json: String) throws -> FeaturePlan { try JSONDecoder().decode(FeaturePlan.self, from: Data(json.utf8)) }

    @Test("comes back from JSON as it was, and gives the same features")
    func roundTrip() throws {
        let copy = try JSONDecoder().decode(FeaturePlan.self, from: JSONEncoder().encode(plan))
        #expect(copy == plan)
        #expect(plan.kept == ["KVP", "Modality", "WindowCenter"])
        let replayed = try archive.apply(copy)
        #expect(replayed.columns.map(\.name) == features.columns.map(\.name))
        for name in features.columns.map(\.name) { #expect(replayed.values(name) == features.values(name)) }
        #expect(replayed.rows == features.rows)
    }

    @Test("a dropped tag that a person keeps becomes a feature", arguments: ["PatientID", "ImageComments", "Rows"])
    func droppedToKept(_ name: String) throws {
        var edited = plan
        let place = try #require(edited.tags.firstIndex { $0.name == name })
        #expect(edited.tags[place].decision == .dropped)
        edited.tags[place].decision = .kept
        let replayed = try archive.apply(edited)
        #expect(replayed.columns.map(\.name) == features.columns.map(\.name) + [name])
        let values = try #require(replayed.values(name))
        #expect(values.allSatisfy { $0 != nil })
        if name == "PatientID" { #expect(values == (0..<8).map { .label("patient \($0 % 4)") }) }
    }

    @Test("a kept tag that a person drops is none")
    func keptToDropped() throws {
        var edited = plan
        let place = try #require(edited.tags.firstIndex { $0.name == "WindowCenter" })
        edited.tags[place].decision = .dropped
        #expect(try archive.apply(edited).columns.map(\.name) == ["KVP", "Modality"])
    }

    @Test("weights, order and single columns are the person's")
    func weightsAndOrder() throws {
        var edited = plan
        edited.tags.reverse()
        let place = try #require(edited.tags.firstIndex { $0.name == "WindowCenter" })
        edited.tags[place].columns.removeFirst()
        edited.tags[place].columns[0].weight = 2.5
        let replayed = try archive.apply(edited)
        #expect(replayed.columns.map(\.name) == ["WindowCenter_2", "Modality", "KVP"])
        #expect(replayed.columns.map(\.weight) == [2.5, 1, 1])
        #expect(replayed.values("WindowCenter_2") == (0..<8).map { .number(Double(2 * $0)) })
    }

    @Test("what the archive lacks is missing in every row")
    func lacking() throws {
        var edited = plan
        let column = FeaturePlan.Column(name: "EchoTime", kind: .numeric, unit: "ms", weight: 1)
        edited.tags.insert(
            FeaturePlan.Tag(name: "EchoTime", plugin: nil, decision: .kept, reason: "", missingShare: 1, columns: [column]), at: 0)
        let replayed = try archive.apply(edited)
        let first = try #require(replayed.columns.first)
        #expect(first.name == "EchoTime")
        #expect(first.unit == "ms")
        #expect(first.missingCount == 8)
        #expect(first.rowCount == 8)
    }

    @Test("a plan that cannot be is refused")
    func refused() throws {
        func error(_ edit: (inout FeaturePlan) -> Void) -> FeatureError? {
            var edited = plan
            edit(&edited)
            do { _ = try archive.apply(edited) } catch { return error as? FeatureError }
            return nil
        }
        #expect(error { $0.version = 2 }?.reason == "the plan has version 2; this program knows version 1")
        #expect(error { $0.tags[0].columns[0].weight = -1 }?.reason == "the weight of “KVP” is -1.0")
        #expect(error { $0.tags[0].columns[0].weight = .infinity }?.code == .badPlan)
        #expect(error { $0.tags[1].columns[0].name = "KVP" }?.reason == "two kept columns are named “KVP”")
        #expect(error { $0.tags[1].columns[0].name = "KVP"; $0.tags[1].decision = .dropped } == nil, "dropped ones do not matter")
    }

    @Test("a plan by hand must be whole")
    func byHand() throws {
        let text = """
            {"version": 1, "maximumTags": 70, "instances": 0, "tags": [{"name": "KVP", "decision": "kept", "reason": "", "missingShare": 0,
              "columns": [{"name": "KVP", "kind": "numeric", "unit": "kV", "weight": 3}]}]}
            """
        #expect(try archive.apply(try decoded(text)).columns.map(\.weight) == [3])
        #expect(throws: DecodingError.self) { try decoded(text.replacing("\"kept\"", with: "\"maybe\"")) }
        #expect(throws: DecodingError.self) { try decoded(text.replacing("\"weight\": 3", with: "\"heft\": 3")) }
    }
}

import Dictionaries
import TagTable
import TestSupport
import Testing

@testable import PluginHost

/// What becomes of a value, from its file to its state. The plugin Scripted does what the values tell it to.
@Suite("Answers and states")
struct AnswerTests {
    let dictionaries: DictionarySet
    let host: PluginHost
    let log = LogBook()

    init() throws {
        dictionaries = try FixturePlugins.dictionaries()
        host = try FixturePlugins.host(["Scripted"], dictionaries: dictionaries, log: log)
    }

    /// What became of each script.
    private func outcomes(_ scripts: [String?]) throws -> [String?: ItemOutcome] {
        let table = try Tables.scripts(scripts, dictionaries)
        let result = try #require(host.normalize(table).results.first)
        return Dictionary(uniqueKeysWithValues: zip(scripts, result.itemOfRow).map { ($0, result.items[Int($1)]) }.uniqued())
    }

    private func result(_ scripts: [String?]) throws -> ClaimResult {
        try #require(host.normalize(try Tables.scripts(scripts, dictionaries)).results.first)
    }

    private func column(_ name: String, _ result: ClaimResult) -> [ColumnValue?] { result.columns.first { $0.name == name }?.values ?? [] }

    struct Case: Sendable, CustomTestStringConvertible {
        let script: String?
        let state: ValueState
        var reason: String?
        var testDescription: String { "\(script ?? "no element"): \(state)" }
    }

    static let cases: [Case] = [
        Case(script: nil, state: .absent), Case(script: "", state: .empty),
        Case(script: "number=1", state: .parsed), Case(script: "label=x", state: .parsed), Case(script: "flag=0", state: .parsed),
        Case(script: "fold=KNEE", state: .parsed), Case(script: "fold=Knie", state: .folded), Case(script: "fold=knee!", state: .folded),
        Case(script: "fold=to be filled", state: .sentinel, reason: "listed in the dictionary"),
        Case(script: "fold=elbow", state: .rejected, reason: "not in the dictionary"),
        Case(script: "missing=zero", state: .sentinel, reason: "zero"),
        Case(script: "missing-number=zero", state: .sentinel, reason: "zero"),
        Case(script: "label=x;missing-number=zero", state: .parsed),
        Case(script: "number=2;repaired=decimal comma", state: .repaired),
        Case(script: "fold=Knie;repaired=side split off", state: .repaired),
        Case(script: "number=2;repaired=decimal comma;partial=half", state: .partial, reason: "half"),
        Case(script: "number=3;rejected=nonsense", state: .rejected, reason: "nonsense"),
        Case(script: "rejected=nonsense;number=3", state: .rejected, reason: "nonsense"),
        Case(script: "missing=zero;rejected=nonsense", state: .rejected, reason: "nonsense"),
        Case(script: "silence", state: .rejected, reason: "no answer"),
        Case(script: "repaired=decimal comma", state: .rejected, reason: "no column was answered"),
        Case(script: "number=4;contradiction=two say different things", state: .parsed),
        Case(script: "number=4;inferred=another tag", state: .parsed),
    ]

    @Test("state of a value", arguments: AnswerTests.cases)
    func state(_ expected: Case) throws {
        let outcome = try #require(try outcomes([expected.script, "number=0"])[expected.script])
        #expect(outcome.state == expected.state)
        #expect(outcome.reason == expected.reason)
        #expect(outcome.instances == 1)
    }

    @Test("the states of all instances add up, and each value is passed once")
    func countsAddUp() throws {
        let scripts = AnswerTests.cases.map(\.script)
        let archive = scripts + scripts + ["number=1", nil]
        let result = try result(archive)
        #expect(result.items.count == scripts.count)
        #expect(result.items.reduce(0) { $0 + $1.instances } == archive.count)
        #expect(result.itemOfRow.count == archive.count)
        for (state, expected) in Dictionary(grouping: AnswerTests.cases, by: \.state) {
            let found = result.items.filter { $0.state == state }
            let more = state == .parsed || state == .absent ? 1 : 0
            #expect(found.count == expected.count, "\(state)")
            #expect(found.reduce(0) { $0 + $1.instances } == 2 * expected.count + more, "\(state)")
        }
        let present = AnswerTests.cases.filter(\.state.isPresent).count
        #expect(log.all == ["debug Scripted batch of \(present)"])
        #expect(result.misuses == 0)
        #expect(result.subject == "ImageComments")
    }

    @Test("values go to their columns; a rejected or missing value has none")
    func values() throws {
        let result = try result([
            "number=1.5;label=x;flag=1;second=7", "number=3;rejected=nonsense", "number=3;missing=zero", "second=8", nil,
        ])
        #expect(result.columns.map(\.name) == ["scripted_number", "scripted_label", "scripted_flag", "scripted_array_1", "scripted_array_2"])
        #expect(result.columns.map(\.kind) == [.numeric, .categorical, .flag, .numeric, .numeric])
        #expect(column("scripted_number", result) == [.number(1.5), nil, nil, nil, nil])
        #expect(column("scripted_label", result) == [.label("x"), nil, nil, nil, nil])
        #expect(column("scripted_flag", result) == [.flag(true), nil, nil, nil, nil])
        #expect(column("scripted_array_1", result) == [nil, nil, nil, nil, nil])
        #expect(column("scripted_array_2", result) == [.number(7), nil, nil, .number(8), nil])
    }

    @Test("what was said of a value is kept: repairs, folds, contradictions, inference")
    func notes() throws {
        let script = "fold=Knie;repaired=a;repaired=b;contradiction=c;inferred=d"
        let outcome = try #require(try outcomes([script])[script])
        #expect(outcome.repairs == ["a", "b"])
        #expect(outcome.contradictions == ["c"])
        #expect(outcome.inference == "d")
        let fold = try #require(outcome.folds.first)
        #expect(outcome.folds.count == 1)
        #expect(fold.term?.name == "KNEE")
        #expect(fold.step == .synonym)
        #expect(fold.file.hasSuffix("/fixtures.xml"))
        #expect(fold.line == 2)
    }

    @Test(
        "what does not fit has no effect, and costs the value for which it was said",
        arguments: [
            "bad-item", "bad-column", "bad-component", "component-of-plain", "wrong-kind", "number-for-flag", "nan", "inf", "flag-of-two",
            "empty-label", "bad-utf8", "no-bytes", "bad-rule", "bad-reason", "missing-bad-column", "no-fold", "forged-fold",
        ])
    func misuse(_ step: String) throws {
        let result = try result(["number=2", "number=1;label=x;flag=1;\(step)", step, "number=3"])
        #expect(result.misuses == 2)
        #expect(result.items.map(\.state) == [.parsed, .failed, .failed, .parsed])
        #expect(result.items[1].reason?.hasPrefix("the plugin failed: it answered with ") == true, "\(result.items[1].reason ?? "")")
        #expect(result.items[1].reason == result.items[2].reason)
        #expect(column("scripted_number", result) == [.number(2), nil, nil, .number(3)])
        #expect(column("scripted_label", result) == [nil, nil, nil, nil])
        #expect(result.columns.count == 3)
        #expect(result.items.allSatisfy { $0.repairs.isEmpty && $0.folds.isEmpty })
        #expect(host.records["Scripted"]?.failures == 2)
    }

    @Test("a value too long to keep is rejected without a call")
    func overlong() throws {
        let result = try result([String(repeating: "x", count: 10_000), "number=1"])
        #expect(result.items.map(\.state) == [.rejected, .parsed])
        #expect(result.items[0].reason == "the value is longer than is kept")
        #expect(log.all == ["debug Scripted batch of 1"])
    }
}

extension Sequence {
    /// The first of each key.
    fileprivate func uniqued<K: Hashable, V>() -> [(K, V)] where Element == (K, V) {
        var seen: Set<K> = []
        return filter { seen.insert($0.0).inserted }
    }
}

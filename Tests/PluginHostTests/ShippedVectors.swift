import CTagPlugin
import Dictionaries
import PluginConformance
import TestSupport
import Testing

@testable import PluginHost

/// The vectors of one plugin of this tree.
struct ShippedVectors: Sendable {
    let plugin: String
    let file: VectorFile

    init(plugin: String) throws {
        self.plugin = plugin
        file = try VectorFile(path: "\(Places.repository)/Plugins/\(plugin)/vectors.txt")
    }

    var vectors: [ShippedVector] { file.vectors.map { ShippedVector(plugin: plugin, vector: $0) } }

    /// Every plugin that has vectors.
    static let all = Result { try TemporaryFolder.names(in: Places.repository + "/Plugins").map { try ShippedVectors(plugin: $0) } }
    static var allVectors: [ShippedVector] { ((try? all.get()) ?? []).flatMap(\.vectors) }

    /// Folds as the file says: letter for letter, and some only in a context.
    func fold(_ dictionary: String, _ value: String, _ context: [String: String]) -> Dictionaries.Fold? {
        guard let found = file.fold(dictionary, value, context) else { return nil }
        let term = SynonymDictionary.Term(name: found.term, meaning: "", parent: file.parent(of: found.term, in: dictionary), codes: [], synonyms: [])
        return Dictionaries.Fold(
            term: found.term.isEmpty ? nil : term, step: found.value == found.term ? .exact : .synonym, file: "vectors.txt", line: 1)
    }
}

/// One of its lines.
struct ShippedVector: Sendable, CustomTestStringConvertible {
    let plugin: String
    let vector: PluginVector

    var inputs: [PluginVector.Input] { vector.inputs }
    var outcome: VectorOutcome { vector.outcome }
    var testDescription: String { "\(plugin) line \(vector.line): \(vector.text)" }
}

extension PluginInput.Value {
    init(_ given: GivenValue) {
        let presence: PluginInput.Presence = given.presence == TAGPLUGIN_ABSENT ? .absent : given.presence == TAGPLUGIN_EMPTY ? .empty : .present
        self.init(text: given.text, presence: presence, representation: given.vr)
    }
}

extension VectorOutcome {
    /// - Parameter keyword: stands for the empty name of a column.
    init(_ answer: Answer, claim: PluginDescription.Claim, keyword: String) {
        self.init()
        var first = 0
        for (index, column) in claim.columns.enumerated() {
            let name = column.name.isEmpty ? keyword : column.name
            for component in 0..<column.components {
                guard let value = answer.values[first + component], answer.rejection == nil else { continue }
                columns[column.components == 1 ? name : "\(name)_\(component + 1)"] = VectorOutcome.text(value)
            }
            if let rule = answer.missingColumns[index] { notes.append("missing \(name): \(rule)") }
            first += column.components
        }
        let single = [
            ("missing", answer.sentinel), ("rejected", answer.rejection), ("partial", answer.partial), ("inferred", answer.inference),
        ]
        notes += single.compactMap { kind, text in text.map { "\(kind): \($0)" } }
        notes += answer.repairs.map { "repaired: \($0)" } + answer.contradictions.map { "contradiction: \($0)" }
        notes += answer.folds.map { "folded: \($0.term?.name ?? "")" }
        notes.sort()
    }

    private static func text(_ value: ColumnValue) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .label(let label): label
        case .flag(let flag): "\(flag)"
        }
    }
}

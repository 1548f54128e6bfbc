import TestSupport
import Testing

@testable import Dictionaries
@testable import PluginHost

/// A plugin's `vectors.txt`, as docs/plugin-vectors.md describes it.
struct VectorFile: Sendable {
    struct Fold: Hashable, Sendable {
        let dictionary: String
        let value: String
        /// Empty for a value that stands for missing.
        let term: String
        /// `Path=value` that must be in the fold's context.
        let context: String?
    }

    let plugin: String
    private(set) var folds: [Fold] = []
    /// Parents of terms, by dictionary and term.
    private(set) var parents: [[String]: String] = [:]
    private(set) var options: [String: String] = [:]
    private(set) var vectors: [PluginVector] = []

    /// - Throws: `SupportFailure` for a line that is not in the format.
    init(plugin: String) throws {
        self.plugin = plugin
        let text = try TemporaryFolder.text("\(Places.repository)/Plugins/\(plugin)/vectors.txt")
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch fields[0] {
            case "@fold":
                guard (4...5).contains(fields.count) else { throw SupportFailure("\(plugin) line \(number + 1): @fold has 3 or 4 fields") }
                folds.append(Fold(dictionary: fields[1], value: fields[2], term: fields[3], context: fields.count > 4 ? fields[4] : nil))
            case "@parent":
                guard fields.count == 4 else { throw SupportFailure("\(plugin) line \(number + 1): @parent has 3 fields") }
                parents[[fields[1], fields[2]]] = fields[3]
            case "@option":
                guard fields.count == 3 else { throw SupportFailure("\(plugin) line \(number + 1): @option has 2 fields") }
                options[fields[1]] = fields[2]
            default: vectors.append(try PluginVector(plugin: plugin, line: number + 1, fields: fields))
            }
        }
    }

    /// Every plugin that has vectors.
    static let all = Result { try TemporaryFolder.names(in: Places.repository + "/Plugins").map { try VectorFile(plugin: $0) } }
    static var allVectors: [PluginVector] { ((try? all.get()) ?? []).flatMap(\.vectors) }

    /// Folds as the file says: letter for letter, and some only in a context.
    func fold(_ dictionary: String, _ value: String, _ context: [String: String]) -> Dictionaries.Fold? {
        let pairs = context.map { "\($0.key)=\($0.value)" }
        let found = folds.first { $0.dictionary == dictionary && $0.value == value && ($0.context.map(pairs.contains) ?? true) }
        guard let found else { return nil }
        let term = SynonymDictionary.Term(name: found.term, meaning: "", parent: parents[[dictionary, found.term]], codes: [], synonyms: [])
        return Dictionaries.Fold(
            term: found.term.isEmpty ? nil : term, step: found.value == found.term ? .exact : .synonym, file: "vectors.txt", line: 1)
    }
}

/// One line: inputs, and exactly what the plugin answers.
struct PluginVector: Sendable, CustomTestStringConvertible {
    struct Input: Sendable {
        let path: String
        let value: PluginInput.Value
    }

    let plugin: String
    let line: Int
    let inputs: [Input]
    let outcome: VectorOutcome
    let testDescription: String

    init(plugin: String, line: Int, fields: [String]) throws {
        self.plugin = plugin
        self.line = line
        testDescription = "\(plugin) line \(line): \(fields.joined(separator: "  "))"
        guard let arrow = fields.firstIndex(of: "=>"), arrow > 0, arrow < fields.count - 1 else {
            throw SupportFailure("\(plugin) line \(line): no inputs, no outcomes or no =>")
        }
        inputs = fields[..<arrow].map(PluginVector.input)
        outcome = VectorOutcome(fields: fields[(arrow + 1)...])
    }

    private static func input(_ field: String) -> Input {
        guard let equals = field.firstIndex(of: "=") else {
            return Input(path: field, value: PluginInput.Value(text: "", presence: .absent, representation: "UN"))
        }
        var path = String(field[..<equals]), representation = "UN"
        let letters = path.suffix(2)
        if path.dropLast(2).hasSuffix(":"), letters.allSatisfy({ ("A"..."Z").contains($0) }) {
            representation = String(letters)
            path = String(path.dropLast(3))
        }
        let text = unescaped(field[field.index(after: equals)...])
        return Input(path: path, value: PluginInput.Value(text: text, presence: text.isEmpty ? .empty : .present, representation: representation))
    }

    /// `%41` stands for a byte; what is not UTF-8 then reaches the plugin as the host would hand it on, repaired.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a plugin answers to one input, as vectors write it.
struct VectorOutcome: Sendable {
    var columns: [String: String] = [:]
    /// `kind: text`, sorted.
    var notes: [String] = []

    init(fields: ArraySlice<String>) {
        for field in fields {
            let name = field.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            if !name.isEmpty, field.dropFirst(name.count).first == "=" {
                columns[String(name)] = String(field.dropFirst(name.count + 1))
            } else {
                notes.append(field)
            }
        }
        notes.sort()
    }

    /// - Parameter keyword: stands for the empty name of a column.
    init(_ answer: Answer, claim: PluginDescription.Claim, keyword: String) {
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

    /// Whether the columns agree: numbers within 10⁻⁹, or that share of the expected one.
    func hasColumns(like expected: VectorOutcome) -> Bool {
        columns.count == expected.columns.count
            && columns.allSatisfy { name, text in
                guard let other = expected.columns[name] else { return false }
                if let a = Double(text), let b = Double(other) { return abs(a - b) <= 1e-9 * max(1, abs(b)) }
                return text == other
            }
    }
}

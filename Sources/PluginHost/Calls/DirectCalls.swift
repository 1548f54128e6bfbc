import CTagPlugin
import Dictionaries

/// A distinct input as a person writes it: one value for each of the claim's inputs.
struct PluginInput {
    enum Presence { case absent, empty, present }

    struct Value {
        let text: String
        let presence: Presence
        let representation: String
    }

    let values: [Value]
}

/// Calls a plugin in this process with inputs that come from no archive: test vectors. Calls of one plugin take turns.
struct DirectCalls: @unchecked Sendable {
    let description: PluginDescription
    private let caller: InProcessCaller
    private let fold: HostServices.Folding

    /// Opens a library.
    /// - Throws: `PluginRefusal`.
    init(_ path: String, _ loader: PluginLoader) throws {
        let library = try loader.open(path)
        description = try DescriptionCheck(path: path, dictionary: loader.dictionaries.data).check(library.declared, name: library.declared.name)
        caller = InProcessCaller(library)
        fold = library.services.folding
    }

    /// - Returns: an answer for each input, and how many answers broke the contract. Nil when the call failed as a whole.
    func parse(_ inputs: [PluginInput], claim: Int, keyword: String) -> (answers: [Answer], misuses: Int)? {
        let declared = description.claims[claim], inputCount = inputs.first?.values.count ?? max(1, declared.inputs.count)
        var writer = BatchWriter(caller.request(0), claim: claim, keyword: keyword, inputCount: inputCount, mostItems: inputs.count)
        for input in inputs {
            guard input.values.allSatisfy({ DirectCalls.write($0, &writer) }) else { return nil }
            writer.endItem()
        }
        writer.finish()
        guard let answers = try? caller.receive(0, items: inputs.count, AnswerReader(declared, fold: fold)) else { return nil }
        return (inputs.indices.map { Answer(answers, $0) }, answers.misuses)
    }

    private static func write(_ value: PluginInput.Value, _ writer: inout BatchWriter) -> Bool {
        let presence =
            switch value.presence {
            case .absent: TAGPLUGIN_ABSENT
            case .empty: TAGPLUGIN_EMPTY
            case .present: TAGPLUGIN_PRESENT
            }
        let letters = value.representation.utf8.map { CChar(bitPattern: $0) }
        var text = value.text
        return text.withUTF8 { bytes in
            writer.add(UnsafeRawBufferPointer(bytes), presence: presence, vr: letters.count == 2 ? (letters[0], letters[1]) : (0, 0))
        }
    }
}

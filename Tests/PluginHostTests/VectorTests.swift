import DICOM
import Dictionaries
import PluginConformance
import Synchronization
import TestSupport
import Testing

@testable import PluginHost

/// The vectors of every plugin, run through the built library.
@Suite("Plugin vectors")
struct VectorTests {
    @Test("every plugin has vectors in the right format, and each begins with one of its claims")
    func format() throws {
        let files = try ShippedVectors.all.get()
        #expect(files.count >= 6)
        for file in files {
            #expect(file.vectors.count >= 15, "\(file.plugin)")
            let plugin = try PluginUnderTest.shared(file)
            for vector in file.vectors {
                let claim = plugin.claim(vector)
                #expect(claim != nil, "\(vector.testDescription)")
                let known = claim.map { plugin.description.claims[$0].inputs.map(\.pathText) } ?? []
                let names = vector.inputs.dropFirst().map(\.path)
                #expect(known.isEmpty ? names.isEmpty : Set(names).isSubset(of: known), "\(vector.testDescription)")
            }
        }
    }

    @Test("the plugin answers what its vector says", arguments: ShippedVectors.allVectors)
    func vector(_ vector: ShippedVector) throws {
        let file = try #require(try ShippedVectors.all.get().first { $0.plugin == vector.plugin })
        let plugin = try PluginUnderTest.shared(file)
        let answered = try plugin.outcomes([vector])
        let outcome = try #require(answered.outcomes.first)
        #expect(outcome.hasColumns(like: vector.outcome), "answered \(outcome.columns), expected \(vector.outcome.columns)")
        #expect(outcome.notes == vector.outcome.notes)
        #expect(answered.misuses == 0)
    }

    @Test("answers do not depend on what else is in the batch", arguments: (try? ShippedVectors.all.get().map(\.plugin)) ?? [])
    func batches(_ name: String) throws {
        let file = try #require(try ShippedVectors.all.get().first { $0.plugin == name })
        let plugin = try PluginUnderTest.shared(file)
        for batch in Dictionary(grouping: file.vectors, by: { "\(plugin.claim($0) ?? -1) \($0.inputs[0].path)" }).values {
            let backwards = Array(batch.reversed())
            let answered = try plugin.outcomes(backwards)
            #expect(answered.misuses == 0)
            for (vector, outcome) in zip(backwards, answered.outcomes) {
                #expect(outcome.hasColumns(like: vector.outcome) && outcome.notes == vector.outcome.notes, "\(vector.testDescription)")
            }
        }
    }
}

/// A plugin's library, loaded once with the folds and options of its vectors.
private final class PluginUnderTest: Sendable {
    private static let loaded = Mutex<[String: PluginUnderTest]>([:])

    static func shared(_ file: ShippedVectors) throws -> PluginUnderTest {
        try loaded.withLock { loaded in
            if let known = loaded[file.plugin] { return known }
            let new = try PluginUnderTest(file)
            loaded[file.plugin] = new
            return new
        }
    }

    private let plugin: DirectCalls
    /// One call at a time, as the contract has it.
    private let turn = Mutex(())

    var description: PluginDescription { plugin.description }

    private init(_ file: ShippedVectors) throws {
        let folder = try TemporaryFolder()
        try folder.write("dicom.xml", TemporaryFolder.read(Places.repository + "/dictionaries/dicom.xml"))
        let loader = PluginLoader(
            dictionaries: try DictionarySet(folder: folder.path), options: [file.plugin: file.file.options], folding: file.fold)
        plugin = try DirectCalls(try Places.products() + "/lib\(file.plugin).so", loader)
    }

    /// The tuple claim whose first input the vector names first, or else the claim on every tag.
    func claim(_ vector: ShippedVector) -> Int? {
        guard let first = vector.inputs.first else { return nil }
        return description.claims.firstIndex { $0.inputs.first?.pathText == first.path }
            ?? description.claims.firstIndex { claim in
                guard case .every(let representations, _) = claim.kind else { return false }
                return VR(name: first.value.vr).map(representations.contains) ?? false
            }
    }

    /// Answers to vectors of one claim, in one call.
    func outcomes(_ vectors: [ShippedVector]) throws -> (outcomes: [VectorOutcome], misuses: Int) {
        guard let first = vectors.first, let claim = claim(first) else { throw SupportFailure("no claim") }
        let declared = description.claims[claim]
        let keyword = first.inputs[0].path
        let absent = PluginInput.Value(text: "", presence: .absent, representation: "UN")
        let inputs = vectors.map { vector in
            let paths = declared.inputs.isEmpty ? [keyword] : declared.inputs.map(\.pathText)
            return PluginInput(values: paths.map { path in vector.inputs.first { $0.path == path }.map { PluginInput.Value($0.value) } ?? absent })
        }
        let answered = turn.withLock { _ in plugin.parse(inputs, claim: claim, keyword: keyword) }
        guard let answered else { throw SupportFailure("the plugin failed on the batch") }
        return (answered.answers.map { VectorOutcome($0, claim: declared, keyword: keyword) }, answered.misuses)
    }
}

import TestSupport
import Testing

@testable import Dictionaries

/// Telling quickly what a dictionary has, and that alone.
@Suite("Recognizing")
struct RecognizingTests {
    static let shipped = Result { try DictionarySet(folder: Places.repository + "/dictionaries") }

    @Test("no entry is passed over, however its words are written or ordered", arguments: ((try? shipped.get().synonyms.keys.sorted()) ?? []))
    func entries(_ name: String) throws {
        let folder = try #require(try Self.shipped.get().synonyms[name])
        for entry in folder.layers.flatMap({ layer in layer.terms.flatMap { $0.synonyms.map(\.text) + [$0.name] } }) {
            let words = FoldForm(entry).words
            for text in [entry, entry.lowercased(), words.reversed().joined(separator: "-"), words.joined(), "  " + words.joined(separator: " / ") + "."] {
                #expect(folder.mayHold(FoldForm(text)), "\(text)")
            }
        }
    }

    @Test("a bit for each dictionary that folds the whole of a value, and for no other")
    func bits() throws {
        let set = try Self.shipped.get()
        let names = ["body-parts", "weightings", "no-such-dictionary", "modalities", "laterality"]
        for value in ["KNEE", "knee joint", "T1", "t1w", "CT", "L", "", "-", "zzz", "CHEST ABDOMEN", "CT KNEE", "KNEE KNEE", "Schulter", "links"] {
            let found = set.recognizing(value, among: names, context: [:])
            for (place, name) in names.enumerated() {
                let fold = set.synonyms[name]?.fold(value)
                #expect((found & 1 << UInt64(place) != 0) == (fold.map { $0.step != .combination } ?? false), "\(value) in \(name)")
            }
        }
    }
}

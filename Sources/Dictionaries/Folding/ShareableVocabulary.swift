/// The words that a report may show which leaves the hospital: those of dictionaries that came with tagfold, and of a site's that
/// are marked as shareable. Words of other files of a site are its own affair.
package struct ShareableVocabulary: Sendable {
    /// Words of all dictionaries but those that hold names.
    private var general: Set<String> = []
    /// By keyword of an attribute: words, and whole entries, of the dictionaries that fold it.
    private var words: [String: Set<String>] = [:]
    private var entries: [String: Set<String>] = [:]

    /// Names of makers and machines are names of people, too. Their words count for their own attributes alone.
    private static let dictionariesOfNames: Set = ["manufacturers", "device-models"]
    /// Of more digits, a number may be any number. Entries of dictionaries as a whole may have more: codes.
    private static let mostDigits = 2

    package init(_ folders: [SynonymFolder]) {
        for folder in folders {
            let layers = folder.shareableLayers
            let texts = Set(layers.flatMap(\.shareableTexts))
            let own = Set(texts.flatMap(FoldKey.words))
            if !ShareableVocabulary.dictionariesOfNames.contains(folder.name) { general.formUnion(own) }
            for keyword in Set(layers.flatMap(\.tags)) {
                words[keyword, default: []].formUnion(own)
                entries[keyword, default: []].formUnion(texts.map(FoldForm.normalized))
            }
        }
    }

    /// Whether a value consists of such words alone.
    /// - Parameter keyword: of the attribute that holds it.
    package func knows(_ value: String, of keyword: String) -> Bool {
        let form = FoldForm(value)
        guard !form.words.isEmpty else { return false }
        if entries[keyword]?.contains(form.normalized) == true { return true }
        return form.words.allSatisfy { word in
            let isNumber = word.unicodeScalars.allSatisfy { $0.properties.numericType != nil }
            guard !isNumber || word.unicodeScalars.count <= ShareableVocabulary.mostDigits else { return false }
            return general.contains(word) || words[keyword]?.contains(word) == true
        }
    }
}

extension SynonymFolder {
    /// The layers whose words may leave the hospital.
    var shareableLayers: [SynonymDictionary] { shippedLayers + siteLayers.filter(\.isShareable) }
}

extension SynonymDictionary {
    /// All that its entries say; what waits for a person to accept it is not among them.
    fileprivate var shareableTexts: [String] {
        let synonyms = (terms.flatMap(\.synonyms) + sentinels).filter(\.isEnabled)
        return terms.map(\.name) + synonyms.map(\.text) + connectors.map(\.text) + abbreviations.flatMap { [$0.from, $0.to] }
    }
}

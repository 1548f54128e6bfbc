import Dictionaries
import PluginHost
import TagTable

/// Shows values of claims in a shareable report, where that may be, with the terms that come nearest to them.
///
/// Terms are told of values that are shown, and of no others: the term that is nearest to a word, together with the word's shape,
/// would give most of the word away.
struct ClaimDisclosure: Sendable {
    private let disclosure: Disclosure
    private let dictionaries: DictionarySet
    /// Nil where no row says whose it is; then nothing is shown.
    private let patients: PatientRows?

    init(_ dictionaries: DictionarySet, patientID: TagColumn?) {
        patients = PatientRows(patientID)
        disclosure = Disclosure(.shareable, dictionaries)
        self.dictionaries = dictionaries
    }

    /// - Returns: for each item the value that the report shows of it; nil for those of which it shows the shape.
    func shown(_ result: ClaimResult, _ texts: InputTexts) -> [String?] {
        let nothing = [String?](repeating: nil, count: result.items.count)
        guard let patients, result.inputs.allSatisfy({ !$0.isClaimed || disclosure.mayShow($0.path) }) else { return nothing }
        let candidates = candidates(result, texts)
        guard !candidates.values.isEmpty else { return nothing }
        let counts = patients.counts(candidates.groupOfItem, groups: candidates.values.count, result.itemOfRow.rowCodes)
        return candidates.groupOfItem.map { group in
            group >= 0 && counts[Int(group)] >= Disclosure.fewestPatients ? candidates.values[Int(group)] : nil
        }
    }

    /// Values that may be shown if enough patients hold them. What fares alike in several contexts is one value.
    private func candidates(_ result: ClaimResult, _ texts: InputTexts) -> (groupOfItem: [Int32], values: [String]) {
        var groupOfItem = [Int32](repeating: -1, count: result.items.count)
        var values: [String] = []
        var places: [String: Int32] = [:]
        for (index, item) in result.items.enumerated() where item.state.isPresent && !item.state.isUnderstood {
            guard texts.claimedParts(item).allSatisfy({ disclosure.mayShow($0.text, of: $0.path) }) else { continue }
            let value = texts.claimed(item)
            let place = places[value] ?? Int32(truncatingIfNeeded: values.count)
            if places.updateValue(place, forKey: value) == nil { values.append(value) }
            groupOfItem[index] = place
        }
        return (groupOfItem, values)
    }

    /// Terms of shareable dictionaries, the nearest first.
    func nearestTerms(_ values: [String], of result: ClaimResult) -> [String: [String]] {
        let claimed = result.inputs.indices.filter { result.inputs[$0].isClaimed }
        guard !values.isEmpty, claimed.count == 1, let folder = dictionaries.folder(for: result.inputNames[claimed[0]]) else { return [:] }
        let search = TermSearch(folder)
        return values.reduce(into: [:]) { terms, value in
            let near = search.candidates(for: value).compactMap(\.term).filter(folder.isShareable)
            if !near.isEmpty { terms[value] = near }
        }
    }
}

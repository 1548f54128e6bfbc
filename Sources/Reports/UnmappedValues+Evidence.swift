import DICOM
import Dictionaries
import TagTable

extension UnmappedValues {
    /// Attributes that describe what was done, in the order in which evidence is told.
    private static let descriptions = ["StudyDescription", "SeriesDescription", "ProtocolName", "RequestedProcedureDescription"]

    /// What other attributes of the same instances say each value may stand for. Only terms of the dictionary come out of
    /// descriptions, which may hold names of persons.
    /// - Parameter count: of the first values that are asked for.
    func evidence(
        _ items: FoldedItems, _ folder: SynonymFolder, _ table: TagTable, _ data: DataDictionary, first count: Int
    ) -> [[TermEvidence]] {
        let wanted = valuesOfItem.map { $0.filter { $0 < count } }
        var evidence = [[TermEvidence]](repeating: [], count: min(count, values.count))
        for keyword in UnmappedValues.descriptions {
            guard let column = data.path(keyword).flatMap({ table[$0] }) else { continue }
            let named = terms(namedBy: column, items, wanted, folder, table)
            for (number, terms) in named { evidence[number] += one(.description(keyword), terms, number) }
        }
        if let studies = data.path("StudyInstanceUID").flatMap({ table[$0] }) {
            let shown = terms(ofStudies: studies, items, wanted, folder, table)
            for (number, terms) in shown { evidence[number] += one(.study, terms, number) }
        }
        return evidence
    }

    private func one(_ source: TermEvidence.Source, _ terms: [String: Int], _ number: Int) -> [TermEvidence] {
        terms.sorted { $0.key < $1.key }.map { TermEvidence(source, term: $0.key, instances: $0.value, of: values[number].instances) }
    }

    /// For each value the instances by term that a description names.
    private func terms(
        namedBy column: TagColumn, _ items: FoldedItems, _ wanted: [[Int]], _ folder: SynonymFolder, _ table: TagTable
    ) -> [Int: [String: Int]] {
        var instances: [UInt64: Int] = [:]
        column.codes.forEach { row, code in
            let item = items.itemOfRow[row]
            guard code > 0, !wanted[Int(item)].isEmpty else { return }
            instances[UInt64(UInt32(bitPattern: item)) << 32 | UInt64(code), default: 0] += table.instances(ofRow: row)
        }
        var termsOfCode: [Int: Set<String>] = [:]
        var found: [Int: [String: Int]] = [:]
        for (pair, count) in instances {
            let (item, code) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            let terms = termsOfCode[code] ?? folder.terms(namedIn: column.values[code - 1])
            termsOfCode[code] = terms
            for number in wanted[item] { for term in terms { found[number, default: [:]][term, default: 0] += count } }
        }
        return found
    }

    /// For each value the instances by term that other instances of the same study have.
    private func terms(
        ofStudies column: TagColumn, _ items: FoldedItems, _ wanted: [[Int]], _ folder: SynonymFolder, _ table: TagTable
    ) -> [Int: [String: Int]] {
        let known = Set(folder.layers.flatMap(\.terms).map(\.name))
        let terms = items.items.map { item in item.term.flatMap { known.contains($0) ? $0 : nil } }
        var isWanted = [Bool](repeating: false, count: column.values.count + 1)
        column.codes.forEach { row, study in if study > 0, !wanted[Int(items.itemOfRow[row])].isEmpty { isWanted[study] = true } }
        var termsOfStudy: [Int: Set<String>] = [:]
        column.codes.forEach { row, study in
            if isWanted[study], let term = terms[Int(items.itemOfRow[row])] { termsOfStudy[study, default: []].insert(term) }
        }
        var found: [Int: [String: Int]] = [:]
        column.codes.forEach { row, study in
            guard isWanted[study], let terms = termsOfStudy[study] else { return }
            for number in wanted[Int(items.itemOfRow[row])] {
                for term in terms { found[number, default: [:]][term, default: 0] += table.instances(ofRow: row) }
            }
        }
        return found
    }
}

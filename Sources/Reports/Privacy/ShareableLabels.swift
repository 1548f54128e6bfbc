import Dictionaries
import Features
import PluginHost
import TagTable

/// Labels of features that describe a cluster where others may read it: terms of shareable dictionaries that enough patients have.
public struct ShareableLabels: Sendable {
    /// By feature.
    private var labels: [String: Set<String>] = [:]

    /// - Parameter names: of the features that describe.
    public init(_ features: FeatureTable, _ names: [String], _ table: TagTable, _ dictionaries: DictionarySet) {
        guard let patients = PatientRows(dictionaries.data.path("PatientID").flatMap { table[$0] }) else { return }
        for column in features.columns where names.contains(column.name) {
            guard let folder = dictionaries.folder(for: column.name) else { continue }
            var terms: [String] = []
            let groups = column.values.map { value -> Int32 in
                guard case .label(let label)? = value, folder.isShareable(label) else { return -1 }
                let place = terms.firstIndex(of: label) ?? terms.count
                if place == terms.count { terms.append(label) }
                return Int32(truncatingIfNeeded: place)
            }
            // Code 0 is a missing value.
            let counts = patients.counts([-1] + groups, groups: terms.count, RowCodes(column.codes), rows: features.rows)
            labels[column.name] = Set(zip(terms, counts).compactMap { $1 >= Disclosure.fewestPatients ? $0 : nil })
        }
    }

    public func contain(_ label: String, in feature: String) -> Bool { labels[feature]?.contains(label) == true }
}

import Clustering
import Features
import PluginHost
import TagTable

extension FeatureTable {
    /// The features as they are compared. Codes are shared with the features, not copied.
    /// - Throws: `ClusteringError`, for features that cannot be compared.
    func gowerTable() throws(ClusteringError) -> GowerTable { try GowerTable(columns: columns.map(\.gowerColumn)) }
}

extension FeatureColumn {
    fileprivate var gowerColumn: GowerTable.Column {
        let codes: GowerTable.Codes =
            switch self.codes.codes {
            case .narrow(let codes): .bytes(codes)
            case .medium(let codes): .shorts(codes)
            case .wide(let codes): .words(codes)
            }
        switch kind {
        case .numeric:
            let numbers = values.map { if case .number(let value)? = $0 { value } else { Double.nan } }
            return .numeric(name, numbers: numbers, codes: codes, unit: unit, weight: weight)
        case .flag:
            let flags = values.map { if case .flag(let value)? = $0 { Int32(value ? 1 : 0) } else { Int32(-1) } }
            return .categorical(name, categories: flags, codes: codes, weight: weight)
        case .categorical:
            var numberOfLabel: [String: Int32] = [:]
            let categories = values.map { value -> Int32 in
                guard case .label(let label)? = value else { return -1 }
                let number = numberOfLabel[label] ?? Int32(numberOfLabel.count)
                numberOfLabel[label] = number
                return number
            }
            return .categorical(name, categories: categories, codes: codes, weight: weight)
        }
    }
}

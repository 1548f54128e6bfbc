import Dictionaries
import PluginHost
import TagTable

/// One way to part the rows of an archive: by modality, say.
struct RowGroups {
    let by: CoverageReport.Stratification.Kind
    private(set) var groups: [Group]
    /// The group of each row: through numbers that rows have, the group that each number stands for.
    let codes: RowCodes
    let groupOfCode: [Int32]

    struct Group: Hashable {
        let kind: CoverageReport.Group.Kind
        let name: String?

        static let noValue = Group(kind: .noValue, name: nil)
        static let notInDictionary = Group(kind: .notInDictionary, name: nil)
        static let other = Group(kind: .other, name: nil)
    }

    /// More are taken together.
    private static let most = 200

    /// - Parameters:
    ///   - groupOfCode: what each number stands for; equal groups become one.
    ///   - instances: of each number. The groups with the most instances stay, when there are too many.
    private init(_ by: CoverageReport.Stratification.Kind, _ codes: RowCodes, _ groupOfCode: [Group], _ instances: [Int]) {
        var sizes: [Group: Int] = [:]
        for (group, count) in zip(groupOfCode, instances) { sizes[group, default: 0] += count }
        let ranked = sizes.filter { $0.value > 0 }.sorted { a, b in
            if (a.key.name == nil) != (b.key.name == nil) { return b.key.name == nil }
            return (b.value, a.key.name ?? "", a.key.kind.rawValue) < (a.value, b.key.name ?? "", b.key.kind.rawValue)
        }.map(\.key)
        let named = ranked.filter { $0.name != nil }
        groups = Array(named.prefix(RowGroups.most)) + ranked.filter { $0.name == nil }
        if named.count > RowGroups.most, !groups.contains(.other) { groups.append(.other) }
        if groups.isEmpty { groups = [.noValue] }
        let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
        let rest = places[.other] ?? 0
        self.by = by
        self.codes = codes
        self.groupOfCode = groupOfCode.map { places[$0] ?? rest }
    }
}

extension RowGroups {
    /// By the term that the plugin folds an attribute to. A term is named when a dictionary that came with tagfold, or
    /// one that is marked as shareable, has it: what else stands in the files is only counted.
    init(_ by: CoverageReport.Stratification.Kind, _ normalization: Normalization, _ dictionaries: DictionarySet, _ table: TagTable) {
        let keyword = by.rawValue
        let result = dictionaries.data.path(keyword).flatMap { path in normalization.results.first { $0.claims(path) } }
        guard let result, let column = result.columns.first(where: { $0.name == keyword }) else {
            self.init(unparsed: by, dictionaries.data.path(keyword).flatMap { table[$0] }, table)
            return
        }
        let folder = dictionaries.folder(for: keyword)
        var isShareable: [String: Bool] = [:]
        let groups = result.items.indices.map { index -> Group in
            let item = result.items[index]
            guard case .label(let label)? = column.values[index], item.folds.contains(where: { $0.term?.name == label }) else {
                return item.state.isPresent && item.state != .sentinel ? .notInDictionary : .noValue
            }
            let isKnown = isShareable[label] ?? folder?.isShareable(label) == true
            isShareable[label] = isKnown
            return isKnown ? Group(kind: .term, name: label) : .notInDictionary
        }
        let (codes, perCode) = RowGroups.spread(result.itemOfRow.rowCodes, groups)
        let instances = RowGroups.spread(result.itemOfRow.rowCodes, result.items.map(\.instances)).1
        self.init(by, codes, perCode, instances)
    }

    /// An attribute that no plugin folds.
    private init(unparsed by: CoverageReport.Stratification.Kind, _ column: TagColumn?, _ table: TagTable) {
        guard let column else {
            self.init(by, RowCodes(.items(Array(repeating: 0, count: table.rowCount))), [.noValue], [table.instanceCount])
            return
        }
        let groups = (0..<column.values.count).map { column.values.isEmpty($0) ? Group.noValue : .notInDictionary }
        self.init(by, RowCodes(column.codes), [.noValue] + groups, [column.instanceCount - column.presentCount] + column.counts)
    }

    /// What is said of items, said of the numbers that stand for them.
    private static func spread<T>(_ codes: RowCodes, _ values: [T]) -> (RowCodes, [T]) {
        guard let meaning = codes.meaning else { return (codes, values) }
        return (codes, meaning.compactMap { values.indices.contains(Int($0)) ? values[Int($0)] : values.first })
    }
}

extension RowGroups {
    /// By site.
    /// - Returns: the groups, and what the number of each site stands for, which is not to leave the hospital.
    static func sites(_ rule: SiteRule, _ dictionary: DataDictionary, _ table: TagTable) -> (groups: RowGroups, names: [String: String]) {
        switch rule {
        case .institution:
            guard let column = dictionary.path("InstitutionName").flatMap({ table[$0] }) else { break }
            let keys = (0..<column.values.count).map { SiteRule.key(column.values[$0]) }
            let counts = [column.instanceCount - column.presentCount] + column.counts
            return numbered(RowCodes(column.codes), [nil] + keys, counts, spelled: [""] + (0..<column.values.count).map { column.values[$0] })
        case .folder(let named):
            let keys = (0..<table.files.paths.count).map { SiteRule.folder(of: table.files.paths[$0], below: named) }
            return numbered(RowCodes(.items(table.fileOfRow)), keys, instancesOfFiles(table), spelled: keys.map { $0 ?? "" })
        case .labels(let labels):
            let groups = (0..<table.files.paths.count).map { file in
                SiteRule.label(of: table.files.paths[file], labels).map { Group(kind: .site, name: $0) } ?? .noValue
            }
            return (RowGroups(.site, RowCodes(.items(table.fileOfRow)), groups, instancesOfFiles(table)), [:])
        case .none: break
        }
        return (RowGroups(.site, RowCodes(.items(Array(repeating: 0, count: table.rowCount))), [.noValue], [table.instanceCount]), [:])
    }

    /// Names that must not be shown become numbers, by falling number of instances.
    private static func numbered(
        _ codes: RowCodes, _ keys: [String?], _ counts: [Int], spelled: [String]
    ) -> (groups: RowGroups, names: [String: String]) {
        var sizes: [String: Int] = [:]
        var spelling: [String: String] = [:]
        for (place, key) in keys.enumerated() {
            guard let key else { continue }
            sizes[key, default: 0] += counts[place]
            if spelling[key] == nil { spelling[key] = spelled[place] }
        }
        let ranked = sizes.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let numbers = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($1, "site \($0 + 1)") })
        let groups = keys.map { key in key.flatMap { numbers[$0] }.map { Group(kind: .site, name: $0) } ?? .noValue }
        let names = ranked.prefix(most).reduce(into: [String: String]()) { names, key in numbers[key].map { names[$0] = spelling[key] } }
        return (RowGroups(.site, codes, groups, counts), names)
    }

    private static func instancesOfFiles(_ table: TagTable) -> [Int] {
        var counts = [Int](repeating: 0, count: table.files.paths.count)
        for (row, file) in table.fileOfRow.enumerated() { counts[Int(file)] += table.instances(ofRow: row) }
        return counts
    }
}

/// What the site of an instance is told by.
public enum SiteRule: Sendable {
    /// InstitutionName: sites are numbered, since the name must not be shown.
    case institution
    /// The folder directly below one of these paths: numbered likewise.
    case folder(below: [String])
    /// Folders that the user has given a name to show.
    case labels([(name: String, folder: String)])
    /// All instances together.
    case none

    /// What differs in case, spaces and punctuation alone is one site; nil for no name at all.
    static func key(_ name: String) -> String? {
        let words = name.uppercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// The folder below the longest of the named paths that a file lies in; nil for one that lies there itself.
    static func folder(of path: String, below named: [String]) -> String? {
        guard let rest = named.compactMap({ SiteRule.rest(of: path, in: $0) }).min(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        let steps = rest.split(separator: "/")
        return steps.count > 1 ? steps.first.map(String.init) : nil
    }

    static func label(of path: String, _ labels: [(name: String, folder: String)]) -> String? {
        labels.filter { rest(of: path, in: $0.folder) != nil || path == $0.folder }.max { $0.folder.utf8.count < $1.folder.utf8.count }?.name
    }

    private static func rest(of path: String, in folder: String) -> Substring? {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : nil
    }
}

import DICOM
import Glibc

/// All dictionaries of a run: the data dictionary and every synonym dictionary found, by name.
public struct DictionarySet: Sendable {
    public let data: DataDictionary
    public private(set) var synonyms: [String: SynonymFolder]
    /// The files that were loaded, in order.
    public let files: [String]
    /// From which another process can load the same set.
    public private(set) var sources: DictionarySources

    /// Loads a folder: its data dictionaries, as `dataDictionary(folder:adding:)` does, and every other `.xml` file as a
    /// synonym dictionary. Files of `siteLayers` go on top of the dictionaries whose name they bear.
    /// - Parameters:
    ///   - dataDictionaries: data dictionary files, laid over those of the folder.
    ///   - languages: those whose entries fold.
    /// - Throws: `DictionaryError` with file and line.
    public init(
        folder: String, dataDictionaries: [String] = [], siteLayers: [String] = [], languages: FoldLanguages = .all
    ) throws {
        let dataFiles = try DictionarySet.dataDictionaryFiles(in: folder) + dataDictionaries
        let data = dataFiles.map { path in Deferred { try DataDictionaryFile(path: path) } }
        try self.init(data, nil, synonymFolder: folder, siteLayers, languages)
    }

    /// Loads what another set was loaded from.
    /// - Parameter sideBySide: on several threads; a process that is going to fork must stay with one.
    /// - Throws: `DictionaryError` with file and line.
    public init(_ sources: DictionarySources, sideBySide: Bool = true) throws {
        let data = sources.dataFiles.map { path in Deferred { try DataDictionaryFile(path: path) } }
        try self.init(data, nil, synonymFolder: sources.synonymFolder, sources.siteLayers, sources.languages, sideBySide: sideBySide)
        for (name, keywords) in sources.conditionKeywords { synonyms[name]?.conditionKeywords = keywords }
    }

    /// Loads the synonym dictionaries of a folder, which need not hold `dicom.xml`, beside a data dictionary that is there
    /// already.
    /// - Throws: `DictionaryError` with file and line.
    public init(data: DataDictionary, synonymFolder: String, siteLayers: [String] = [], languages: FoldLanguages = .all) throws {
        try self.init([], data, synonymFolder: synonymFolder, siteLayers, languages)
    }

    /// Reads all files side by side, then lays them over each other.
    private init(
        _ dataFiles: [Deferred<DataDictionaryFile>], _ known: DataDictionary?, synonymFolder: String, _ siteLayers: [String],
        _ languages: FoldLanguages, sideBySide: Bool = true
    ) throws {
        let shippedFiles = try DictionarySet.synonymFiles(in: synonymFolder)
        let documents = (shippedFiles + siteLayers).map { path in Deferred { try SynonymDictionary(path: path) } }
        if sideBySide { (dataFiles as [any DeferredWork] + documents).runSideBySide() }
        let dataDocuments = try dataFiles.map { try $0.output() }
        let shipped = Dictionary(grouping: try documents.prefix(shippedFiles.count).map { try $0.output() }, by: \.name)
        let site = Dictionary(grouping: try documents.dropFirst(shippedFiles.count).map { try $0.output() }, by: \.name)

        let data = Deferred { known ?? DataDictionary(files: dataDocuments) }
        let names = Set(shipped.keys).union(site.keys).sorted()
        let folders = names.map { name in
            Deferred {
                try SynonymFolder(name: name, layers: shipped[name] ?? [], siteLayers: site[name] ?? [], languages: languages)
            }
        }
        if sideBySide {
            // The longest work first, so that no thread waits for another at the end.
            let sizes = names.map { name in ((shipped[name] ?? []) + (site[name] ?? [])).reduce(0) { $0 + $1.terms.count } }
            let largestFirst = names.indices.sorted { sizes[$0] > sizes[$1] }.map { folders[$0] }
            ([data] as [any DeferredWork] + largestFirst).runSideBySide()
        }
        self.data = try data.output()
        synonyms = DictionarySet.knowingEachOther(try folders.map { try $0.output() })
        files = self.data.sources.map(\.file) + shippedFiles + siteLayers
        sources = DictionarySources(
            dataFiles: self.data.sources.map(\.file), synonymFolder: synonymFolder, siteLayers: siteLayers, languages: languages)
    }

    /// The same sets, each asking for whatever context the others ask for, so that plugins claim the same inputs with each
    /// and what they answer can be compared.
    public static func askingAlike(_ sets: [DictionarySet]) -> [DictionarySet] {
        sets.map { set in
            var set = set
            for name in set.synonyms.keys {
                let keywords = Set(sets.flatMap { $0.synonyms[name]?.conditionKeywords ?? [] }).sorted()
                set.synonyms[name]?.conditionKeywords = keywords
                set.sources.conditionKeywords[name] = keywords
            }
            return set
        }
    }

    /// Where conditions of a dictionary ask for an attribute that another one folds, either may be named: the value or its
    /// term.
    private static func knowingEachOther(_ folders: [SynonymFolder]) -> [String: SynonymFolder] {
        let all = Dictionary(uniqueKeysWithValues: folders.map { ($0.name, $0) })
        return all.mapValues { folder in
            var folder = folder
            for keyword in folder.conditionKeywords {
                let other = folders.first { $0.name != folder.name && $0.layers.contains { $0.tags.contains(keyword) } }
                folder.contextFolders[keyword] = other
            }
            return folder
        }
    }

    /// The data dictionaries of a folder, in the order in which they lie over each other.
    private static let dataFiles = ["dicom.xml", "part06.xml", "private.xml"]

    /// Loads `dicom.xml` and `part06.xml`, of which one must be there, and `private.xml` when it is there.
    /// - Parameters:
    ///   - files: data dictionaries of either form, laid over those of the folder in the given order.
    ///   - sideBySide: on several threads, which stay.
    /// - Throws: `DictionaryError` with file and line.
    public static func dataDictionary(folder: String, adding files: [String] = [], sideBySide: Bool = true) throws -> DataDictionary {
        let documents = try (dataDictionaryFiles(in: folder) + files).map { path in Deferred { try DataDictionaryFile(path: path) } }
        if sideBySide { (documents as [any DeferredWork]).runSideBySide() }
        return DataDictionary(files: try documents.map { try $0.output() })
    }

    /// The paths of a folder's data dictionaries, in order.
    /// - Throws: `DictionaryError` for a folder that has no dictionary of the standard elements.
    public static func dataDictionaryFiles(in folder: String) throws -> [String] {
        let names = Set(try xmlFiles(in: folder))
        guard names.contains("dicom.xml") || names.contains("part06.xml") else {
            throw DictionaryError(.cannotRead, "there is neither dicom.xml nor part06.xml in this folder", file: folder)
        }
        return dataFiles.filter(names.contains).map { folder + "/" + $0 }
    }

    /// Loads every synonym dictionary of a folder but those that are excluded.
    public static func synonymDictionaries(folder: String, excluding isExcluded: (String) -> Bool) throws -> [SynonymDictionary] {
        let documents = try synonymFiles(in: folder).filter { !isExcluded($0) }.map { path in Deferred { try SynonymDictionary(path: path) } }
        (documents as [any DeferredWork]).runSideBySide()
        return try documents.map { try $0.output() }
    }

    private static func synonymFiles(in folder: String) throws -> [String] {
        try xmlFiles(in: folder).filter { !dataFiles.contains($0) }.map { folder + "/" + $0 }
    }

    private static func xmlFiles(in folder: String) throws -> [String] {
        guard let names = FolderListing.names(in: folder, endingWith: ".xml") else {
            throw DictionaryError(.cannotRead, String(cString: strerror(errno)).lowercased(), file: folder)
        }
        return names
    }

    /// Which of some dictionaries fold a value by an entry for the whole of it, rather than taking it apart: bit i for the i-th.
    /// - Parameter names: 64 at most.
    public func recognizing(_ value: String, among names: [String], context: [String: String]) -> UInt64 {
        let form = FoldForm(value)
        var found: UInt64 = 0
        for (place, name) in names.prefix(64).enumerated() where synonyms[name]?.foldsWhole(form, context) == true { found |= 1 << UInt64(place) }
        return found
    }

    /// The synonym dictionary of that name, or the first by name that folds the attribute of that keyword.
    public func folder(for nameOrKeyword: String) -> SynonymFolder? {
        synonyms[nameOrKeyword]
            ?? synonyms.values.filter { $0.layers.contains { $0.tags.contains(nameOrKeyword) } }.min { $0.name < $1.name }
    }
}

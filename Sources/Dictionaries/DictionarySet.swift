import DICOM
import Glibc

/// All dictionaries of a run: the data dictionary and every synonym dictionary found, by name.
public struct DictionarySet: Sendable {
    public let data: DataDictionary
    public let synonyms: [String: SynonymFolder]
    /// The files that were loaded, in order.
    public let files: [String]

    /// Loads a folder: its data dictionaries, as `dataDictionary(folder:adding:)` does, and every other `.xml` file as a
    /// synonym dictionary. Files of `siteLayers` go on top of the dictionaries whose name they bear.
    /// - Parameters:
    ///   - dataDictionaries: data dictionary files, laid over those of the folder.
    ///   - languages: those whose entries fold.
    /// - Throws: `DictionaryError` with file and line.
    public init(
        folder: String, dataDictionaries: [String] = [], siteLayers: [String] = [], languages: FoldLanguages = .all
    ) throws {
        let data = try DictionarySet.dataDictionary(folder: folder, adding: dataDictionaries)
        try self.init(data: data, synonymFolder: folder, siteLayers: siteLayers, languages: languages)
    }

    /// Loads the synonym dictionaries of a folder, which need not hold `dicom.xml`, beside a data dictionary that is there
    /// already.
    /// - Throws: `DictionaryError` with file and line.
    public init(data: DataDictionary, synonymFolder: String, siteLayers: [String] = [], languages: FoldLanguages = .all) throws {
        let shippedFiles = try DictionarySet.synonymFiles(in: synonymFolder)
        let shipped = Dictionary(grouping: try shippedFiles.map { try SynonymDictionary(path: $0) }, by: \.name)
        let site = Dictionary(grouping: try siteLayers.map { try SynonymDictionary(path: $0) }, by: \.name)
        var synonyms: [String: SynonymFolder] = [:]
        for name in Set(shipped.keys).union(site.keys).sorted() {
            synonyms[name] = try SynonymFolder(name: name, layers: shipped[name] ?? [], siteLayers: site[name] ?? [], languages: languages)
        }
        self.data = data
        self.synonyms = synonyms
        files = data.sources.map(\.file) + shippedFiles + siteLayers
    }

    /// The data dictionaries of a folder, in the order in which they lie over each other.
    private static let dataFiles = ["dicom.xml", "part06.xml", "private.xml"]

    /// Loads `dicom.xml` and `part06.xml`, of which one must be there, and `private.xml` when it is there.
    /// - Parameter files: data dictionaries of either form, laid over those of the folder in the given order.
    /// - Throws: `DictionaryError` with file and line.
    public static func dataDictionary(folder: String, adding files: [String] = []) throws -> DataDictionary {
        try DataDictionary(paths: dataDictionaryFiles(in: folder) + files)
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
        try synonymFiles(in: folder).filter { !isExcluded($0) }.map { try SynonymDictionary(path: $0) }
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

    /// The synonym dictionary of that name, or the first by name that folds the attribute of that keyword.
    public func folder(for nameOrKeyword: String) -> SynonymFolder? {
        synonyms[nameOrKeyword]
            ?? synonyms.values.filter { $0.layers.contains { $0.tags.contains(nameOrKeyword) } }.min { $0.name < $1.name }
    }
}

/// The files and choices that a set of dictionaries was loaded from.
public struct DictionarySources: Sendable {
    /// Data dictionaries, in the order in which they lie over each other.
    public var dataFiles: [String]
    /// Every `.xml` file of it that is no data dictionary is a synonym dictionary.
    public var synonymFolder: String
    /// Synonym dictionaries that lie over those of the folder.
    public var siteLayers: [String]
    public var languages: FoldLanguages
    /// Attributes that a dictionary of this name asks for, where they are not those of its own entries.
    public var conditionKeywords: [String: [String]] = [:]

    public init(dataFiles: [String], synonymFolder: String, siteLayers: [String], languages: FoldLanguages) {
        self.dataFiles = dataFiles
        self.synonymFolder = synonymFolder
        self.siteLayers = siteLayers
        self.languages = languages
    }
}

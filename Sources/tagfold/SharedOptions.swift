import ArgumentParser
import DICOM
import Dictionaries
import Reports
import TagTable

/// Where the shipped dictionaries lie, and which data dictionaries the site lays over them.
struct DictionaryFolder: ParsableArguments {
    @Option(
        name: .customLong("dictionaries"),
        help: ArgumentHelp("Folder with dicom.xml or part06.xml, and the synonym dictionaries.", valueName: "folder"))
    var folder: String?

    @Option(
        name: .customLong("data-dictionary"),
        help: ArgumentHelp(
            """
            Data elements of your own, laid over the shipped ones: a dataDictionary, a privateDictionary, or part06.xml of \
            the standard. May repeat.
            """,
            valueName: "file"))
    var dataDictionaries: [String] = []

    /// The data dictionary alone, for commands that fold nothing. Notes its conflicts.
    func loadData() throws -> DataDictionary {
        let data = try attempt { try DictionarySet.dataDictionary(folder: $0, adding: dataDictionaries) }
        noteConflicts(of: data)
        return data
    }

    /// Says where data dictionaries do not agree: all of it is in run.json.
    func noteConflicts(of data: DataDictionary) {
        for conflict in data.conflicts.prefix(10) {
            Terminal.note("data dictionaries: " + Escape.terminal(Terminal.shortened(conflict.description)))
        }
        if data.conflicts.count > 10 { Terminal.note("data dictionaries: … and \(data.conflicts.count - 10) more") }
    }

    /// Nil when there is none.
    var path: String? { folder ?? InstalledFiles.dictionaries() }

    func attempt<T>(_ load: (String) throws -> T) throws -> T {
        guard let folder = path else {
            throw CommandFailure(.badUsage, "no dictionaries found beside the command; name their folder with --dictionaries")
        }
        do { return try load(folder) } catch let error as DictionaryError {
            throw CommandFailure(.badUsage, error.description)
        }
    }
}

/// The layers of dictionaries that a command reads.
struct DictionaryLayers: ParsableArguments {
    @OptionGroup var shipped: DictionaryFolder

    @Option(
        name: .customLong("site-dictionary"),
        help: ArgumentHelp("A synonym dictionary of your own, laid over the shipped one of the same name. May repeat.", valueName: "file"))
    var siteDictionaries: [String] = []

    /// All layers, the site's on top.
    func load(_ languages: FoldLanguages = .all) throws -> DictionarySet {
        let set = try shipped.attempt {
            try DictionarySet(folder: $0, dataDictionaries: shipped.dataDictionaries, siteLayers: siteDictionaries, languages: languages)
        }
        shipped.noteConflicts(of: set.data)
        for folder in set.synonyms.values.sorted(by: { $0.name < $1.name }) where folder.layers.allSatisfy({ siteDictionaries.contains($0.file) }) {
            Terminal.note("no shipped dictionary is called “\(Escape.terminal(folder.name))”: that of the site folds only what a plugin asks it for")
        }
        return set
    }

    /// Without the site's.
    func loadShipped(_ languages: FoldLanguages) throws -> DictionarySet {
        try shipped.attempt { try DictionarySet(folder: $0, languages: languages) }
    }
}

/// What a command folds with.
struct DictionaryOptions: ParsableArguments {
    @OptionGroup var layers: DictionaryLayers

    @Option(
        name: .customLong("language"),
        help: ArgumentHelp(
            "Languages whose words fold, besides English, Latin and words without a language; by default all.", valueName: "hr,de"))
    var languageList: String?

    var shipped: DictionaryFolder { layers.shipped }
    var siteDictionaries: [String] {
        get { layers.siteDictionaries }
        set { layers.siteDictionaries = newValue }
    }

    private var tags: [String]? { languageList?.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed } }
    var languages: FoldLanguages { tags.map(FoldLanguages.init) ?? .all }

    func validate() throws {
        guard let wrong = tags?.first(where: { !SiteSheet.isLanguage($0) }) else { return }
        throw ValidationError("--language takes language tags parted by commas, such as hr,de, not “\(wrong)”.")
    }

    /// All layers, the site's on top.
    func load() throws -> DictionarySet {
        let set = try layers.load(languages)
        try checkLanguages([set])
        return set
    }

    /// Without the site's.
    func loadShipped() throws -> DictionarySet { try layers.loadShipped(languages) }

    /// - Throws: `CommandFailure` for a language that has no word in any of the sets: it is a slip.
    func checkLanguages(_ sets: [DictionarySet]) throws {
        let known = Set(sets.flatMap(\.languages))
        guard let wrong = languages.chosenTags?.first(where: { !known.contains($0) }) else { return }
        let others = known.sorted().joined(separator: ", ")
        throw CommandFailure(.badUsage, "no dictionary has words of the language “\(wrong)”; there are \(others), and en, which always folds")
    }
}

extension String {
    /// Without spaces at its ends.
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}

/// How files are read.
struct ReadingOptions: ParsableArguments {
    @Option(help: "Threads that read and compute. The result does not depend on it.")
    var threads = ProcessorCount.available

    @Option(
        name: .customLong("charset"),
        help: ArgumentHelp(
            "Encoding of files that declare none, and of lists that are not UTF-8 (CP1250), or of those that declare another one (ISO_IR 100=CP1252). May repeat.",
            valueName: "[declared=]encoding"))
    var characterSets: [String] = []

    @Flag(help: "Keep what could be read of damaged files. By default they are reported and set aside.")
    var keepDamaged = false

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads takes 1 to 1024.") }
    }

    func characterSetOverride() throws -> CharacterSetOverride {
        do { return try CharacterSetOverride(rules: characterSets) } catch let error as DICOMError {
            throw CommandFailure(.badUsage, error.reason)
        }
    }

    func scanOptions(_ dictionary: DataDictionary) throws -> ScanOptions {
        var options = ScanOptions(dictionary: dictionary)
        options.threads = threads
        options.characterSets = try characterSetOverride()
        options.keepsDamaged = keepDamaged
        return options
    }
}

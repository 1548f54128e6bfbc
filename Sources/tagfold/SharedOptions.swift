import ArgumentParser
import DICOM
import Dictionaries
import Reports
import TagTable

/// Where the shipped dictionaries lie.
struct DictionaryFolder: ParsableArguments {
    @Option(name: .customLong("dictionaries"), help: ArgumentHelp("Folder with dicom.xml and the synonym dictionaries.", valueName: "folder"))
    var folder: String?

    /// The data dictionary alone, for commands that fold nothing.
    func loadData() throws -> DataDictionary { try attempt { try DictionarySet.dataDictionary(folder: $0) } }

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

/// Which dictionaries a command folds with.
struct DictionaryOptions: ParsableArguments {
    @OptionGroup var shipped: DictionaryFolder

    @Option(
        name: .customLong("site-dictionary"),
        help: ArgumentHelp("A synonym dictionary of your own, laid over the shipped one of the same name. May repeat.", valueName: "file"))
    var siteDictionaries: [String] = []

    /// All layers, the site's on top.
    func load() throws -> DictionarySet {
        let set = try shipped.attempt { try DictionarySet(folder: $0, siteLayers: siteDictionaries) }
        for folder in set.synonyms.values.sorted(by: { $0.name < $1.name }) where folder.layers.allSatisfy({ siteDictionaries.contains($0.file) }) {
            Terminal.note("no shipped dictionary is called “\(Escape.terminal(folder.name))”: that of the site folds only what a plugin asks it for")
        }
        return set
    }

    /// Without the site's.
    func loadShipped() throws -> DictionarySet { try shipped.attempt { try DictionarySet(folder: $0) } }
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

import ArgumentParser
import DICOM
import Dictionaries
import Glibc
import PluginHost
import Reports
import TagTable

struct DictionaryDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells what changes in an archive when dictionary B takes the place of dictionary A.",
        discussion: """
            Reads the archive once, lets all plugins work on it with A and then with B, and prints coverage before and after \
            and every value whose outcome changes. A and B are each

              shipped   the dictionaries that come with tagfold
              FILE      a site dictionary, laid over them
              FOLDER    synonym dictionaries in place of them (dicom.xml, part06.xml and private.xml there are passed over: \
            one data dictionary reads the archive)

            Files named with --site-dictionary lie below A and below B. Attributes that no plugin claims are not folded, \
            so they do not change.

            The output shows values as they stand in the files: keep it inside the hospital.

            Exit codes: 0 done; 1 with --fail-if-lost when a value is no longer understood; 2 bad usage or configuration; \
            3 input unreadable as a whole.

            EXAMPLE: tagfold dictionary diff shipped ours.xml /archive --tag BodyPartExamined
            """)

    @Argument(help: ArgumentHelp("“shipped”, a site dictionary, or a folder of dictionaries.", valueName: "A"))
    var before: String

    @Argument(help: ArgumentHelp("What takes the place of A.", valueName: "B"))
    var after: String

    @OptionGroup var archive: ArchivePaths

    @Option(help: ArgumentHelp("Compare only this attribute.", valueName: "keyword"))
    var tag: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print CSV, a line for each value that changes.")
    var csv = false

    @Flag(help: "Exit with code 1 when a value that was understood with A no longer is with B.")
    var failIfLost = false

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("Give --json or --csv, not both.") }
    }

    func run() throws {
        let data = try dictionaries.shipped.loadData()
        let path = try tag.map { try attribute($0, data) }
        let sets = DictionarySet.askingAlike([try load(before, data), try load(after, data)])
        try dictionaries.checkLanguages(sets)
        let (table, old) = try scanAndNormalize(sets[0], data)
        if let path, !old.results.contains(where: { $0.claims(path) }) {
            throw CommandFailure(.badUsage, "no plugin claims \(tag ?? "") in this archive, so no dictionary changes it")
        }
        let new = try normalize(table, sets[1], like: old)
        noteUnclaimed(sets, table, old)
        let diff = DictionaryDiff(old, new, table: table, names: (before, after), tag: path)
        if json {
            Terminal.print(String(decoding: try JSON.encode(diff).dropLast(), as: UTF8.self))
        } else {
            Terminal.print(csv ? diff.csv : diff.text(shippedFolder: dictionaries.shipped.path))
        }
        let lost = diff.count(.lost)
        guard failIfLost, lost > 0 else { return }
        let values = lost == 1 ? "value is" : "values are"
        throw CommandFailure(.gateFailed, "\(lost) \(values) no longer understood, in \(diff.instances(.lost)) instances")
    }

    private func attribute(_ text: String, _ data: DataDictionary) throws -> AttributePath {
        guard let path = data.path(text) else { throw CommandFailure(.badUsage, "the data dictionary has no attribute “\(text)”") }
        return path
    }

    /// The dictionaries that a word, a file or a folder stands for.
    private func load(_ name: String, _ data: DataDictionary) throws -> DictionarySet {
        let (common, languages) = (dictionaries.siteDictionaries, dictionaries.languages)
        return try dictionaries.shipped.attempt { shipped in
            if name == "shipped" { return try DictionarySet(data: data, synonymFolder: shipped, siteLayers: common, languages: languages) }
            var status = stat()
            guard stat(name, &status) == 0 else {
                throw CommandFailure(.badUsage, "there is no \(name), or it may not be read")
            }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            guard !isFolder else {
                let set = try DictionarySet(data: data, synonymFolder: name, siteLayers: common, languages: languages)
                guard !set.synonyms.isEmpty else { throw CommandFailure(.badUsage, "there is no synonym dictionary in \(name)") }
                return set
            }
            return try DictionarySet(data: data, synonymFolder: shipped, siteLayers: common + [name], languages: languages)
        }
    }

    private func scanAndNormalize(_ set: DictionarySet, _ data: DataDictionary) throws -> (TagTable, Normalization) {
        let host = try plugins.load(set)
        defer { host.finish() }
        plugins.noteRefusals(host)
        var options = try reading.scanOptions(data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options)
        return (table, host.normalize(table, threads: reading.threads))
    }

    /// Loads the plugins anew, since they may have kept what the first dictionaries told them.
    /// - Throws: `CommandFailure` when they are not the same as before: then a difference would not be the dictionaries'.
    private func normalize(_ table: TagTable, _ set: DictionarySet, like other: Normalization) throws -> Normalization {
        let host = try plugins.load(set)
        defer { host.finish() }
        let normalization = host.normalize(table, threads: reading.threads)
        let missing = Set(other.results.map(\.plugin.name)).subtracting(normalization.results.map(\.plugin.name)).sorted()
        guard missing.isEmpty else {
            let reasons = host.refusals.map { "\($0.path): \($0.reason)" }.joined(separator: "; ")
            throw CommandFailure(.badUsage, "with \(after) the plugin \(missing.joined(separator: ", ")) does not work: \(reasons)")
        }
        return normalization
    }

    /// Says where dictionaries differ whose attributes no plugin folds.
    private func noteUnclaimed(_ sets: [DictionarySet], _ table: TagTable, _ normalization: Normalization) {
        let unclaimed = Set(normalization.unclaimed.map { sets[0].data.text(table.columns[$0].path) })
        func files(_ set: DictionarySet, _ name: String) -> [String] { set.synonyms[name]?.layers.map(\.file) ?? [] }
        let names = Set(sets.flatMap { $0.synonyms.keys }).filter { files(sets[0], $0) != files(sets[1], $0) }
        let tags = Set(names.flatMap { name in sets.flatMap { $0.synonyms[name]?.layers.flatMap(\.tags) ?? [] } }).intersection(unclaimed)
        guard !tags.isEmpty else { return }
        Terminal.note("no plugin folds \(tags.sorted().map { Escape.terminal($0) }.joined(separator: ", ")), so nothing changes there")
    }
}

import ArgumentParser
import DICOM
import Dictionaries
import Glibc
import PluginHost
import Reports
import TagTable

struct DictionarySuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Drafts the entries that a dictionary lacks for an archive, each switched off until a person accepts it.",
        discussion: """
            Lists the values of an attribute that are not understood, by the instances that an entry would win, each with up \
            to three near terms and why: a spelling a few edits away, a value that was cut off, shared words, what \
            StudyDescription, SeriesDescription, ProtocolName and RequestedProcedureDescription of the same instances name, \
            and what other images of the same studies show. Of descriptions only terms of the dictionary are shown.

            --out writes a draft: a synonym dictionary whose entries have enabled="false". One that is there already is \
            continued: what it says stays. --review asks for each value; the draft is written after each answer, so that \
            nothing is lost by Ctrl-C:

              1 2 3  accept the candidate        t  type another term (or: t KNEE)
              m      stands for missing          s  skip: asked again next time, last
              b      back to the one before      q  quit

            The output and the draft hold values as they stand in the files (the draft is readable by you alone): keep them \
            inside the hospital.

            EXAMPLE: tagfold dictionary suggest /archive --tag BodyPartExamined --out draft.xml --review
            """)

    @OptionGroup var archive: ArchivePaths

    @Option(help: ArgumentHelp("The attribute whose values shall fold.", valueName: "keyword"))
    var tag: String

    @Option(help: ArgumentHelp("The draft to write, or to continue.", valueName: "file"))
    var out: String?

    @Option(help: "Most values to list: those of most instances.")
    var top = 200

    @Flag(help: "Ask for each value on the terminal; answers may also come from standard input.")
    var review = false

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions
    @OptionGroup var reading: ReadingOptions

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top takes 1 or more.") }
        if let out, out.isEmpty || out.hasSuffix("/") { throw ValidationError("--out takes a file.") }
        guard !review || out != nil else { throw ValidationError("--review needs --out, where the answers go.") }
    }

    func run() throws {
        let file = out.map(DraftFile.init)
        let before = try file?.read()
        let set = try load(with: before == nil ? nil : out)
        guard let path = set.data.path(tag) else { throw CommandFailure(.badUsage, "the data dictionary has no attribute “\(tag)”") }
        let folder = try folder(set.data.text(path), set, before)
        let suggestions = try suggest(path, set, folder)
        var draft = before.map { SuggestionDraft(continuing: $0, over: folder) }
            ?? SuggestionDraft(over: folder, tag: suggestions.tag, file: out ?? "")
        let unwritable = suggestions.add(to: &draft)
        if !review { Terminal.print(suggestions.text) }
        if unwritable > 0 {
            let values = unwritable == 1 ? "value holds" : "values hold"
            Terminal.note("\(unwritable) \(values) characters that nobody sees or XML cannot write: no entry can be drafted")
        }
        guard let file else { return }
        try file.write(draft)
        if before != nil { Terminal.note("\(Escape.terminal(file.path)) is continued: what it said stays") }
        if review {
            var session = SuggestionReview(suggestions, folder: folder, draft: draft, file: file)
            try session.run()
            draft = session.draft
        }
        Terminal.note("\(Escape.terminal(file.path)): \(draft.acceptedCount) \(draft.acceptedCount == 1 ? "entry" : "entries") switched on, \(draft.waitingCount) off")
    }

    /// All layers; a draft that is continued lies on top, so that what it accepts is no longer asked for.
    private func load(with draft: String?) throws -> DictionarySet {
        var options = dictionaries
        let known = Set(options.siteDictionaries.map(DictionaryLintCommand.realPath))
        if let draft, !known.contains(DictionaryLintCommand.realPath(draft)) { options.siteDictionaries.append(draft) }
        return try options.load()
    }

    private func folder(_ keyword: String, _ set: DictionarySet, _ before: SynonymDictionary?) throws -> SynonymFolder {
        let folders = set.synonyms.values.filter { $0.layers.contains { $0.tags.contains(keyword) } }
        guard let folder = folders.min(by: { $0.name < $1.name }) else {
            throw CommandFailure(.badUsage, "no synonym dictionary folds \(keyword): none lists it as <tag>")
        }
        if let before, before.name != folder.name {
            throw CommandFailure(.badUsage, "\(out ?? "") is a dictionary “\(before.name)”, not “\(folder.name)”; name another file")
        }
        return folder
    }

    private func suggest(_ path: AttributePath, _ set: DictionarySet, _ folder: SynonymFolder) throws -> DictionarySuggestions {
        let host = try plugins.load(set)
        defer { host.finish() }
        plugins.noteRefusals(host)
        var options = try reading.scanOptions(set.data)
        options.nestedPaths = host.nestedPaths
        let table = try Archive.scan(archive.paths, options: options)
        let normalization = host.normalize(table, threads: reading.threads)
        let progress = ProgressLine("looking for near terms")
        defer { progress.clear() }
        return DictionarySuggestions(normalization, path, table: table, folder: folder, dictionaries: set, top: top) {
            progress.show($0, of: $1)
        }
    }
}

/// The file of a draft.
struct DraftFile {
    let path: String

    /// What it holds; nil where there is none yet.
    func read() throws -> SynonymDictionary? {
        var status = stat()
        // One that may not be read is there, too, and must not be replaced.
        guard lstat(path, &status) == 0 else { return nil }
        do { return try SynonymDictionary(path: path) } catch let error as DictionaryError {
            throw CommandFailure(.badUsage, "the draft cannot be continued: \(error)")
        }
    }

    /// Writes the draft whole, or leaves the old one as it was.
    func write(_ draft: SuggestionDraft) throws {
        let slash = path.lastIndex(of: "/")
        let folder = try OutputFolder(slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        do { try folder.write(name, draft.dictionary.xml()) } catch let error as DictionaryError {
            throw CommandFailure(.badUsage, error.description)
        }
    }
}

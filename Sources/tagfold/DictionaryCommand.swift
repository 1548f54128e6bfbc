import ArgumentParser
import Dictionaries
import Reports

struct DictionaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dictionary", abstract: "Works with synonym dictionaries and data dictionaries.",
        discussion: "EXAMPLE: tagfold dictionary explain BodyPartExamined \"C_A_P\"",
        subcommands: [
            DictionaryExplainCommand.self, DictionaryLintCommand.self, DictionarySuggestCommand.self, DictionaryDiffCommand.self,
            DictionaryExportCommand.self, DictionaryImportCommand.self,
        ])
}

struct DictionaryExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows which entry folds a value, and what it would be without the site's layer; of a tag, what data dictionaries say.",
        discussion: """
            Of a tag alone it tells the entry that counts, the file and line that it stands in, and what it took the place \
            of. A private tag has its creator behind it; without, it stands for that of every creator.

            Exit code 1 when the value does not fold, or no data dictionary knows the tag. Parsers may do more than fold: \
            BodyPartExamined first splits off a word for the side.

            EXAMPLE: tagfold dictionary explain BodyPartExamined HEAD --context Modality=CR --site-dictionary ours.xml
            EXAMPLE: tagfold dictionary explain '0019xx0C@"SIEMENS MR HEADER"' --data-dictionary ours.xml
            """)

    @Argument(
        help: ArgumentHelp(
            "Keyword of an attribute; with a value also the name of a dictionary, without one also a tag: 0028,0030 or 0019xx0C@CREATOR.",
            valueName: "tag"))
    var tag: String

    @Argument(help: ArgumentHelp("The value, as it stands in the files.", valueName: "value"))
    var value: String?

    @Option(help: ArgumentHelp("Another attribute's value, for entries that hold only there. May repeat.", valueName: "keyword=value"))
    var context: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var dictionaries: DictionaryOptions

    func validate() throws {
        _ = try pairs()
        guard value != nil || context.isEmpty else { throw ValidationError("--context goes with a value.") }
    }

    func run() throws {
        if let value { try explain(value) } else { try explainTag() }
    }

    private func explainTag() throws {
        let explanation = DataElementExplanation(tag, in: try dictionaries.shipped.attempt {
            try DictionarySet.dataDictionary(folder: $0, adding: dictionaries.shipped.dataDictionaries)
        })
        Terminal.print(json ? String(decoding: try JSON.encode(explanation).dropLast(), as: UTF8.self) : explanation.text)
        if explanation.elements.isEmpty { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    private func explain(_ value: String) throws {
        let set = try dictionaries.load()
        guard let folder = set.folder(for: tag) else {
            throw CommandFailure(.badUsage, "no synonym dictionary is called “\(tag)” or folds that attribute; there are \(set.synonyms.keys.sorted().joined(separator: ", "))")
        }
        let shipped = dictionaries.siteDictionaries.isEmpty ? nil : try dictionaries.loadShipped().folder(for: tag)
        let explanation = FoldExplanation(value, context: try pairs(), folder: folder, shipped: shipped)
        Terminal.print(json ? String(decoding: try JSON.encode(explanation).dropLast(), as: UTF8.self) : explanation.text)
        if explanation.fold == nil { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    private func pairs() throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in context {
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { throw ValidationError("--context takes keyword=value, not “\(text)”.") }
            pairs[sides[0]] = sides[1]
        }
        return pairs
    }
}

import ArgumentParser
import Dictionaries
import Reports

struct DictionaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dictionary", abstract: "Works with synonym dictionaries.",
        discussion: "EXAMPLE: tagfold dictionary explain BodyPartExamined \"C_A_P\"",
        subcommands: [
            DictionaryExplainCommand.self, DictionaryLintCommand.self, DictionarySuggestCommand.self, DictionaryDiffCommand.self,
            DictionaryExportCommand.self, DictionaryImportCommand.self,
        ])
}

struct DictionaryExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows which entry folds a value, by which step, and what it would be without the site's layer.",
        discussion: """
            Exit code 1 when the value does not fold. Parsers may do more than fold: BodyPartExamined first splits off a \
            word for the side.

            EXAMPLE: tagfold dictionary explain BodyPartExamined HEAD --context Modality=CR --site-dictionary ours.xml
            """)

    @Argument(help: ArgumentHelp("Keyword of an attribute, or the name of a dictionary.", valueName: "tag"))
    var tag: String

    @Argument(help: ArgumentHelp("The value, as it stands in the files.", valueName: "value"))
    var value: String

    @Option(help: ArgumentHelp("Another attribute's value, for entries that hold only there. May repeat.", valueName: "keyword=value"))
    var context: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var dictionaries: DictionaryOptions

    func validate() throws { _ = try pairs() }

    func run() throws {
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

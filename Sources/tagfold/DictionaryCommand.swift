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

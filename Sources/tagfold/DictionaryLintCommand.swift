import ArgumentParser
import Dictionaries
import Glibc
import Reports

struct DictionaryLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Tells everything that is wrong with synonym and data dictionaries, each as file:line:column: message.",
        discussion: """
            Remarks tell what is no fault but worth a look: entries that say nothing new, or that take a value from another \
            layer. Files that bear one name are laid over each other in the given order, above the shipped dictionary of \
            that name; so are data dictionaries, above those shipped and those of --data-dictionary. What a file is, its \
            root tells: synonymDictionary, dataDictionary, privateDictionary, or the book of part06.xml.

            Exit codes: 0 no errors; 1 errors; 2 bad usage; 3 a file cannot be read.

            EXAMPLE: tagfold dictionary lint ours.xml our-elements.xml
            """)

    @Argument(help: ArgumentHelp("Dictionaries.", valueName: "file"))
    var files: [String]

    @Flag(help: "Leave all other dictionaries out: parents must stand in the files themselves.")
    var alone = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var shipped: DictionaryFolder

    func run() throws {
        var seen: Set<String> = []
        let paths = files.filter { seen.insert(DictionaryLintCommand.realPath($0)).inserted }
        let below = alone ? [] : try shipped.attempt { folder in
            try DictionarySet.synonymDictionaries(folder: folder) { seen.contains(DictionaryLintCommand.realPath($0)) }
        }
        let lint = try DictionaryLint(paths: paths, shipped: below) { alone ? nil : try dataDictionary(without: seen) }
        let report = LintReport(lint)
        if json {
            Terminal.print(String(decoding: try JSON.encode(report).dropLast(), as: UTF8.self))
        } else {
            if !report.text.isEmpty { Terminal.print(report.text) }
            for error in lint.unreadable { Terminal.printError(error.description) }
            Terminal.note(report.summary)
        }
        if !lint.unreadable.isEmpty { throw ExitCode(CommandFailure.Code.inputUnreadable.rawValue) }
        if lint.hasErrors { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    /// What lies below the files.
    private func dataDictionary(without files: Set<String>) throws -> DataDictionary {
        try shipped.attempt { folder in
            let paths = try DictionarySet.dataDictionaryFiles(in: folder) + shipped.dataDictionaries
            return try DataDictionary(paths: paths.filter { !files.contains(DictionaryLintCommand.realPath($0)) })
        }
    }

    /// The path without links, so that one file is known by each of its names.
    static func realPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

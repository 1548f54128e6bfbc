import ArgumentParser
import Dictionaries
import Reports
import TagTable

struct TagsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tags",
        abstract: "Shows what the tags of an archive hold: missing share, distinct values, top values.",
        discussion: """
            The output shows values as they stand in the files: keep it inside the hospital.

            EXAMPLE: tagfold tags /archive --csv > tags.csv
            """
    )

    @OptionGroup var archive: ArchivePaths

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print CSV, a line for each tag and value.")
    var csv = false

    @Option(help: "Values to show for a tag.")
    var top = 5

    @OptionGroup var dictionaries: DictionaryFolder
    @OptionGroup var reading: ReadingOptions

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("Give --json or --csv, not both.") }
        guard top >= 0 else { throw ValidationError("--top takes 0 or more.") }
    }

    func run() throws {
        let dictionary = try dictionaries.loadData()
        let table = try Archive.scan(archive.paths, options: reading.scanOptions(dictionary))
        let report = FrequencyReport(table, dictionary: dictionary, top: top)
        if json {
            Terminal.print(String(decoding: try JSON.encode(report).dropLast(), as: UTF8.self))
        } else {
            Terminal.print(csv ? report.csv : report.text)
        }
        let setAside = report.files.setAsideText()
        if !setAside.isEmpty { Terminal.note(setAside) }
    }
}

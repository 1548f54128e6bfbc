import ArgumentParser
import Dictionaries
import Reports

struct DictionaryExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a synonym dictionary as a sheet, a row an entry, that a spreadsheet program opens and import reads again.",
        discussion: """
            Without options the sheet is in UTF-16 and has tabs: the one form that Excel opens into columns by a double click \
            whatever the language of the computer. With --separator alone it is in UTF-8 with a byte order mark; Excel \
            opens ; where the language settings say so (as for Croatian, German and French), and , where they say that. \
            With --encoding alone the separator is a tab for utf-16, and ; for others.

            Text that the program would change, such as -, 1-2 or =A1, has an apostrophe before it, which import takes off \
            again. A character that the encoding does not have is an error.

            Exit codes: 0 done; 1 the dictionary is faulty, or does not fit into the encoding; 2 bad usage; 3 the file cannot \
            be read.

            EXAMPLE: tagfold dictionary export ours.xml --out ours.csv
            """)

    @Argument(help: ArgumentHelp("A synonym dictionary.", valueName: "file.xml"))
    var file: String

    @OptionGroup var output: OutputFile
    @OptionGroup var format: SheetFormat

    func run() throws {
        try output.check(against: file)
        let dictionary: SynonymDictionary
        do { dictionary = try SynonymDictionary(path: file) } catch let error as DictionaryError {
            throw CommandFailure(error.code == .cannotRead ? .inputUnreadable : .gateFailed, error.description)
        }
        let separator = format.givenSeparator ?? (format.givenEncoding.map { $0.isUTF16 } == false ? UInt8(ascii: ";") : UInt8(ascii: "\t"))
        let encoding = format.givenEncoding ?? (format.separator == nil ? .utf16LittleEndian : .utf8)
        let sheet = DictionarySheet(dictionary).written(separator: separator, encoding: encoding)
        guard sheet.faults.isEmpty else {
            for fault in sheet.faults { Terminal.note(Escape.terminal(fault.description)) }
            throw CommandFailure(.gateFailed, "nothing was written: \(sheet.faults.count) of the rows do not fit into \(encoding)")
        }
        try output.write(sheet.bytes, text: sheet.text)
    }
}

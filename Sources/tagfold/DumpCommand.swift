import ArgumentParser
import DICOM
import Dictionaries

struct DumpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Prints a file's data set in the DICOM JSON Model.",
        discussion: """
            PS3.18 Annex F, without pixel data: long binary values are left out, and BulkDataURI says where in the file \
            they lie. Problems go to standard error.

            EXAMPLE: tagfold dump image.dcm | python3 -m json.tool
            """
    )

    @Argument(help: ArgumentHelp("A DICOM file, or a bare data set.", valueName: "file"))
    var file: String

    @OptionGroup var dictionaries: DictionaryOptions

    @Option(
        name: .customLong("charset"),
        help: ArgumentHelp("Encoding of a file that declares none or another one; as for run.", valueName: "[declared=]encoding"))
    var characterSets: [String] = []

    @Option(help: ArgumentHelp("Binary values of up to this many bytes are printed in base 64.", valueName: "bytes"))
    var inlineBinary = 1024

    func run() throws {
        var reading = ReadingOptions()
        reading.characterSets = characterSets
        var limits = ReadLimits()
        limits.keptBinaryBytes = max(0, inlineBinary)
        let reader = DICOMReader(dictionary: try dictionaries.loadData().vrTable, limits: limits)
        guard reader.read(path: file) else {
            throw CommandFailure(.inputUnreadable, "\(file): \(reader.problems.map(\.description).joined(separator: "; "))")
        }
        let (dataSet, problems) = reader.dataSet(override: try reading.characterSetOverride())
        Terminal.print(dataSet.json)
        for problem in reader.problems + problems { Terminal.printError("\(file): \(problem)") }
    }
}

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

            With --attribute, one attribute wherever its object keeps it: at the top level, in the functional groups that \
            all frames share, or in those of one frame.

            EXAMPLE: tagfold dump image.dcm | python3 -m json.tool
            EXAMPLE: tagfold dump enhanced.dcm --attribute PixelSpacing --frame 3
            """
    )

    @Argument(help: ArgumentHelp("A DICOM file, or a bare data set.", valueName: "file"))
    var file: String

    @OptionGroup var dictionaries: DictionaryFolder

    @Option(
        name: .customLong("charset"),
        help: ArgumentHelp("Encoding of a file that declares none or another one; as for run.", valueName: "[declared=]encoding"))
    var characterSets: [String] = []

    @Option(help: ArgumentHelp("Binary values of up to this many bytes are printed in base 64.", valueName: "bytes"))
    var inlineBinary = 1024

    @Option(help: ArgumentHelp("Print this attribute alone, and where it stands.", valueName: "keyword"))
    var attribute: String?

    @Option(help: ArgumentHelp("Frame for --attribute, from 1; the middle one by default.", valueName: "number"))
    var frame: Int?

    func validate() throws {
        guard frame.map({ $0 >= 1 }) ?? true else { throw ValidationError("--frame counts from 1.") }
        guard frame == nil || attribute != nil else { throw ValidationError("--frame goes with --attribute.") }
    }

    func run() throws {
        var reading = ReadingOptions()
        reading.characterSets = characterSets
        var limits = ReadLimits()
        limits.keptBinaryBytes = max(0, inlineBinary)
        let dictionary = try dictionaries.loadData()
        let reader = DICOMReader(dictionary: dictionary.vrTable, limits: limits)
        guard reader.read(path: file) else {
            throw CommandFailure(.inputUnreadable, "\(file): \(reader.problems.map(\.description).joined(separator: "; "))")
        }
        let (dataSet, problems) = reader.dataSet(override: try reading.characterSetOverride())
        Terminal.print(try attribute.map { try found($0, in: dataSet, dictionary) } ?? dataSet.json)
        for problem in reader.problems + problems { Terminal.printError("\(file): \(problem)") }
    }

    /// One attribute as a data set of its own, after a line on standard error that says where it stands.
    private func found(_ attribute: String, in dataSet: DataSet, _ dictionary: DataDictionary) throws -> String {
        guard let path = dictionary.path(attribute), !path.isNested else {
            throw CommandFailure(.badUsage, "the data dictionary has no attribute “\(attribute)”")
        }
        let frames = max(1, dataSet.functionalGroupFrames)
        guard frame.map({ $0 <= frames }) ?? true else {
            throw CommandFailure(.badUsage, "\(file): functional groups are there for \(frames) frame\(frames == 1 ? "" : "s")")
        }
        guard let (entry, location) = dataSet.lookup(path.leaf.tag, frame: frame.map { $0 - 1 }) else {
            throw CommandFailure(.inputUnreadable, "\(file): no \(attribute), neither at the top level nor in functional groups")
        }
        Terminal.note("\(attribute) stands \(place(location))")
        return DataSet(entries: [entry]).json
    }

    private func place(_ location: AttributeLocation) -> String {
        switch location {
        case .topLevel: "at the top level"
        case .sharedFunctionalGroups: "in the functional groups that all frames share"
        case .perFrameFunctionalGroups(let frame): "in the functional groups of frame \(frame + 1)"
        }
    }
}

import DICOM
import Dictionaries
import Logging
import Synchronization
import TagTable
import TestSupport

@testable import PluginHost

/// The plugins of `Tests/FixturePlugins`. Each is built once, and loaded from a copy of its own wherever it is used.
enum FixturePlugins {
    /// A plugin that `Declared.c` makes when it is told to say something of itself.
    struct Declared {
        var name: String
        var defines: [String: String] = [:]
    }

    private static let compiler = Result { try CCompiler() }
    private static let built = Mutex<[String: [UInt8]]>([:])

    /// Puts the named fixtures into a new folder, each as the plugin of its own name.
    static func folder(_ sources: [String] = [], declared: [Declared] = []) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for source in sources { try add(source, source, [:], to: folder) }
        for plugin in declared { try add(plugin.name, "Declared", plugin.defines, to: folder) }
        return folder
    }

    @discardableResult
    static func add(_ name: String, _ source: String, _ defines: [String: String], to folder: TemporaryFolder) throws -> String {
        let library = try built.withLock { built in
            let key = "\(name) \(source) \(defines.sorted { $0.key < $1.key })"
            if let known = built[key] { return known }
            let workshop = try TemporaryFolder()
            let library = try TemporaryFolder.read(try compiler.get().plugin(name, from: source, defines: defines, in: workshop))
            built[key] = library
            return library
        }
        return try folder.write("lib\(name).so", library)
    }

    /// A host of the named fixtures, none of which it refuses.
    static func host(
        _ sources: [String], dictionaries: DictionarySet, options: [String: [String: String]] = [:], log: LogBook = LogBook()
    ) throws -> PluginHost {
        let folder = try folder(sources)
        let host = PluginHost(folders: [folder.path], dictionaries: dictionaries, options: options, logger: log.logger)
        guard host.refusals.isEmpty else { throw SupportFailure("\(host.refusals)") }
        return host
    }

    /// A data dictionary of what the fixtures claim, and the synonym dictionary `fixtures`.
    static func dictionaries() throws -> DictionarySet {
        let folder = try dictionaryFolder()
        return try withExtendedLifetime(folder) { try DictionarySet(folder: folder.path) }
    }

    /// The folder that they are loaded from.
    static func dictionaryFolder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("dicom.xml", dataDictionary)
        try folder.write("fixtures.xml", synonyms)
        return folder
    }

    private static let dataDictionary = """
        <dataDictionary edition="test">
          <element tag="0008103E" keyword="SeriesDescription" name="Series Description" vr="LO" vm="1"/>
          <element tag="00081030" keyword="StudyDescription" name="Study Description" vr="LO" vm="1"/>
          <element tag="00101020" keyword="PatientSize" name="Patient's Size" vr="DS" vm="1"/>
          <element tag="00101030" keyword="PatientWeight" name="Patient's Weight" vr="DS" vm="1"/>
          <element tag="00204000" keyword="ImageComments" name="Image Comments" vr="LT" vm="1"/>
          <element tag="00280010" keyword="Rows" name="Rows" vr="US" vm="1"/>
          <element tag="00181310" keyword="AcquisitionMatrix" name="Acquisition Matrix" vr="US" vm="4"/>
          <element tag="00280030" keyword="PixelSpacing" name="Pixel Spacing" vr="DS" vm="2"/>
          <element tag="00281050" keyword="WindowCenter" name="Window Center" vr="DS" vm="1-n"/>
        </dataDictionary>
        """

    private static let synonyms = """
        <synonymDictionary name="fixtures" version="1">
          <term name="KNEE" parent="LEG"><code scheme="SCT" value="72696002" meaning="Knee"/><synonym lang="de">Knie</synonym></term>
          <term name="LEG"/>
          <sentinel>to be filled</sentinel>
        </synonymDictionary>
        """
}

/// Tables of made files.
enum Tables {
    static let seriesDescription: UInt32 = 0x0008_103E
    static let studyDescription: UInt32 = 0x0008_1030
    static let imageComments: UInt32 = 0x0020_4000
    static let patientSize: UInt32 = 0x0010_1020
    static let patientWeight: UInt32 = 0x0010_1030

    static func scan(_ files: [DICOMFile], _ dictionaries: DictionarySet) throws -> TagTable {
        let folder = try TemporaryFolder()
        for (number, file) in files.enumerated() {
            let digits = String(number)
            try folder.write(String(repeating: "0", count: 6 - digits.count) + digits, file.bytes)
        }
        return Scanner(options: ScanOptions(dictionary: dictionaries.data)).scan([folder.path])
    }

    /// One file a script for the plugin Scripted; none of the element where the script is nil.
    static func scripts(_ scripts: [String?], _ dictionaries: DictionarySet) throws -> TagTable {
        try scan(
            scripts.enumerated().map { number, script in
                let image = DICOMFile.image(number)
                return script.map { image.with(imageComments, "LT", $0) } ?? image
            }, dictionaries)
    }
}

/// Keeps what plugins log.
final class LogBook: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(book: self) }
        logger.logLevel = .debug
        return logger
    }

    fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let plugin = metadata["plugin"].map { "\($0) " } ?? ""
            book.add("\(event.level) \(plugin)\(event.message)")
        }
    }
}

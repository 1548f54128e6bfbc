import DICOM
import DICOMTestSupport
import Dictionaries
import TagTable
import TestSupport

/// Not Swift Testing's.
typealias Tag = DICOM.Tag

/// A folder of files made by a test, and its scans.
struct Archive {
    let folder: TemporaryFolder

    static let encoder = DataSetEncoder.explicitLittle

    /// Data sets in explicit VR little endian, as files `0000`, `0001`, ….
    init(_ dataSets: [[UInt8]]) throws {
        folder = try TemporaryFolder()
        for (index, dataSet) in dataSets.enumerated() { try write(Archive.name(index), dataSet) }
    }

    static func name(_ index: Int) -> String { String("0000\(index)".suffix(5)) }

    func write(_ name: String, _ dataSet: [UInt8]) throws { try folder.write(name, File.part10(dataSet)) }

    static let dictionary = Result {
        try DataDictionary(paths: ["dicom", "private"].map { Places.repository + "/dictionaries/\($0).xml" })
    }

    func scan(threads: Int = 2, _ change: (inout ScanOptions) -> Void = { _ in }) throws -> TagTable {
        var options = ScanOptions(dictionary: try Archive.dictionary.get())
        options.threads = threads
        change(&options)
        return Scanner(options: options).scan([folder.path])
    }

    static func text(_ tag: Tag, _ vr: String, _ value: String) -> [UInt8] { encoder.element(tag, vr, value) }
}

extension TagTable {
    /// Everything in the table, as text that can be compared.
    var transcript: [String] {
        columns.map { column in
            let values = (0..<column.values.count).map { "\(column.values[$0])/\(column.representations[$0])/\(column.counts[$0])" }
            let codes = (0..<rowCount).map { String(column.codes[$0]) }
            return "\(column.path) \(column.vr) \(values) \(codes.joined(separator: ",")) \(column.overlong.sorted()) \(column.locations)"
        } + (0..<files.paths.count).map { "\(files.paths[$0]) \(files.outcome($0))" } + fileOfRow.map(String.init)
    }

    /// The value of a row; nil where it is absent.
    func value(_ path: AttributePath, _ row: Int) -> String? {
        guard let column = self[path], column.codes[row] > 0 else { return nil }
        return column.values[column.codes[row] - 1]
    }
    func value(_ tag: Tag, _ row: Int) -> String? { value(AttributePath(tag), row) }
}

extension TagColumn {
    var texts: [String] { (0..<values.count).map { values[$0] } }
}

extension Tag {
    static let seriesDescription = Tag(0x0008, 0x103E)
    static let patientName = Tag(0x0010, 0x0010)
    static let comments = Tag(0x0010, 0x4000)
    static let sliceThickness = Tag(0x0018, 0x0050)
    static let pixelSpacing = Tag(0x0028, 0x0030)
    static let pixelMeasures = Tag(0x0028, 0x9110)
    static let referencedImages = Tag(0x0008, 0x1140)
    static let referencedInstance = Tag(0x0008, 0x1155)
}

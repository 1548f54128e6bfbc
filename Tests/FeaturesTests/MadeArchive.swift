import DICOM
import Dictionaries
import PluginHost
import TagTable
import TestSupport

@testable import Features

/// An archive of made files, scanned, with what plugins made of it.
struct MadeArchive {
    let table: TagTable
    let normalization: Normalization
    let dictionary: DataDictionary

    /// - Parameters:
    ///   - files: their elements come on top of those of a small image.
    ///   - plugins: names of shipped plugins to run over it.
    init(_ files: [DICOMFile], plugins: [String] = []) throws {
        let folder = try TemporaryFolder()
        for (number, file) in files.enumerated() { try folder.write("\(1000 + number).dcm", file.bytes) }
        let settings = try TemporaryFolder()
        try settings.write("dicom.xml", MadeArchive.xml)
        let dictionaries = try DictionarySet(folder: settings.path)
        dictionary = dictionaries.data
        table = Scanner(options: ScanOptions(dictionary: dictionary)).scan([folder.path])
        guard table.rowCount == files.count else { throw SupportFailure("\(table.rowCount) of \(files.count) files were read") }
        let libraries = try plugins.map { try Places.products() + "/lib\($0).so" }
        let host = PluginHost(folders: [], files: libraries, dictionaries: dictionaries)
        guard host.refusals.isEmpty else { throw SupportFailure("\(host.refusals)") }
        normalization = host.normalize(table)
    }

    /// Files that differ in one element.
    static func files(_ tag: UInt32, _ vr: String, _ values: [String?]) -> [DICOMFile] {
        values.enumerated().map { number, value in
            let image = DICOMFile.image(number)
            return value.map { image.with(tag, vr, $0) } ?? image
        }
    }

    func select(maximumTags: Int = 70, onlyImages: Bool = true) -> (FeaturePlan, FeatureTable) {
        var selection = FeatureSelection()
        selection.maximumTags = maximumTags
        selection.onlyImages = onlyImages
        return selection.select(table, normalization, dictionary: dictionary)
    }

    func apply(_ plan: FeaturePlan) throws -> FeatureTable {
        try FeatureSelection().apply(plan, to: table, normalization, dictionary: dictionary).0
    }

    private static let xml = """
        <dataDictionary edition="test">
          <element tag="00020010" keyword="TransferSyntaxUID" name="" vr="UI" vm="1"/>
          <element tag="00080016" keyword="SOPClassUID" name="" vr="UI" vm="1"/>
          <element tag="00080018" keyword="SOPInstanceUID" name="" vr="UI" vm="1"/>
          <element tag="00080020" keyword="StudyDate" name="" vr="DA" vm="1"/>
          <element tag="00080005" keyword="SpecificCharacterSet" name="" vr="CS" vm="1-n"/>
          <element tag="00080021" keyword="SeriesDate" name="" vr="DA" vm="1"/>
          <element tag="00080022" keyword="AcquisitionDate" name="" vr="DA" vm="1"/>
          <element tag="00080023" keyword="ContentDate" name="" vr="DA" vm="1"/>
          <element tag="0008002A" keyword="AcquisitionDateTime" name="" vr="DT" vm="1"/>
          <element tag="00080030" keyword="StudyTime" name="" vr="TM" vm="1"/>
          <element tag="00080031" keyword="SeriesTime" name="" vr="TM" vm="1"/>
          <element tag="00080032" keyword="AcquisitionTime" name="" vr="TM" vm="1"/>
          <element tag="00080033" keyword="ContentTime" name="" vr="TM" vm="1"/>
          <element tag="00080201" keyword="TimezoneOffsetFromUTC" name="" vr="SH" vm="1"/>
          <element tag="00280303" keyword="LongitudinalTemporalInformationModified" name="" vr="CS" vm="1"/>
          <element tag="00100030" keyword="PatientBirthDate" name="" vr="DA" vm="1"/>
          <element tag="00080060" keyword="Modality" name="" vr="CS" vm="1"/>
          <element tag="00080070" keyword="Manufacturer" name="" vr="LO" vm="1"/>
          <element tag="0008103E" keyword="SeriesDescription" name="" vr="LO" vm="1"/>
          <element tag="00081010" keyword="StationName" name="" vr="SH" vm="1"/>
          <element tag="00100010" keyword="PatientName" name="" vr="PN" vm="1"/>
          <element tag="00100020" keyword="PatientID" name="" vr="LO" vm="1"/>
          <element tag="00180015" keyword="BodyPartExamined" name="" vr="CS" vm="1"/>
          <element tag="00180050" keyword="SliceThickness" name="" vr="DS" vm="1"/>
          <element tag="00180060" keyword="KVP" name="" vr="DS" vm="1"/>
          <element tag="00200013" keyword="InstanceNumber" name="" vr="IS" vm="1"/>
          <element tag="00204000" keyword="ImageComments" name="" vr="LT" vm="1"/>
          <element tag="00280010" keyword="Rows" name="" vr="US" vm="1"/>
          <element tag="00280011" keyword="Columns" name="" vr="US" vm="1"/>
          <element tag="00280100" keyword="BitsAllocated" name="" vr="US" vm="1"/>
          <element tag="00281050" keyword="WindowCenter" name="" vr="DS" vm="1-n"/>
          <element tag="7FE00010" keyword="PixelData" name="" vr="OB OW" vm="1"/>
        </dataDictionary>
        """
}

extension FeaturePlan {
    func tag(_ name: String) -> Tag? { tags.first { $0.name == name } }
    var kept: [String] { tags.filter { $0.decision == .kept }.map(\.name) }
}

extension FeatureTable {
    func values(_ name: String) -> [ColumnValue?]? {
        columns.first { $0.name == name }.map { column in (0..<column.rowCount).map { column[$0] } }
    }
}

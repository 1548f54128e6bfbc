@testable import DICOM
import DICOMTestSupport

/// What a reader made of some bytes.
struct Reading {
    let isDataSet: Bool
    let dataSet: DataSet
    let fileMeta: DataSet
    let elements: [Element]
    /// Of the file, then of its values.
    let problems: [DICOMError]

    init(_ bytes: [UInt8], limits: ReadLimits = ReadLimits(), override: CharacterSetOverride = .none) {
        let reader = DICOMReader(dictionary: .tests, limits: limits)
        isDataSet = reader.read(bytes: bytes)
        let (dataSet, problems) = reader.dataSet(override: override)
        self.dataSet = dataSet
        fileMeta = DataSet(entries: reader.dataSet(includeFileMeta: true).0.entries.filter { $0.tag.group == 2 })
        elements = reader.elements
        self.problems = reader.problems + problems
    }

    /// A Part 10 file in explicit VR little endian around these elements.
    init(dataSet: [UInt8]...) { self.init(File.part10(dataSet.flatMap { $0 })) }

    subscript(tag: Tag) -> Value? { dataSet[tag]?.value }
    func vr(_ tag: Tag) -> VR? { dataSet[tag]?.vr }
    func problem(_ code: DICOMError.Code) -> DICOMError? { problems.first { $0.code == code } }
    var codes: [DICOMError.Code] { problems.map(\.code) }
}

extension Tag {
    static let imageType = Tag(0x0008, 0x0008)
    static let referencedImages = Tag(0x0008, 0x1140)
    static let referencedInstance = Tag(0x0008, 0x1155)
    static let patientName = Tag(0x0010, 0x0010)
    static let patientComments = Tag(0x0010, 0x4000)
    static let sliceThickness = Tag(0x0018, 0x0050)
    static let instanceNumber = Tag(0x0020, 0x0013)
    static let imageComments = Tag(0x0020, 0x4000)
    static let pixelSpacing = Tag(0x0028, 0x0030)
    static let smallestValue = Tag(0x0028, 0x0106)
    static let pixelMeasures = Tag(0x0028, 0x9110)
}

extension VRTable {
    /// A few elements, a repeating group, and one private creator.
    static let tests = VRTable(
        elements: plain.map { (0, $0, $1) } + own.map { (1, $0, $1) },
        ranges: [(mask: 0xFF00_FFFF, value: 0x6000_3000, choice: .obOrOW)], creators: ["ACME": 1])

    private static let plain: [(Tag, VRChoice)] = [
        (.transferSyntaxUID, .one(.UI)), (.specificCharacterSet, .one(.CS)), (.imageType, .one(.CS)), (Tag(0x0008, 0x0016), .one(.UI)),
        (.modality, .one(.CS)), (.referencedImages, .one(.SQ)), (.referencedInstance, .one(.UI)), (.patientName, .one(.PN)),
        (.patientComments, .one(.LT)), (.sliceThickness, .one(.DS)), (.instanceNumber, .one(.IS)), (.imageComments, .one(.LT)),
        (.rows, .one(.US)), (.pixelSpacing, .one(.DS)), (.pixelRepresentation, .one(.US)), (.smallestValue, .usOrSS),
        (.lutDescriptor, .usOrSS), (.lutData, .usOrOW), (.pixelMeasures, .one(.SQ)), (.sharedFunctionalGroups, .one(.SQ)),
        (.perFrameFunctionalGroups, .one(.SQ)), (.pixelData, .obOrOW),
    ]
    private static let own: [(Tag, VRChoice)] = [(Tag(0x0009, 0x0001), .one(.DS)), (Tag(0x0009, 0x0002), .one(.SQ)), (Tag(0x0009, 0x0003), .one(.FD))]
}

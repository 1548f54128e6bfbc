import DICOM
import Features
import TagTable
import VisualEvaluation

/// The images of an archive as the evaluation takes them: whose they are, where they lie, and what single tags say of them.
struct EvaluatedArchive {
    let table: TagTable
    /// Row of the tag table of each image.
    let tableRows: [Int]
    /// Row of the features of each image.
    let featureRows: [Int]
    let identities: [ImageIdentity]
    /// Rows of lists, which have no file to look at.
    let listed: Int

    /// PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID.
    static let owners = [Tag(0x0010, 0x0020), Tag(0x0020, 0x000D), Tag(0x0020, 0x000E), Tag(0x0008, 0x0018)]

    /// - Parameter seed: sets the order of the images.
    init(_ features: FeatureTable, _ table: TagTable, seed: UInt64) {
        self.table = table
        featureRows = features.rows.indices.filter { !table.isListed(features.rows[$0]) }
        tableRows = featureRows.map { features.rows[$0] }
        listed = features.rowCount - featureRows.count
        let columns = EvaluatedArchive.owners.map { table[$0] }
        identities = tableRows.map { row in
            let keys = columns.map { column in column.map { EvaluatedArchive.code($0, row) } ?? 0 }
            // The instance's own name, or that of the file where it has none.
            let name = columns[3].flatMap { keys[3] > 0 ? $0.values.bytes(keys[3] - 1) : nil } ?? table.files.paths.bytes(Int(table.fileOfRow[row]))
            return ImageIdentity(
                patient: keys[0], study: keys[1], series: keys[2], instance: keys[3], order: ImageIdentity.order(of: name, seed: seed))
        }
    }

    /// The number of a value; 0 where there is none.
    private static func code(_ column: TagColumn, _ row: Int) -> Int {
        let code = column.codes[row]
        return code > 0 && !column.values.isEmpty(code - 1) ? code : 0
    }

    var count: Int { identities.count }

    func path(_ image: Int) -> [UInt8] { table.files.paths.bytes(Int(table.fileOfRow[tableRows[image]])) }
    func pathText(_ image: Int) -> String { table.path(ofRow: tableRows[image]) }

    /// Groups of some images by what a tag says of them, as the files spell it; those without a value are a group.
    func grouping(by tag: Tag, name: String, _ images: [Int]) -> ImageGrouping {
        let column = table[tag]
        return ImageGrouping(name: name, groups: images.map { image in column.map { EvaluatedArchive.code($0, tableRows[image]) } ?? 0 })
    }
}

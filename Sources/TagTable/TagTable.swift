import DICOM

/// The tags of an archive: a dictionary-encoded column an attribute, one row an instance.
public struct TagTable: Sendable {
    /// In ascending order of paths.
    public let columns: [TagColumn]
    public let rowCount: Int
    /// Every file that was looked at, in the order of the search.
    public let files: FileList
    /// File of each row.
    public let fileOfRow: [Int32]
    private let columnByPath: [AttributePath: Int]

    init(columns: [TagColumn], files: FileList, fileOfRow: [Int32]) {
        self.columns = columns
        self.files = files
        self.fileOfRow = fileOfRow
        rowCount = fileOfRow.count
        columnByPath = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.path, $0) })
    }

    public subscript(path: AttributePath) -> TagColumn? { columnByPath[path].map { columns[$0] } }
    public subscript(tag: Tag) -> TagColumn? { self[AttributePath(tag)] }

    /// Path of the file that a row was read from.
    public func path(ofRow row: Int) -> String { files.paths[Int(fileOfRow[row])] }
}

/// The files of a scan and what became of each.
public struct FileList: Sendable {
    public internal(set) var paths = TextPool()
    /// Problems of the files that have any, by file index.
    public internal(set) var problems: [Int: [DICOMError]] = [:]
    /// Files that gave no row.
    public internal(set) var refused: Set<Int> = []

    /// What became of a file.
    public enum Outcome: String, Sendable {
        case read
        /// Read in full, but odd.
        case readWithProblems
        /// Damaged: what stands before the damage was kept, because the user asked for it.
        case damagedButKept
        /// Damaged: set aside.
        case damaged
        /// No DICOM file.
        case refused
    }

    public func outcome(_ file: Int) -> Outcome {
        guard let severity = problems[file]?.map(\.code.severity).max() else { return .read }
        switch severity {
        case .odd: return .readWithProblems
        case .damaged: return refused.contains(file) ? .damaged : .damagedButKept
        case .refused: return .refused
        }
    }
}

import DICOM

/// The tags of an archive: a dictionary-encoded column an attribute, one row an instance. A row of a list may stand for
/// several instances that are alike.
public struct TagTable: Sendable {
    /// In ascending order of paths.
    public let columns: [TagColumn]
    public let rowCount: Int
    /// As many as there are rows, but for lists that say how many instances a row stands for.
    public let instanceCount: Int
    /// How many each row stands for; nil when all stand for one.
    private let instancesOfRow: CodeArray?
    /// Every file that was looked at, in the order of the search.
    public let files: FileList
    /// File of each row.
    public let fileOfRow: [Int32]
    private let columnByPath: [AttributePath: Int]

    init(columns: [TagColumn], files: FileList, rows: TableRows) {
        self.columns = columns
        self.files = files
        fileOfRow = rows.files
        rowCount = rows.files.count
        instancesOfRow = rows.instances
        instanceCount = rows.instanceCount
        columnByPath = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.path, $0) })
    }

    public subscript(path: AttributePath) -> TagColumn? { columnByPath[path].map { columns[$0] } }
    public subscript(tag: Tag) -> TagColumn? { self[AttributePath(tag)] }

    /// How many instances a row stands for.
    public func instances(ofRow row: Int) -> Int { instancesOfRow.map { $0[row] } ?? 1 }
    public var hasRowsOfSeveralInstances: Bool { instancesOfRow != nil }

    /// Path of the file that a row was read from; of a list with the line: `list.csv:12`.
    public func path(ofRow row: Int) -> String {
        let file = Int(fileOfRow[row])
        guard let list = files.lists[file] else { return files.paths[file] }
        return files.paths[file] + ":\(list.lines[row - list.firstRow])"
    }
    /// Whether a row comes from a list, which need not say whether an instance has pixels.
    public func isListed(_ row: Int) -> Bool { files.lists[Int(fileOfRow[row])] != nil }
}

/// The files of a scan and what became of each.
public struct FileList: Sendable {
    public internal(set) var paths = TextPool()
    /// Problems of the files that have any, by file index.
    public internal(set) var problems: [Int: [DICOMError]] = [:]
    /// Files that gave no row.
    public internal(set) var refused: Set<Int> = []
    /// Those that list instances, by file index.
    public internal(set) var lists: [Int: InstanceList] = [:]

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

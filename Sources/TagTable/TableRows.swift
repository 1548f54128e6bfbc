/// The rows of the whole table: files in order, the rows of a list in theirs.
struct TableRows: Sendable {
    /// The row that each worker's row becomes.
    let ofShare: [[Int32]]
    /// File of each row.
    let files: [Int32]
    /// How many instances each row stands for; nil when all stand for one.
    let instances: CodeArray?
    let instanceCount: Int
    private let firstRows: [Int]

    init(_ shares: [ScanShare]) {
        // One more than the last file that has a row.
        let fileCount = Int(shares.compactMap { $0.fileOfRow.max() }.max() ?? -1) + 1
        var firstRows = [Int](repeating: 0, count: fileCount + 1)
        for share in shares { for file in share.fileOfRow { firstRows[Int(file) + 1] += 1 } }
        for file in 0..<fileCount { firstRows[file + 1] += firstRows[file] }
        let rowCount = firstRows[fileCount]
        var files = [Int32](repeating: 0, count: rowCount)
        // One worker reads all of a file, so that its rows stand in order.
        var next = firstRows
        ofShare = shares.map { share in
            share.fileOfRow.map { file in
                let row = next[Int(file)]
                next[Int(file)] += 1
                files[row] = file
                return Int32(truncatingIfNeeded: row)
            }
        }
        self.files = files
        self.firstRows = firstRows
        (instances, instanceCount) = TableRows.instances(shares, ofShare, rowCount)
    }

    /// Rows of one instance each, in order of their files, which no worker read.
    init(fileOfRow: [Int32]) {
        ofShare = []
        files = fileOfRow
        (instances, instanceCount) = (nil, fileOfRow.count)
        firstRows = [0, fileOfRow.count]
    }

    func firstRow(ofFile file: Int) -> Int { firstRows[min(file, firstRows.count - 1)] }

    private static func instances(_ shares: [ScanShare], _ rowsOfShare: [[Int32]], _ rowCount: Int) -> (CodeArray?, Int) {
        guard shares.contains(where: { $0.instances.count > 0 }) else { return (nil, rowCount) }
        var instances = CodeArray()
        instances.append(1, count: rowCount)
        for (share, rows) in zip(shares, rowsOfShare) { share.instances.forEach { instances.set(Int(rows[$0]), $1) } }
        var sum = 0
        instances.forEach { sum += $1 }
        return (instances, sum)
    }
}

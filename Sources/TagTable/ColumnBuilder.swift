import DICOM

/// A column while it is scanned: interned raw values, and a code for each row so far.
struct ColumnBuilder: Sendable {
    /// The latest rows as long as they have the same code; they are not in `written` yet.
    private var run = (rows: 0..<0, code: 0)
    private(set) var locations = TagColumn.LocationCounts()
    /// Raw values, marked with their contexts.
    private(set) var values: Interner
    private var written = CodeArray()

    init(seed: UInt64) { values = Interner(seed: seed) }

    /// Code of each row so far; rows after the last set are absent.
    var codes: CodeArray {
        var codes = written
        codes.append(0, count: run.rows.lowerBound - codes.count)
        codes.append(run.code, count: run.rows.count)
        return codes
    }

    /// Notes the value of a row, the last one or a later one. What the data set itself said of it is not overruled by
    /// its functional groups.
    /// - Parameter instances: how many the row stands for.
    mutating func set(row: Int, _ bytes: RawSpan, _ context: ValueContext, _ location: ScanWorker.Location, instances: Int = 1) {
        let isSet = run.rows.upperBound > row
        if isSet, location != .topLevel { return }
        set(row, code: values.intern(bytes, mark: context.rawValue) + 1)
        if !isSet { locations.count(location, instances) }
    }

    @inline(__always)
    private mutating func set(_ row: Int, code: Int) {
        if run.code == code, run.rows.upperBound >= row {
            run.rows = run.rows.lowerBound..<(row + 1)
        } else {
            written.append(0, count: run.rows.lowerBound - written.count)
            written.append(run.code, count: min(run.rows.upperBound, row) - run.rows.lowerBound)
            run = (row..<(row + 1), code)
        }
    }
}

import Clustering
import Glibc

/// A table in three raw files, as clustering/tables.py writes them.
struct RawTable {
    let prefix: String
    let rowCount: Int
    let categorical: [String]
    let numeric: [String]

    /// Reads the header.
    init(_ prefix: String) throws {
        let lines = try RawFile.lines(prefix + ".header").map { $0.split(separator: "\t").map(String.init) }
        guard lines.count == 3, lines[0].count == 2, let rowCount = Int(lines[0][1]), rowCount >= 0 else {
            throw BenchError("\(prefix).header is not three lines")
        }
        self.prefix = prefix
        self.rowCount = rowCount
        categorical = Array(lines[1].dropFirst())
        numeric = Array(lines[2].dropFirst())
    }

    /// All columns, or those without missing values, with the first rows.
    func gowerTable(rows: Int? = nil, completeColumns: Bool = false) throws -> GowerTable {
        let taken = min(rows ?? rowCount, rowCount)
        var columns: [GowerTable.Column] = []
        try forEachColumn(prefix + ".codes", categorical, zero: Int32(0)) { name, codes in
            guard !completeColumns || codes.allSatisfy({ $0 >= 0 }) else { return }
            columns.append(.categorical(name, codes: Array(codes.prefix(taken))))
        }
        try forEachColumn(prefix + ".numbers", numeric, zero: Float(0)) { name, numbers in
            guard !completeColumns || !numbers.contains(where: \.isNaN) else { return }
            columns.append(.numeric(name, numbers.prefix(taken).map(Double.init)))
        }
        return try GowerTable(columns: columns)
    }

    /// The same with each different value of a column kept once, as tables of millions of rows are kept.
    func encodedTable(rows: Int? = nil) throws -> GowerTable {
        let taken = min(rows ?? rowCount, rowCount)
        var columns: [GowerTable.Column] = []
        try forEachColumn(prefix + ".codes", categorical, zero: Int32(0)) { name, codes in
            let (values, places) = encoded(codes.prefix(taken)) { $0 < 0 }
            columns.append(.categorical(name, categories: values, codes: narrowest(places, values.count)))
        }
        try forEachColumn(prefix + ".numbers", numeric, zero: Float(0)) { name, numbers in
            let (values, places) = encoded(numbers.prefix(taken), isMissing: \.isNaN)
            columns.append(.numeric(name, numbers: values.map(Double.init), codes: narrowest(places, values.count)))
        }
        return try GowerTable(columns: columns)
    }

    private func forEachColumn<Value: BitwiseCopyable>(
        _ path: String, _ names: [String], zero: Value, _ use: (String, [Value]) throws -> Void
    ) throws {
        let file = fopen(path, "rb")
        guard let file else { throw BenchError("\(path): \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        for name in names {
            var values = [Value](repeating: zero, count: rowCount)
            let found = values.withUnsafeMutableBytes { fread($0.baseAddress, MemoryLayout<Value>.stride, rowCount, file) }
            guard found == rowCount else { throw BenchError("\(path) ends within column \(name)") }
            try use(name, values)
        }
    }

    /// The different values in the order in which they come, and by row the place of each from 1, or 0 where missing.
    private func encoded<Value: Hashable>(_ column: ArraySlice<Value>, isMissing: (Value) -> Bool) -> ([Value], [UInt32]) {
        var values: [Value] = []
        var known: [Value: UInt32] = [:]
        let places = column.map { value -> UInt32 in
            if isMissing(value) { return 0 }
            if let place = known[value] { return place }
            values.append(value)
            known[value] = UInt32(values.count)
            return UInt32(values.count)
        }
        return (values, places)
    }

    private func narrowest(_ places: [UInt32], _ largest: Int) -> GowerTable.Codes {
        switch largest {
        case ...255: .bytes(places.map { UInt8($0) })
        case ...65_535: .shorts(places.map { UInt16($0) })
        default: .words(places)
        }
    }
}

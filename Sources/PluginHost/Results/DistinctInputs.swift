import TagTable

/// The distinct tuples that the values of some columns make, in order of their first instance.
struct DistinctInputs {
    /// Value codes, item by item: 0 where absent, else the distinct value plus one.
    private let codes: [Int32]
    private let columnCount: Int
    let itemOfRow: ItemOfRow
    /// Instances that hold each item.
    let instances: [Int]

    var count: Int { instances.count }
    func codes(of item: Int) -> ValueCodes { ValueCodes(codes, item: item, count: columnCount) }

    /// - Parameter columns: nil for an attribute that no instance has.
    init(_ columns: [TagColumn?], _ table: TagTable) {
        columnCount = columns.count
        let present = columns.indices.filter { columns[$0] != nil }
        let tuples: Tuples
        if table.rowCount == 0 {
            tuples = Tuples(codes: [], width: present.count, count: 0, itemOfRow: ItemOfRow([]), instances: [])
        } else if let only = present.first, present.count == 1, let column = columns[only] {
            tuples = Tuples(column, table)
        } else {
            tuples = Tuples(present.compactMap { columns[$0] }, table)
        }
        codes = tuples.spread(over: columns.count, at: present)
        itemOfRow = tuples.itemOfRow
        instances = tuples.instances
    }
}

/// Distinct tuples of the columns that are there.
private struct Tuples {
    var codes: [Int32]
    let width: Int
    let count: Int
    let itemOfRow: ItemOfRow
    let instances: [Int]

    init(codes: [Int32], width: Int, count: Int, itemOfRow: ItemOfRow, instances: [Int]) {
        self.codes = codes
        self.width = width
        self.count = count
        self.itemOfRow = itemOfRow
        self.instances = instances
    }

    /// Of one column they are its values, which it keeps in order of their first instance, and where it is absent: nothing
    /// has to be done for each row.
    init(_ column: TagColumn, _ table: TagTable) {
        let values = (1...max(1, column.distinctCount)).prefix(column.distinctCount).map { Int32(truncatingIfNeeded: $0) }
        let absent = column.codes.first(0)
        var codes = values, instances = column.counts
        if let place = absent?.largestBefore {
            codes.insert(0, at: place)
            instances.insert(column.instanceCount - column.presentCount, at: place)
        }
        var itemOfCode = [Int32](repeating: 0, count: column.distinctCount + 1)
        for (item, code) in codes.enumerated() { itemOfCode[Int(code)] = Int32(truncatingIfNeeded: item) }
        self.init(codes: codes, width: 1, count: codes.count, itemOfRow: ItemOfRow(column.codes, itemOfCode), instances: instances)
    }

    /// Of several: column by column, the pairs of the tuples so far and the next value.
    init(_ columns: [TagColumn], _ table: TagTable) {
        var pairs = PairsOfRows(rowCount: table.rowCount)
        for column in columns {
            pairs.known = PairNumbers(firsts: pairs.count, seconds: column.distinctCount + 1)
            switch column.codes.codes {
            case .narrow(let codes): pairs.extend(by: codes)
            case .medium(let codes): pairs.extend(by: codes)
            case .wide(let codes): pairs.extend(by: codes)
            }
        }
        var instances = [Int](repeating: 0, count: pairs.count)
        if table.hasRowsOfSeveralInstances {
            for (row, item) in pairs.itemOfRow.enumerated() { instances[Int(item)] += table.instances(ofRow: row) }
        } else {
            for item in pairs.itemOfRow { instances[Int(item)] += 1 }
        }
        self.init(codes: pairs.tuples, width: columns.count, count: pairs.count, itemOfRow: ItemOfRow(pairs.itemOfRow), instances: instances)
    }

    /// The codes of all columns, 0 for those that are not there.
    func spread(over columnCount: Int, at present: [Int]) -> [Int32] {
        guard columnCount != width else { return codes }
        var all = [Int32](repeating: 0, count: count * columnCount)
        for item in 0..<count {
            for (place, column) in present.enumerated() { all[item * columnCount + column] = codes[item * width + place] }
        }
        return all
    }
}

/// The tuple of each row, as columns are joined one by one.
private struct PairsOfRows {
    private(set) var itemOfRow: [Int32]
    private(set) var tuples: [Int32] = []
    private(set) var count = 1
    private var width = 0
    var known = PairNumbers(firsts: 1, seconds: 1)

    init(rowCount: Int) { itemOfRow = Array(repeating: 0, count: rowCount) }

    mutating func extend<Code: FixedWidthInteger>(by codes: [Code]) {
        var extended: [Int32] = []
        var next: Int32 = 0
        // Instances of a series follow each other and are alike: the pair that came last need not be looked up.
        var (lastTuple, lastCode, lastItem) = (Int32(-1), Code.zero, Int32(0))
        for row in 0..<min(codes.count, itemOfRow.count) {
            let tuple = itemOfRow[row], code = codes[row]
            if tuple != lastTuple || code != lastCode {
                (lastTuple, lastCode) = (tuple, code)
                lastItem = known.number(tuple, Int(code), or: next)
                if lastItem == next {
                    for place in (Int(tuple) * width)..<((Int(tuple) + 1) * width) { extended.append(tuples[place]) }
                    extended.append(Int32(truncatingIfNeeded: code))
                    next += 1
                }
            }
            itemOfRow[row] = lastItem
        }
        (tuples, count, width) = (extended, Int(next), width + 1)
    }
}

/// The distinct input of each row.
public struct ItemOfRow: RandomAccessCollection, Equatable, Sendable {
    private enum Storage: Sendable {
        case items([Int32])
        /// Through the codes of a column, which need not be copied.
        case codes(CodeArray, items: [Int32])
    }

    private let storage: Storage

    init(_ items: [Int32]) { storage = .items(items) }
    init(_ codes: CodeArray, _ itemOfCode: [Int32]) { storage = .codes(codes, items: itemOfCode) }

    public var startIndex: Int { 0 }
    public var endIndex: Int {
        switch storage {
        case .items(let items): items.count
        case .codes(let codes, _): codes.count
        }
    }
    public subscript(row: Int) -> Int32 {
        switch storage {
        case .items(let items): items[row]
        case .codes(let codes, let items): items[codes[row]]
        }
    }

    public static func == (a: ItemOfRow, b: ItemOfRow) -> Bool { a.elementsEqual(b) }

    /// For loops over all rows, which must not ask at each how the items are kept.
    package var rowCodes: RowCodes {
        switch storage {
        case .items(let items): RowCodes(.items(items))
        case .codes(let codes, let items): RowCodes(codes, meaning: items)
        }
    }
}

/// A number for each row, in the width that it is kept in, and perhaps what the number stands for.
package struct RowCodes: Sendable {
    package enum Numbers: Sendable {
        case narrow([UInt8])
        case medium([UInt16])
        case wide([UInt32])
        case items([Int32])
    }

    package let numbers: Numbers
    /// What each number stands for; nil where it stands for itself.
    package let meaning: [Int32]?

    package init(_ numbers: Numbers) {
        self.numbers = numbers
        meaning = nil
    }

    package init(_ codes: CodeArray, meaning: [Int32]? = nil) {
        numbers = switch codes.codes {
        case .narrow(let codes): .narrow(codes)
        case .medium(let codes): .medium(codes)
        case .wide(let codes): .wide(codes)
        }
        self.meaning = meaning
    }
}

extension GowerTable {
    /// One code a row, in as few bytes as the largest needs: 0 where the value is missing, else its place in a list, from 1.
    public enum Codes: Sendable {
        /// Codes up to 255.
        case bytes([UInt8])
        /// Codes up to 65,535.
        case shorts([UInt16])
        /// Any codes.
        case words([UInt32])
    }
}

extension GowerTable.Column {
    /// How a column keeps its values.
    enum Storage: Sendable {
        /// A number a row; NaN where missing.
        case numbers([Double])
        /// A category a row; −1 where missing.
        case categories([Int32])
        /// Numbers (NaN is missing), and by row the place of one from 1, or 0 where missing.
        case encodedNumbers([Double], GowerTable.Codes)
        /// Categories (−1 is missing), and by row the place of one from 1, or 0 where missing.
        case encodedCategories([Int32], GowerTable.Codes)
    }
}

extension GowerTable.Column {
    /// One value as it is compared.
    enum Value {
        case number(Double)
        case category(Int32)
    }

    /// The value of a row that is known to exist; `nil` where missing.
    func value(_ row: Int) -> Value? {
        switch storage {
        case .numbers(let numbers): return numbers[row].isNaN ? nil : .number(numbers[row])
        case .categories(let codes): return codes[row] < 0 ? nil : .category(codes[row])
        case .encodedNumbers(let numbers, let codes):
            guard codes[row] > 0, !numbers[codes[row] - 1].isNaN else { return nil }
            return .number(numbers[codes[row] - 1])
        case .encodedCategories(let categories, let codes):
            guard codes[row] > 0, categories[codes[row] - 1] >= 0 else { return nil }
            return .category(categories[codes[row] - 1])
        }
    }
}

extension GowerTable.Codes {
    /// The number of rows.
    public var count: Int {
        switch self {
        case .bytes(let codes): codes.count
        case .shorts(let codes): codes.count
        case .words(let codes): codes.count
        }
    }

    /// The code of a row.
    @inline(__always)
    subscript(row: Int) -> Int {
        switch self {
        case .bytes(let codes): Int(codes[row])
        case .shorts(let codes): Int(codes[row])
        case .words(let codes): Int(codes[row])
        }
    }

    /// The largest code; 0 without rows.
    var maximum: Int {
        switch self {
        case .bytes(let codes): Int(codes.max() ?? 0)
        case .shorts(let codes): Int(codes.max() ?? 0)
        case .words(let codes): Int(codes.max() ?? 0)
        }
    }

    /// Something made of each row's code.
    @inline(__always)
    func map<Value>(_ body: (Int) -> Value) -> [Value] {
        switch self {
        case .bytes(let codes): codes.map { body(Int($0)) }
        case .shorts(let codes): codes.map { body(Int($0)) }
        case .words(let codes): codes.map { body(Int($0)) }
        }
    }

    /// The codes of some rows, which are known to exist.
    func selecting(_ rows: [Int]) -> GowerTable.Codes {
        switch self {
        case .bytes(let codes): .bytes(rows.map { codes[$0] })
        case .shorts(let codes): .shorts(rows.map { codes[$0] })
        case .words(let codes): .words(rows.map { codes[$0] })
        }
    }

    /// For each of some entries, whether a row has it. Codes are known to stand for one of them or for none.
    func inUse(of entries: Int) -> [Bool] {
        func used<Code: FixedWidthInteger>(_ codes: [Code]) -> [Bool] {
            var used = [Bool](repeating: false, count: entries + 1)
            for code in codes { used[Int(code)] = true }
            return Array(used.dropFirst())
        }
        return switch self {
        case .bytes(let codes): used(codes)
        case .shorts(let codes): used(codes)
        case .words(let codes): used(codes)
        }
    }
}

/// How the values of a column become what the kernel compares; see gower.h.
enum PackedColumn {
    case byte(ByteColumn)
    case numeric(NumericColumn)
    case wide(WideColumn)

    /// Finds the shape for a column; `nil` if no row has a value.
    init?(_ column: GowerTable.Column) {
        switch column.storage {
        case .numbers, .encodedNumbers:
            guard let numeric = NumericColumn(column) else { return nil }
            self = .numeric(numeric)
        case .categories(let codes):
            guard let largest = codes.max(), largest >= 0 else { return nil }
            let bytes = CategoryBytes(codes, largest: largest)
            self = if let bytes { .byte(.categories(codes, bytes)) } else { .wide(.categories(codes)) }
        case .encodedCategories(let categories, let codes):
            let used = zip(categories, codes.inUse(of: categories.count)).compactMap { $1 ? $0 : nil }
            guard let largest = used.max(), largest >= 0 else { return nil }
            if let bytes = CategoryBytes(used, largest: largest) {
                self = .byte(.encoded([0] + categories.map { bytes[$0] }, codes))
            } else {
                self = .wide(.encoded([.nan] + categories.map { WideColumn.float($0) }, codes))
            }
        }
    }
}

/// The bytes of at most 254 different categories.
struct CategoryBytes {
    /// The byte of each category, where categories are not all below 254 themselves.
    private let byteOfCategory: [Int32: UInt8]?

    /// Numbers the categories; `nil` if there are more.
    init?(_ categories: [Int32], largest: Int32) {
        guard largest > 253 else {
            byteOfCategory = nil
            return
        }
        var bytes: [Int32: UInt8] = [:]
        for category in categories where category >= 0 && bytes[category] == nil {
            guard bytes.count < 254 else { return nil }
            bytes[category] = UInt8(bytes.count + 1)
        }
        byteOfCategory = bytes
    }

    /// 1…254, 0 where missing.
    @inline(__always)
    subscript(category: Int32) -> UInt8 {
        guard category >= 0 else { return 0 }
        guard let byteOfCategory else { return UInt8(truncatingIfNeeded: category + 1) }
        return byteOfCategory[category] ?? 0
    }
}

/// Categories as bytes: at most 254 different ones.
enum ByteColumn {
    case categories([Int32], CategoryBytes)
    /// Bytes by code.
    case encoded([UInt8], GowerTable.Codes)

    /// Writes the bytes of rows: 1…254, 0 where missing.
    func fill(_ bytes: UnsafeMutablePointer<UInt8>, rows: [Int]) {
        switch self {
        case .categories(let categories, let byteOf): for (lane, row) in rows.enumerated() { bytes[lane] = byteOf[categories[row]] }
        case .encoded(let entries, let codes): codes.look(up: entries, rows: rows, into: bytes)
        }
    }
}

/// Categories as floats of a bit pattern of their own: more than 254 different ones.
enum WideColumn {
    case categories([Int32])
    /// Floats by code.
    case encoded([Float], GowerTable.Codes)

    /// Writes the floats of rows; NaN where missing.
    func fill(_ floats: UnsafeMutablePointer<Float>, rows: [Int]) {
        switch self {
        case .categories(let categories): for (lane, row) in rows.enumerated() { floats[lane] = WideColumn.float(categories[row]) }
        case .encoded(let entries, let codes): codes.look(up: entries, rows: rows, into: floats)
        }
    }

    /// The float of a category; NaN where missing.
    @inline(__always)
    static func float(_ category: Int32) -> Float {
        guard category >= 0 else { return .nan }
        let bits = UInt32(bitPattern: category)
        // The positive floats up to infinity, then the negative ones from the first below −0: none is NaN, no two are equal.
        let infinity = Float.infinity.bitPattern
        return Float(bitPattern: bits <= infinity ? bits : bits - infinity + 0x8000_0000)
    }
}

extension GowerTable.Codes {
    /// Writes what stands at the codes of some rows.
    @inline(__always)
    func look<Value>(up entries: [Value], rows: [Int], into values: UnsafeMutablePointer<Value>) {
        switch self {
        case .bytes(let codes): for (lane, row) in rows.enumerated() { values[lane] = entries[Int(codes[row])] }
        case .shorts(let codes): for (lane, row) in rows.enumerated() { values[lane] = entries[Int(codes[row])] }
        case .words(let codes): for (lane, row) in rows.enumerated() { values[lane] = entries[Int(codes[row])] }
        }
    }
}

/// How the values of a column become what the kernel compares; see gower.h.
enum PackedColumn {
    case byte(ByteColumn)
    case numeric(NumericColumn)
    case wide(WideColumn)

    /// Finds the shape for a column; `nil` if no row has a value.
    init?(_ column: GowerTable.Column) {
        switch column.values {
        case .numeric(let numbers):
            guard let range = column.range else { return nil }
            self = .numeric(NumericColumn(numbers, range: range))
        case .categorical(let codes):
            guard let largest = codes.max(), largest >= 0 else { return nil }
            if let byte = ByteColumn(codes, largest: largest) { self = .byte(byte) } else { self = .wide(WideColumn(codes: codes)) }
        }
    }
}

/// Categories as bytes: at most 254 different ones.
struct ByteColumn {
    let codes: [Int32]
    /// The byte of each code from 0, where codes are not all below 254 themselves.
    private let byteOfCode: [Int32: UInt8]?

    init?(_ codes: [Int32], largest: Int32) {
        self.codes = codes
        guard largest > 253 else {
            byteOfCode = nil
            return
        }
        var bytes: [Int32: UInt8] = [:]
        for code in codes where code >= 0 && bytes[code] == nil {
            guard bytes.count < 254 else { return nil }
            bytes[code] = UInt8(bytes.count + 1)
        }
        byteOfCode = bytes
    }

    /// The byte of a row: 1…254, 0 where missing.
    @inline(__always)
    func byte(_ row: Int) -> UInt8 {
        let code = codes[row]
        guard code >= 0 else { return 0 }
        guard let byteOfCode else { return UInt8(truncatingIfNeeded: code + 1) }
        return byteOfCode[code] ?? 0
    }
}

/// Categories as floats of a bit pattern of their own: more than 254 different ones.
struct WideColumn {
    let codes: [Int32]

    /// The float of a row; NaN where missing.
    @inline(__always)
    func float(_ row: Int) -> Float {
        let code = codes[row]
        guard code >= 0 else { return .nan }
        let bits = UInt32(bitPattern: code)
        // The positive floats up to infinity, then the negative ones from the first below −0: none is NaN, no two are equal.
        let infinity = Float.infinity.bitPattern
        return Float(bitPattern: bits <= infinity ? bits : bits - infinity + 0x8000_0000)
    }
}

/// Numbers as floats whose differences are as exact as floats allow.
///
/// Decimal numbers, which is what most attributes hold, are counted in units of their last place from the smallest one:
/// differences of such whole numbers are exact. Other numbers are scaled to [0, 1], where a difference is good to
/// 2⁻²⁴ of the range.
struct NumericColumn {
    let numbers: [Double]
    /// What a difference of floats is multiplied by to be a share of the range; 0 if the range is zero.
    let scale: Float
    private let range: GowerTable.ValueRange
    /// Units a whole number: 1, 10, 100, …; `nil` if values are scaled to [0, 1].
    private let unitsPerOne: Double?
    private let origin: Double

    init(_ numbers: [Double], range: GowerTable.ValueRange) {
        self.numbers = numbers
        self.range = range
        let units = NumericColumn.units(numbers, range: range)
        unitsPerOne = units
        if let units {
            origin = (range.minimum * units).rounded()
            let span = (range.maximum * units).rounded() - origin
            scale = span > 0 ? Float(1 / span) : 0
        } else {
            origin = 0
            scale = range.maximum > range.minimum ? 1 : 0
        }
    }

    /// The float of a row; NaN where missing.
    @inline(__always)
    func float(_ row: Int) -> Float {
        let number = numbers[row]
        guard !number.isNaN else { return .nan }
        guard let unitsPerOne else { return Float(range.share(number, range.minimum)) }
        return Float((number * unitsPerOne).rounded() - origin)
    }

    /// The power of ten in which all numbers are whole, up to the rounding of a double, and their differences exact floats.
    private static func units(_ numbers: [Double], range: GowerTable.ValueRange) -> Double? {
        let mostUnits = 0x1p24
        var units = 1.0
        for number in numbers where !number.isNaN {
            while !isWhole(number, units) {
                units *= 10
                guard units <= 1e9 else { return nil }
            }
        }
        // Numbers seen before the last enlargement are whole in it too.
        guard max(abs(range.minimum), abs(range.maximum)) * units < mostDigits else { return nil }
        return (range.maximum * units).rounded() - (range.minimum * units).rounded() <= mostUnits ? units : nil
    }

    /// Whether a number in these units is whole but for the rounding of a double.
    private static func isWhole(_ number: Double, _ units: Double) -> Bool {
        let scaled = number * units
        return abs(scaled) < mostDigits && abs(scaled - scaled.rounded()) <= abs(scaled) * 0x1p-51
    }

    /// Beyond it the rounding of a double comes near to a unit.
    private static let mostDigits = 0x1p40
}

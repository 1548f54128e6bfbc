/// Numbers as floats whose differences are as exact as floats allow.
///
/// Decimal numbers, which is what most attributes hold, are counted in units of their last place from the smallest one:
/// differences of such whole numbers are exact. Other numbers are scaled to [0, 1], where a difference is good to
/// 2⁻²⁴ of the range.
struct NumericColumn {
    /// What a difference of floats is multiplied by to be a share of the range; 0 if the range is zero.
    let scale: Float
    private let values: Values
    private let conversion: Conversion

    private enum Values {
        case numbers([Double])
        /// Floats by code.
        case encoded([Float], GowerTable.Codes)
    }

    /// Prepares a numeric column; `nil` if no row has a value.
    init?(_ column: GowerTable.Column) {
        guard let range = column.range else { return nil }
        switch column.storage {
        case .numbers(let numbers):
            conversion = Conversion(numbers, range: range)
            values = .numbers(numbers)
        case .encodedNumbers(let numbers, let codes):
            let used = codes.inUse(of: numbers.count)
            let conversion = Conversion(zip(numbers, used).compactMap { $1 ? $0 : nil }, range: range)
            self.conversion = conversion
            values = .encoded([.nan] + zip(numbers, used).map { $1 ? conversion.float($0) : .nan }, codes)
        case .categories, .encodedCategories: return nil
        }
        scale = conversion.scale
    }

    /// Writes the floats of rows; NaN where missing.
    func fill(_ floats: UnsafeMutablePointer<Float>, rows: [Int]) {
        switch values {
        case .numbers(let numbers): for (lane, row) in rows.enumerated() { floats[lane] = conversion.float(numbers[row]) }
        case .encoded(let entries, let codes): codes.look(up: entries, rows: rows, into: floats)
        }
    }
}

/// How numbers of a column become floats.
private struct Conversion {
    /// What a difference of floats is multiplied by to be a share of the range; 0 if the range is zero.
    let scale: Float
    private let range: GowerTable.ValueRange
    /// Units a whole number: 1, 10, 100, …; `nil` if values are scaled to [0, 1].
    private let unitsPerOne: Double?
    private let origin: Double

    init(_ numbers: [Double], range: GowerTable.ValueRange) {
        self.range = range
        let units = Conversion.units(numbers, range: range)
        unitsPerOne = units
        if let units {
            origin = Conversion.whole(range.minimum * units)
            let span = Conversion.whole(range.maximum * units) - origin
            scale = span > 0 ? Float(1 / span) : 0
        } else {
            origin = 0
            scale = range.maximum > range.minimum ? 1 : 0
        }
    }

    /// The float of a number; NaN where missing.
    @inline(__always)
    func float(_ number: Double) -> Float {
        guard !number.isNaN else { return .nan }
        guard let unitsPerOne else { return Float(range.share(number, range.minimum)) }
        return Float(Conversion.whole(number * unitsPerOne) - origin)
    }

    /// The power of ten in which all numbers are whole, up to the rounding of a double, and their differences exact floats.
    private static func units(_ numbers: [Double], range: GowerTable.ValueRange) -> Double? {
        let mostUnits = 0x1p24
        var units = 1.0
        var start = 0
        // Runs of numbers are looked at together; those before are whole in a smaller unit too.
        while start < numbers.count {
            let end = min(numbers.count, start + 256)
            while !areWhole(numbers, start..<end, units) {
                units *= 10
                guard units <= 1e9 else { return nil }
            }
            start = end
        }
        guard max(abs(range.minimum), abs(range.maximum)) * units < mostDigits else { return nil }
        return whole(range.maximum * units) - whole(range.minimum * units) <= mostUnits ? units : nil
    }

    /// Whether numbers in these units are whole but for the rounding of a double; missing ones are.
    private static func areWhole(_ numbers: [Double], _ places: Range<Int>, _ units: Double) -> Bool {
        numbers.withUnsafeBufferPointer { numbers in
            var others = 0
            for place in places {
                let scaled = numbers[place] * units
                // A NaN is neither too long nor too far from a whole number.
                let isOther = (abs(scaled) >= mostDigits) || (abs(scaled - whole(scaled)) > abs(scaled) * 0x1p-51)
                others &+= isOther ? 1 : 0
            }
            return others == 0
        }
    }

    /// The nearest whole number to one of at most 2⁵¹, without a call.
    @inline(__always)
    private static func whole(_ number: Double) -> Double {
        (number + 0x1.8p52) - 0x1.8p52
    }

    /// Beyond it the rounding of a double comes near to a unit.
    private static let mostDigits = 0x1p40
}

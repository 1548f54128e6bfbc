extension GowerTable {
    /// One feature of every row: its values, its weight and, where it is numeric, its unit.
    public struct Column: Sendable {
        /// A feature's values, one a row.
        public enum Values: Sendable {
            /// Numbers on an interval scale; NaN where missing.
            case numeric([Double])
            /// Codes that are equal or not, without order; −1 where missing.
            case categorical([Int32])
        }

        /// What the feature is called in errors and reports.
        public let name: String
        /// The unit of a numeric feature, for reports; computing never looks at it.
        public let unit: String?
        /// How much the feature counts; finite and ≥ 0, checked when the table is made. 0 leaves the feature out.
        public let weight: Double
        /// The values as they are kept.
        let storage: Storage

        private init(_ name: String, _ storage: Storage, unit: String?, weight: Double) {
            self.name = name
            self.storage = storage
            self.unit = unit
            self.weight = weight
        }

        /// A numeric feature; a NaN stands for a missing value.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - values: One number a row, in `unit`; finite or NaN.
        ///   - unit: The unit of the numbers, for reports.
        ///   - weight: How much the feature counts.
        public static func numeric(
            _ name: String, _ values: [Double], unit: String? = nil, weight: Double = 1
        ) -> Column {
            Column(name, .numbers(values), unit: unit, weight: weight)
        }

        /// A numeric feature; `nil` and NaN stand for a missing value.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - values: One number a row, in `unit`; finite, NaN or `nil`.
        ///   - unit: The unit of the numbers, for reports.
        ///   - weight: How much the feature counts.
        public static func numeric(
            _ name: String, optional values: [Double?], unit: String? = nil, weight: Double = 1
        ) -> Column {
            Column(name, .numbers(values.map { $0 ?? .nan }), unit: unit, weight: weight)
        }

        /// A feature whose values are equal or not, without order.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - codes: One code a row; ≥ 0, or −1 where missing.
        ///   - weight: How much the feature counts.
        public static func categorical(_ name: String, codes: [Int32], weight: Double = 1) -> Column {
            Column(name, .categories(codes), unit: nil, weight: weight)
        }

        /// A numeric feature of few different numbers, each kept once: a row takes one, two or four bytes.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - numbers: The numbers, in `unit`; finite or NaN. Several may be equal, and some unused.
        ///   - codes: One code a row: 0 where missing, else the place of its number, from 1.
        ///   - unit: The unit of the numbers, for reports.
        ///   - weight: How much the feature counts.
        public static func numeric(
            _ name: String, numbers: [Double], codes: GowerTable.Codes, unit: String? = nil, weight: Double = 1
        ) -> Column {
            Column(name, .encodedNumbers(numbers, codes), unit: unit, weight: weight)
        }

        /// A feature of categories, each kept once: a row takes one, two or four bytes.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - categories: The categories, ≥ 0, or −1 for missing. Several may be equal, and some unused.
        ///   - codes: One code a row: 0 where missing, else the place of its category, from 1.
        ///   - weight: How much the feature counts.
        public static func categorical(
            _ name: String, categories: [Int32], codes: GowerTable.Codes, weight: Double = 1
        ) -> Column {
            Column(name, .encodedCategories(categories, codes), unit: nil, weight: weight)
        }

        /// A yes-or-no feature, compared as a categorical one of two values: two noes are as alike as two yeses.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - flags: One flag a row; `nil` where missing.
        ///   - weight: How much the feature counts.
        public static func flag(_ name: String, _ flags: [Bool?], weight: Double = 1) -> Column {
            let codes: [Int32] = flags.map { flag in flag.map { $0 ? 1 : 0 } ?? -1 }
            return Column(name, .categories(codes), unit: nil, weight: weight)
        }
    }
}

extension GowerTable.Column {
    /// The number of values.
    public var rowCount: Int {
        switch storage {
        case .numbers(let numbers): numbers.count
        case .categories(let codes): codes.count
        case .encodedNumbers(_, let codes), .encodedCategories(_, let codes): codes.count
        }
    }

    /// The values, one a row. A column that was made of codes is written out for it.
    public var values: Values {
        switch storage {
        case .numbers(let numbers): .numeric(numbers)
        case .categories(let codes): .categorical(codes)
        case .encodedNumbers(let numbers, let codes): .numeric(codes.map { $0 == 0 ? .nan : numbers[$0 - 1] })
        case .encodedCategories(let categories, let codes): .categorical(codes.map { $0 == 0 ? -1 : categories[$0 - 1] })
        }
    }

    /// The smallest and largest value present in a numeric column; `nil` for a categorical or an all-missing one.
    public var range: GowerTable.ValueRange? {
        switch storage {
        case .numbers(let numbers): GowerTable.ValueRange(numbers)
        case .encodedNumbers(let numbers, let codes):
            GowerTable.ValueRange(zip(numbers, codes.inUse(of: numbers.count)).compactMap { $1 ? $0 : nil })
        case .categories, .encodedCategories: nil
        }
    }

    /// The same column with some of its rows, which the caller has checked to exist.
    func selecting(rows: [Int]) -> GowerTable.Column {
        let selected: Storage =
            switch storage {
            case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
            case .categories(let codes): .categories(rows.map { codes[$0] })
            case .encodedNumbers(let numbers, let codes): .encodedNumbers(numbers, codes.selecting(rows))
            case .encodedCategories(let categories, let codes): .encodedCategories(categories, codes.selecting(rows))
            }
        return GowerTable.Column(name, selected, unit: unit, weight: weight)
    }

    /// Checks everything about a column that does not depend on the other columns.
    func validate(rowCount expected: Int) throws(ClusteringError) {
        guard rowCount == expected else {
            throw ClusteringError(.rowCountMismatch, "has \(rowCount) rows, the table \(expected)", column: name)
        }
        guard weight.isFinite, weight >= 0 else {
            throw ClusteringError(.invalidWeight, "weight \(weight) is not finite and ≥ 0", column: name)
        }
        switch storage {
        case .numbers(let numbers):
            if let row = numbers.firstIndex(where: \.isInfinite) { throw infinite(numbers[row], row: row) }
        case .categories(let codes):
            if let row = codes.firstIndex(where: { $0 < -1 }) { throw tooLow(codes[row], row: row) }
        case .encodedNumbers(let numbers, let codes):
            if let number = numbers.first(where: \.isInfinite) { throw infinite(number, row: nil) }
            try validate(codes, entries: numbers.count)
        case .encodedCategories(let categories, let codes):
            if let category = categories.first(where: { $0 < -1 }) { throw tooLow(category, row: nil) }
            try validate(codes, entries: categories.count)
        }
    }

    private func validate(_ codes: GowerTable.Codes, entries: Int) throws(ClusteringError) {
        guard codes.maximum > entries else { return }
        let row = (0..<codes.count).first { codes[$0] > entries }
        throw ClusteringError(.invalidCategory, "code \(codes.maximum) stands for none of \(entries) values", column: name, row: row)
    }

    private func infinite(_ number: Double, row: Int?) -> ClusteringError {
        ClusteringError(.invalidValue, "\(number) is neither finite nor NaN", column: name, row: row)
    }

    private func tooLow(_ category: Int32, row: Int?) -> ClusteringError {
        ClusteringError(.invalidCategory, "code \(category) is below −1", column: name, row: row)
    }
}

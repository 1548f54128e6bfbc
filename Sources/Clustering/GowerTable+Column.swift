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
        /// The values, one a row.
        public let values: Values
        /// The unit of a numeric feature, for reports; computing never looks at it.
        public let unit: String?
        /// How much the feature counts; finite and ≥ 0, checked when the table is made. 0 leaves the feature out.
        public let weight: Double

        private init(_ name: String, _ values: Values, unit: String?, weight: Double) {
            self.name = name
            self.values = values
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
            Column(name, .numeric(values), unit: unit, weight: weight)
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
            Column(name, .numeric(values.map { $0 ?? .nan }), unit: unit, weight: weight)
        }

        /// A feature whose values are equal or not, without order.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - codes: One code a row; ≥ 0, or −1 where missing.
        ///   - weight: How much the feature counts.
        public static func categorical(_ name: String, codes: [Int32], weight: Double = 1) -> Column {
            Column(name, .categorical(codes), unit: nil, weight: weight)
        }

        /// A yes-or-no feature, compared as a categorical one of two values: two noes are as alike as two yeses.
        ///
        /// - Parameters:
        ///   - name: What the feature is called.
        ///   - flags: One flag a row; `nil` where missing.
        ///   - weight: How much the feature counts.
        public static func flag(_ name: String, _ flags: [Bool?], weight: Double = 1) -> Column {
            let codes: [Int32] = flags.map { flag in flag.map { $0 ? 1 : 0 } ?? -1 }
            return Column(name, .categorical(codes), unit: nil, weight: weight)
        }
    }
}

extension GowerTable.Column {
    /// The number of values.
    public var rowCount: Int {
        switch values {
        case .numeric(let numbers): numbers.count
        case .categorical(let codes): codes.count
        }
    }

    /// The smallest and largest value present in a numeric column; `nil` for a categorical or an all-missing one.
    public var range: GowerTable.ValueRange? {
        guard case .numeric(let numbers) = values else { return nil }
        return GowerTable.ValueRange(numbers)
    }

    /// The same column with some of its rows, which the caller has checked to exist.
    func selecting(rows: [Int]) -> GowerTable.Column {
        switch values {
        case .numeric(let numbers):
            GowerTable.Column(name, .numeric(rows.map { numbers[$0] }), unit: unit, weight: weight)
        case .categorical(let codes):
            GowerTable.Column(name, .categorical(rows.map { codes[$0] }), unit: unit, weight: weight)
        }
    }

    /// Checks everything about a column that does not depend on the other columns.
    func validate(rowCount expected: Int) throws(ClusteringError) {
        guard rowCount == expected else {
            throw ClusteringError(.rowCountMismatch, "has \(rowCount) rows, the table \(expected)", column: name)
        }
        guard weight.isFinite, weight >= 0 else {
            throw ClusteringError(.invalidWeight, "weight \(weight) is not finite and ≥ 0", column: name)
        }
        switch values {
        case .numeric(let numbers):
            if let row = numbers.firstIndex(where: \.isInfinite) {
                throw ClusteringError(.invalidValue, "\(numbers[row]) is neither finite nor NaN", column: name, row: row)
            }
        case .categorical(let codes):
            if let row = codes.firstIndex(where: { $0 < -1 }) {
                throw ClusteringError(.invalidCategory, "code \(codes[row]) is below −1", column: name, row: row)
            }
        }
    }
}

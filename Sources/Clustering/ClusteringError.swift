/// What went wrong in a clustering call, and where.
///
/// Two errors are equal when their codes are equal; reason and place are for people.
public struct ClusteringError: Error, Sendable {
    /// The kind of failure. A struct rather than an enum, so that later versions can add codes.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's stable name, as it appears in machine-readable output.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A table or an array has the wrong number of rows.
        public static let rowCountMismatch = Code("row-count-mismatch")
        /// A table has no columns, so that nothing can be compared.
        public static let noColumns = Code("no-columns")
        /// A numeric value or a dissimilarity is infinite, or a dissimilarity is negative or not a number.
        public static let invalidValue = Code("invalid-value")
        /// A categorical code is below −1.
        public static let invalidCategory = Code("invalid-category")
        /// A column's or a row's weight is outside its allowed range.
        public static let invalidWeight = Code("invalid-weight")
        /// A row index lies outside the table or matrix.
        public static let rowOutOfRange = Code("row-out-of-range")
        /// The matrix asked for does not fit the allowed memory.
        public static let tooLarge = Code("too-large")
        /// The number of clusters is below 1 or above the number of (distinct) rows.
        public static let invalidClusterCount = Code("invalid-cluster-count")
        /// The given start medoids are not distinct.
        public static let invalidStart = Code("invalid-start")
        /// The given cluster numbers leave a gap or lie outside the allowed range.
        public static let invalidAssignment = Code("invalid-assignment")
        /// A number of landmarks or of axes is outside its allowed range.
        public static let invalidOrdination = Code("invalid-ordination")
        /// A group of columns names no column, one that does not exist, or one twice.
        public static let invalidGroup = Code("invalid-group")
        /// An execution option is outside its allowed range.
        public static let invalidOption = Code("invalid-option")
        /// The caller asked for the work to stop.
        public static let cancelled = Code("cancelled")
    }

    /// The kind of failure.
    public let code: Code
    /// A sentence for a person.
    public let reason: String
    /// The name of the column concerned, if there is one.
    public let column: String?
    /// The zero-based row concerned, if there is one.
    public let row: Int?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - reason: A sentence for a person.
    ///   - column: The name of the column concerned.
    ///   - row: The zero-based row concerned.
    public init(_ code: Code, _ reason: String, column: String? = nil, row: Int? = nil) {
        self.code = code
        self.reason = reason
        self.column = column
        self.row = row
    }
}

extension ClusteringError: Hashable {
    public static func == (left: ClusteringError, right: ClusteringError) -> Bool {
        left.code == right.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension ClusteringError: CustomStringConvertible {
    public var description: String {
        var place: [String] = []
        if let column { place.append("column \"\(column)\"") }
        if let row { place.append("row \(row)") }
        let prefix = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
        return "\(prefix)\(reason) [\(code)]"
    }
}

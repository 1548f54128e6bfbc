extension GowerTable {
    /// The span of the values present in a numeric column: Rk in Gower (1971), with its two ends.
    public struct ValueRange: Sendable, Hashable {
        /// The smallest value present, in the column's unit.
        public let minimum: Double
        /// The largest value present, in the column's unit.
        public let maximum: Double

        /// Finds the range of finite numbers, leaving NaN out; `nil` when there is none.
        init?(_ numbers: [Double]) {
            var minimum = Double.infinity
            var maximum = -Double.infinity
            numbers.withUnsafeBufferPointer { numbers in
                for number in numbers {
                    // Nothing is less or greater than a NaN; infinite numbers are in no table.
                    minimum = number < minimum ? number : minimum
                    maximum = number > maximum ? number : maximum
                }
            }
            guard minimum <= maximum else { return nil }
            self.minimum = minimum
            self.maximum = maximum
        }

        /// |a − b| / Rk for two values in the range, in [0, 1]; 0 where the range is zero.
        ///
        /// Halves the values first where maximum − minimum would overflow a `Double`.
        public func share(_ a: Double, _ b: Double) -> Double {
            let span = maximum - minimum
            guard span > 0 else { return 0 }
            if span.isFinite { return min(1, abs(a - b) / span) }
            return min(1, abs(a / 2 - b / 2) / (maximum / 2 - minimum / 2))
        }
    }
}

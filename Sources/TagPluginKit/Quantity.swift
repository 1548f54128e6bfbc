/// What the single number of a tag may be: its unit, its plausible range, and what else files write there.
///
/// Files write a number in another unit than the standard asks for: 175 for a body height in metres. Where no number of
/// that size can be in the right unit, it is converted, by a named repair; where both are possible, it is left as it is.
public struct Quantity: Sendable {
    /// What zero says.
    public enum Zero: Sendable {
        /// A number like any other.
        case number
        /// Nothing was recorded, by the named rule ("zero is not a thickness").
        case missing(String)
    }

    /// A unit that files use instead of the right one, and the numbers that can only be in it.
    public struct OtherUnit: Sendable {
        let range: ClosedRange<Double>
        let factor: Double
        let rule: String

        /// - Parameters:
        ///   - range: numbers that cannot be in the right unit but can be in this one; outside of the quantity's range.
        ///   - factor: what the number is multiplied by.
        ///   - rule: the name of the repair ("centimetres for metres").
        public init(_ range: ClosedRange<Double>, times factor: Double, _ rule: String) {
            self.range = range
            self.factor = factor
            self.rule = rule
        }
    }

    /// What was found in a value.
    public enum Reading: Sendable, Hashable {
        /// A number in the right unit, and the names of the repairs that it took.
        case number(Double, repairs: [String])
        /// The value stands for missing, by this rule.
        case missing(String)

        public var number: Double? {
            guard case .number(let value, _) = self else { return nil }
            return value
        }
    }

    private let name: String
    private let unit: String
    private let range: ClosedRange<Double>
    private let zero: Zero
    private let suffixes: [UnitSuffix]
    private let otherUnits: [OtherUnit]

    /// - Parameters:
    ///   - name: what is measured, for reasons ("thickness").
    ///   - unit: as reasons write it, empty when there is none.
    ///   - range: what is plausible.
    ///   - suffixes: units that may be glued on.
    public init(
        _ name: String, unit: String = "", within range: ClosedRange<Double>, zero: Zero, suffixes: [UnitSuffix] = [],
        otherUnits: [OtherUnit] = []
    ) {
        self.name = name
        self.unit = unit
        self.range = range
        self.zero = zero
        self.suffixes = suffixes
        self.otherUnits = otherUnits
    }

    /// Reads the value of a tag.
    public func read(_ input: borrowing Input, _ tag: InputTag = .first) throws(Rejection) -> Reading {
        guard input.isPresent(tag) else { return .missing("no value") }
        if let rule = input.sentinel(tag) { return .missing(rule) }
        return try judge(try input.single(tag, units: suffixes))
    }

    /// Reads a number that was found otherwise, such as one of a list.
    public func judge(_ number: Number) throws(Rejection) -> Reading {
        if number.value == 0, case .missing(let rule) = zero { return .missing(rule) }
        let repairs = number.repairs.rules
        if range.contains(number.value) || number.value == 0 { return .number(number.value, repairs: repairs) }
        // Who writes the unit means it.
        let others = number.repairs.contains(.unitSuffix) ? [] : otherUnits
        if let other = others.first(where: { $0.range.contains(number.value) }) {
            return .number(number.value * other.factor, repairs: repairs + [other.rule])
        }
        throw rejection(number.value)
    }

    private func rejection(_ value: Double) -> Rejection {
        if value < 0, range.lowerBound >= 0 { return Rejection("negative \(name)") }
        let (side, bound) = value < range.lowerBound ? ("below", range.lowerBound) : ("above", range.upperBound)
        let limit = Int(exactly: bound).map(String.init) ?? "\(bound)"
        return Rejection("\(name) \(side) \(limit)\(unit.isEmpty ? "" : " " + unit)")
    }
}

extension Answer {
    /// Answers a column with what was read: the number and its repairs, or that the item stands for missing.
    public func quantity(_ column: NumericColumn, _ reading: Quantity.Reading) {
        switch reading {
        case .missing(let rule): missing(rule)
        case .number(let value, let repairs):
            for repair in repairs { repaired(repair) }
            number(column, value)
        }
    }
}

/// Parses a tag that holds one number into one column.
public struct QuantityParser: TagParser {
    public let claim: Claim
    private let column: NumericColumn
    private let quantity: Quantity

    /// - Parameters:
    ///   - path: the tag, and the name of the column.
    ///   - unit: UCUM code of the column.
    public init(_ path: String, unit: String = "", _ quantity: Quantity, _ summary: String) {
        var claim = Claim()
        claim.claimed(path)
        column = claim.number(path, unit: unit, summary)
        self.claim = claim
        self.quantity = quantity
    }

    public func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        answer.quantity(column, try quantity.read(input))
    }
}

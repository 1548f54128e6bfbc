/// What sets a cluster apart from the other rows: one feature, and how it differs.
public struct ClusterTrait: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        /// A label or flag is more frequent than elsewhere.
        case value
        /// A feature is there, or is missing, more often than elsewhere.
        case present, missing
        /// Numbers are higher or lower than elsewhere.
        case median
    }

    /// Name of the column.
    public var feature: String
    public var kind: Kind
    /// Cliff's delta of the cluster's rows against all others, in [−1, 1]: of two rows drawn from here and from there, how much
    /// more often the first has more (of the value, or the larger number). Small clusters are drawn towards 0.
    ///
    /// N. Cliff: *Dominance statistics: ordinal analyses to answer ordinal questions*, Psychological Bulletin 114 (1993).
    public var effect: Double
    /// The label, or `true` or `false`.
    public var value: String?
    /// Share of the cluster's rows, and of all others, that have the value, have the feature, or lack it.
    public var share: Double?
    public var shareElsewhere: Double?
    /// Of the cluster's rows that have a number, and of all that have.
    public var median: Double?
    public var medianOverall: Double?
    /// UCUM code of the medians; absent when there is none.
    public var unit: String?
    /// Whether `value` is a label, which may come from a file, and no flag.
    public var isLabel: Bool { kind == .value && value != "true" && value != "false" }
}

extension ClusterTrait {
    /// How a trait is told: `Modality MR (100 % vs 31 %)`. Not escaped.
    /// - Parameter isShown: whether the label may be told; else its shape is. Medians are values as well.
    func phrase(_ isShown: (_ feature: String, _ label: String) -> Bool, showsMedians: Bool) -> String {
        switch kind {
        case .value:
            let value = value ?? ""
            return "\(feature) \(!isLabel || isShown(feature, value) ? value : ValueShape.of(value)) (\(sharesText))"
        case .present: return "\(feature) present (\(sharesText))"
        case .missing: return "\(feature) missing (\(sharesText))"
        case .median:
            guard showsMedians, let median, let medianOverall else { return "\(feature) \(effect > 0 ? "higher" : "lower") than elsewhere" }
            let unit = unit.map { " " + $0 } ?? ""
            return "\(feature) median \(ShortNumber.text(median))\(unit) (overall \(ShortNumber.text(medianOverall))\(unit))"
        }
    }

    private var sharesText: String { "\(ClusterTrait.percent(share ?? 0)) vs \(ClusterTrait.percent(shareElsewhere ?? 0))" }

    /// Whole percent, never rounded up to all or down to nothing.
    static func percent(_ share: Double) -> String {
        guard share > 0 else { return "0\u{A0}%" }
        guard share < 1 else { return "100\u{A0}%" }
        return share < 0.01 ? "<1\u{A0}%" : share >= 0.995 ? ">99\u{A0}%" : "\(Int((share * 100).rounded()))\u{A0}%"
    }
}

/// What became of a value (the states of the design; every distinct input has exactly one).
public enum ValueState: String, CaseIterable, Codable, Sendable {
    /// No such element in the instance.
    case absent
    /// The element is there without a value.
    case empty
    /// The value stands for missing.
    case sentinel
    case parsed
    /// Folded by a synonym.
    case folded
    /// Parsed after a named repair.
    case repaired
    /// Understood in part.
    case partial
    /// Not understood, for a stated reason.
    case rejected
    /// The plugin failed on it.
    case failed
    /// No plugin claims the tag.
    case unclaimed

    /// Whether there was a value to be parsed.
    public var isPresent: Bool { self != .absent && self != .empty }
    /// Whether the value was understood: what coverage counts.
    public var isUnderstood: Bool {
        switch self {
        case .sentinel, .parsed, .folded, .repaired: true
        case .absent, .empty, .partial, .rejected, .failed, .unclaimed: false
        }
    }
}

/// Why images cannot be evaluated.
public struct EvaluationError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// Fewer images than two sets take.
        case tooFewImages
        /// An image is clustered that is in training, or shares a patient, study or series with one that is.
        case trainedOnClustered
        /// The sets have too few different rows, or points, to be clustered.
        case tooAlike
    }

    public let code: Code
    public let reason: String
    public var description: String { reason }

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension EvaluationError: Equatable {
    public static func == (one: EvaluationError, other: EvaluationError) -> Bool { one.code == other.code }
}

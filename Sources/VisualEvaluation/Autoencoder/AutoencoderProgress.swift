/// The losses of an epoch of training: mean squared errors of grey values in [0, 1].
public struct AutoencoderEpoch: Sendable, Hashable {
    /// The mean over its steps, each before it changed the weights.
    public let loss: Double
    /// After it, on images that are not trained on; nil where there are none.
    public let validationLoss: Double?
}

/// How far a training is.
public struct AutoencoderProgress: Sendable, Hashable {
    /// Whole epochs that are done.
    public let epoch: Int
    public let epochs: Int
    /// Steps that are done of the epoch that runs.
    public let step: Int
    public let steps: Int
    /// The mean loss of the steps of the epoch that runs, or of the whole epoch that was just done.
    public let loss: Double
    /// After the last whole epoch; nil where nothing is validated.
    public let validationLoss: Double?
    /// Until all epochs are done, at the speed up to now; it may stop earlier.
    public let secondsLeft: Double
}

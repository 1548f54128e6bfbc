/// Trains an autoencoder on images, through the backend.
///
/// On a processor the same images, preset, seed, number of threads and version of the backend give the same weights, byte for
/// byte, whether training was interrupted or not.
public struct AutoencoderTraining: Sendable {
    let backend: AutoencoderBackend
    let preset: AutoencoderPreset
    let seed: UInt64
    let checkpoints: CheckpointFolder?
    let options: Options

    /// What does not belong to a preset.
    public struct Options: Sendable {
        /// Threads of a processor. Sums depend on their number: other threads, other last digits.
        public var threads = AutoencoderBackend.processorCount
        /// A GPU where there is one, or the processor in any case.
        public var usesGPU = true
        /// Seconds between checkpoints; there is one at the end of each epoch as well.
        public var checkpointSeconds = 60.0

        public init() {}
    }

    /// What came out.
    public struct Result: Sendable, Equatable {
        /// Of the epoch whose validation loss was the smallest; of the last one where nothing was validated.
        public let weights: AutoencoderWeights
        /// Of each epoch that was trained.
        public let history: [AutoencoderEpoch]
        /// What it ran on.
        public let device: String
    }

    /// - Parameters:
    ///   - backend: path of `libtagfold-torch.so`.
    ///   - checkpoints: a folder that is made when it is missing. When it holds what is left of the same training, that goes on;
    ///     nil for none.
    /// - Throws: `AutoencoderError` when the backend cannot be loaded, or the folder cannot be written to.
    public init(backend: String, preset: AutoencoderPreset, seed: UInt64 = 1, checkpoints: String? = nil, options: Options = Options())
        throws(AutoencoderError)
    {
        self.backend = try AutoencoderBackend.load(backend)
        self.preset = preset
        self.seed = seed
        self.checkpoints = try checkpoints.map { path throws(AutoencoderError) in try CheckpointFolder(path) }
        self.options = options
    }
}

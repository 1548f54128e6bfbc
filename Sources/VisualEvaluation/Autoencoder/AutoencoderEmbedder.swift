/// Embeds images by the encoder of a trained autoencoder, through the backend: on a GPU, or to check an embedder that does
/// without it.
public final class AutoencoderEmbedder: ImageEmbedder {
    public let name: String
    private let backend: AutoencoderBackend
    private let weights: AutoencoderWeights
    private let options: AutoencoderTraining.Options

    private static let batchSize = 40

    /// - Parameter backend: path of `libtagfold-torch.so`.
    /// - Throws: `AutoencoderError` when the backend cannot be loaded.
    public init(backend: String, weights: AutoencoderWeights, options: AutoencoderTraining.Options = AutoencoderTraining.Options()) throws(AutoencoderError) {
        self.backend = try AutoencoderBackend.load(backend)
        self.weights = weights
        self.options = options
        name = "autoencoder \(weights.origin.preset), seed \(weights.origin.seed); \(self.backend.version)"
    }

    /// - Returns: the codes: 1,280 values of each image, filter by filter, row by row.
    /// - Throws: `AutoencoderError` when the backend fails.
    public func embed(_ images: ImageSet) throws -> ImageEmbedding {
        let session = try AutoencoderSession(
            backend, weights.network, batchSize: AutoencoderEmbedder.batchSize, threads: options.threads, usesGPU: options.usesGPU)
        try session.write(.weights, weights.tensors)
        guard let embedding = ImageEmbedding(values: try session.codes(images), dimension: AutoencoderNetwork.codeCount) else {
            throw AutoencoderError(.failed, "the training backend embeds no whole images")
        }
        return embedding
    }
}

/// The weights of a trained autoencoder, and what made them. As a file it is in the safetensors format, which Python opens
/// (docs/autoencoder.md).
public struct AutoencoderWeights: Sendable, Equatable {
    public let network: AutoencoderNetwork
    /// Values of each of `network.tensors`, in their order; a weight's by output, input, row and column.
    public let tensors: [[Float]]
    public let origin: Origin

    /// What made some weights.
    public struct Origin: Sendable, Equatable {
        /// Name of the preset.
        public var preset: String
        public var seed: UInt64
        /// Of the backend, with the device that it ran on.
        public var version: String
        /// Of each epoch of the training.
        public var history: [AutoencoderEpoch]
        /// Epochs after which these weights stood; not all of `history` where a later one was no better.
        public var epochs: Int
    }

    /// - Returns: nil when the values do not fill the network.
    package init?(network: AutoencoderNetwork, tensors: [[Float]], origin: Origin) {
        guard tensors.map(\.count) == network.tensors.map(\.count) else { return nil }
        self.network = network
        self.tensors = tensors
        self.origin = origin
    }

    /// A tensor by its name: `encoder.0.weight`, `encoder.0.bias` and so on. Nil for a name that there is not.
    public func tensor(_ name: String) -> (shape: [Int], values: [Float])? {
        let shapes = network.tensors
        guard let index = shapes.firstIndex(where: { $0.name == name }) else { return nil }
        return (shapes[index].shape, tensors[index])
    }
}

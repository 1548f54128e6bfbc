/// How an autoencoder is trained: the size of its network, and for how long.
public struct AutoencoderPreset: Sendable, Hashable {
    public let name: String
    public let network: AutoencoderNetwork
    /// Images of a step.
    public let batchSize: Int
    /// Times that each image is trained on, at most.
    public let epochs: Int
    /// Images that it is made for: with more, it takes longer.
    public let images: Int
    /// Training stops when as many epochs in a row have not made the validation loss smaller.
    public let patience: Int

    /// The paper's: 300,000 steps of 415 GFLOP each, the work of a GPU.
    public static let paper = AutoencoderPreset(name: "paper", filters: 64, batchSize: 40, epochs: 400, images: 30_000, patience: 40)

    /// The same layers with fewer filters, small batches, and a few epochs: the work of some minutes on two processor cores.
    public static let quick = AutoencoderPreset(name: "quick", filters: 16, batchSize: 8, epochs: 5, images: 2_000, patience: 2)

    public static let all = [paper, quick]

    /// - Parameters: numbers below 1 count as 1.
    package init(name: String, filters: Int, batchSize: Int, epochs: Int, images: Int, patience: Int) {
        self.name = name
        network = AutoencoderNetwork(filters: filters)
        self.batchSize = min(max(1, batchSize), 4096)
        self.epochs = max(1, epochs)
        self.images = max(1, images)
        self.patience = max(1, patience)
    }
}

/// How an autoencoder is trained: the size of its network, and for how long.
public struct AutoencoderPreset: Sendable, Hashable {
    public let name: String
    public let network: AutoencoderNetwork
    /// Images of a step.
    public let batchSize: Int
    /// Times that each image is trained on, at most.
    public let epochs: Int
    /// With so few images that `epochs` has fewer steps, there are more epochs.
    public let fewestSteps: Int
    /// Images that it is made for: with more, it takes longer.
    public let images: Int

    /// The paper's: 300,000 steps of 415 GFLOP each, the work of a GPU.
    public static let paper = AutoencoderPreset(name: "paper", filters: 64, batchSize: 40, epochs: 400, fewestSteps: 0, images: 30_000)

    /// The same layers with a quarter of the filters, smaller batches, and 750 steps: the work of about two minutes on two cores.
    public static let quick = AutoencoderPreset(name: "quick", filters: 16, batchSize: 16, epochs: 6, fewestSteps: 750, images: 2_000)

    public static let all = [paper, quick]

    /// - Parameters: numbers below 1 count as 1.
    package init(name: String, filters: Int, batchSize: Int, epochs: Int, fewestSteps: Int, images: Int) {
        self.name = name
        network = AutoencoderNetwork(filters: filters)
        self.batchSize = min(max(1, batchSize), 4096)
        self.epochs = max(1, epochs)
        self.fewestSteps = max(0, fewestSteps)
        self.images = max(1, images)
    }

    /// The same, trained for so many epochs at most, however few the images are.
    /// - Parameter epochs: 1 or more.
    public func limited(toEpochs epochs: Int) -> AutoencoderPreset {
        AutoencoderPreset(
            name: "\(name), \(epochs) \(epochs == 1 ? "epoch" : "epochs")", filters: network.filters, batchSize: batchSize, epochs: epochs, fewestSteps: 0, images: images)
    }

    // MARK: For some images

    func stepsPerEpoch(_ images: Int) -> Int { max(1, (images + batchSize - 1) / batchSize) }

    func epochs(_ images: Int) -> Int { max(epochs, (fewestSteps + stepsPerEpoch(images) - 1) / stepsPerEpoch(images)) }

    /// Training stops when as many epochs in a row have not made the validation loss smaller: a fifth of all.
    func patience(_ images: Int) -> Int { max(2, epochs(images) / 5) }
}

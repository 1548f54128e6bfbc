/// Where a training stands between two steps: all that decides how it goes on. It is what a checkpoint keeps.
struct TrainingState: Equatable {
    /// Which training it is.
    let identity: String
    /// Whole epochs that are done.
    var history: [AutoencoderEpoch] = []
    /// Steps of the epoch that runs, and the sum of their losses.
    var step = 0
    var losses = 0.0
    var weights: [[Float]]
    var meanSquares: [[Float]]
    /// After the epoch whose validation loss was the smallest.
    var best: Best?

    struct Best: Equatable {
        let epochs: Int
        let weights: [[Float]]
    }

    var epoch: Int { history.count }

    init(_ network: AutoencoderNetwork, identity: String, seed: UInt64) {
        self.identity = identity
        weights = network.initialWeights(seed: seed)
        meanSquares = network.tensors.map { [Float](repeating: 0, count: $0.count) }
    }

    /// Ends an epoch, with the weights as they are. Without validation, the last weights are the best.
    mutating func endEpoch(_ epoch: AutoencoderEpoch) {
        let smallest = history.compactMap(\.validationLoss).min() ?? .infinity
        history.append(epoch)
        (step, losses) = (0, 0)
        if epoch.validationLoss.map({ $0 < smallest }) ?? true { best = Best(epochs: history.count, weights: weights) }
    }

    /// Epochs since the validation loss was the smallest.
    var epochsWithoutGain: Int { history.count - (best?.epochs ?? 0) }
}

// MARK: As a file

extension TrainingState {
    private static let format = "tagfold training 1"

    func file(_ network: AutoencoderNetwork) -> Safetensors {
        var metadata = AutoencoderEpoch.metadata(history)
        metadata["format"] = TrainingState.format
        metadata["identity"] = identity
        metadata["step"] = String(step)
        metadata["loss_sum"] = "\(losses)"
        metadata["best_epochs"] = String(best?.epochs ?? 0)
        let groups = [("weights.", weights), ("mean_squares.", meanSquares)] + (best.map { [("best.", $0.weights)] } ?? [])
        return Safetensors(metadata: metadata, tensors: groups.flatMap { Safetensors.tensors(network, $1, prefix: $0) })
    }

    /// - Throws: `Safetensors.Fault` when anything about the file is not as it was written.
    init(_ file: Safetensors, _ network: AutoencoderNetwork) throws(Safetensors.Fault) {
        let metadata = file.metadata
        guard metadata["format"] == TrainingState.format, let identity = metadata["identity"], let history = AutoencoderEpoch.history(metadata),
            let step = metadata["step"].flatMap({ Int($0) }), step >= 0, let losses = metadata["loss_sum"].flatMap({ Double($0) }),
            let bestEpochs = metadata["best_epochs"].flatMap({ Int($0) }), (0...history.count).contains(bestEpochs)
        else { throw Safetensors.Fault("its metadata is not that of a checkpoint") }
        self.identity = identity
        (self.history, self.step, self.losses) = (history, step, losses)
        weights = try file.values(network, prefix: "weights.")
        meanSquares = try file.values(network, prefix: "mean_squares.")
        best = bestEpochs > 0 ? Best(epochs: bestEpochs, weights: try file.values(network, prefix: "best.")) : nil
    }
}

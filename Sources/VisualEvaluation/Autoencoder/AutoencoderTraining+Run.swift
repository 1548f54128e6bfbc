import Clustering
import Hashing

extension AutoencoderTraining {
    /// Trains, or goes on where a checkpoint stands.
    /// - Parameters:
    ///   - images: what is trained on; more than the preset is made for take longer.
    ///   - validation: other images, whose loss tells when to stop and which weights are kept; may be empty.
    ///   - progress: is told about once a second, and at the end of each epoch.
    /// - Throws: `AutoencoderError` when there are no images, the backend fails, the checkpoint is damaged or of another training,
    ///   or none can be written.
    public func run(_ images: ImageSet, validation: ImageSet, progress: (AutoencoderProgress) -> Void = { _ in }) throws(AutoencoderError) -> Result {
        guard images.count > 0 else { throw AutoencoderError(.noImages, "there are no images to train an autoencoder on") }
        let session = try AutoencoderSession(
            backend, preset.network, batchSize: preset.batchSize, threads: options.threads, usesGPU: options.usesGPU)
        let version = "\(backend.version); \(session.device)"
        let identity = identity(images, validation, version: version)
        var state = try checkpoints?.state(preset.network, identity: identity) ?? TrainingState(preset.network, identity: identity, seed: seed)
        try session.take(state)
        let steps = preset.stepsPerEpoch(images.count), epochs = preset.epochs(images.count)
        var clock = TrainingClock(stepsPerEpoch: steps, epochs: epochs, every: options.checkpointSeconds)
        while state.epoch < epochs, state.epochsWithoutGain < preset.patience(images.count) {
            try train(&state, images, session, &clock, progress)
            let epoch = AutoencoderEpoch(
                loss: try session.losses() / Double(steps), validationLoss: validation.count > 0 ? try session.loss(validation) : nil)
            guard epoch.loss.isFinite, epoch.validationLoss?.isFinite != false else {
                throw AutoencoderError(.failed, "the training of epoch \(state.epoch + 1) diverged: its loss is no number")
            }
            try session.give(&state)
            state.endEpoch(epoch)
            try session.setLosses(0)
            try save(state, &clock)
            progress(clock.progress(state, loss: epoch.loss))
        }
        return try result(state, version: version, device: session.device)
    }

    // MARK: Steps

    /// The steps that are left of an epoch.
    private func train(
        _ state: inout TrainingState, _ images: ImageSet, _ session: AutoencoderSession, _ clock: inout TrainingClock, _ progress: (AutoencoderProgress) -> Void
    ) throws(AutoencoderError) {
        let order = AutoencoderNetwork.order(images.count, epoch: state.epoch, seed: seed)
        while state.step < clock.stepsPerEpoch {
            let places = order[(state.step * preset.batchSize)..<min(images.count, (state.step + 1) * preset.batchSize)]
            try session.step(images.pixels(places))
            state.step += 1
            clock.countStep()
            if clock.isTimeToTell { progress(clock.progress(state, loss: try session.losses() / Double(state.step))) }
            if clock.isTimeToSave, checkpoints != nil, state.step < clock.stepsPerEpoch {
                try session.give(&state)
                try save(state, &clock)
            }
        }
    }

    private func save(_ state: TrainingState, _ clock: inout TrainingClock) throws(AutoencoderError) {
        try checkpoints?.save(state, preset.network)
        clock.countSave()
    }

    // MARK: Results

    /// All that decides the weights: a checkpoint of anything else is not gone on with.
    private func identity(_ images: ImageSet, _ validation: ImageSet, version: String) -> String {
        let shape = "\(preset.network.filters) filters; batches of \(preset.batchSize); \(preset.epochs) epochs; \(preset.fewestSteps) steps; seed \(seed)"
        return "\(shape); \(version); images \(SHA256.hex(of: images.pixels)); validation \(SHA256.hex(of: validation.pixels))"
    }

    private func result(_ state: TrainingState, version: String, device: String) throws(AutoencoderError) -> Result {
        let origin = AutoencoderWeights.Origin(
            preset: preset.name, seed: seed, version: version, history: state.history, epochs: state.best?.epochs ?? state.history.count)
        guard let weights = AutoencoderWeights(network: preset.network, tensors: state.best?.weights ?? state.weights, origin: origin) else {
            throw AutoencoderError(.failed, "the training backend gave weights of another network")
        }
        return Result(weights: weights, history: state.history, device: device)
    }
}

extension AutoencoderSession {
    fileprivate func take(_ state: TrainingState) throws(AutoencoderError) {
        try write(.weights, state.weights)
        try write(.meanSquares, state.meanSquares)
        try setLosses(state.losses)
    }

    fileprivate func give(_ state: inout TrainingState) throws(AutoencoderError) {
        state.weights = try read(.weights)
        state.meanSquares = try read(.meanSquares)
        state.losses = try losses()
    }
}

extension ImageSet {
    /// Of images at some places, in their order.
    fileprivate func pixels(_ places: ArraySlice<Int>) -> [UInt8] {
        var chosen: [UInt8] = []
        chosen.reserveCapacity(places.count * RenderedImage.count)
        for place in places { chosen += pixels[(place * RenderedImage.count)..<((place + 1) * RenderedImage.count)] }
        return chosen
    }
}

extension SHA256 {
    fileprivate static func hex(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.add(bytes)
        return hash.finish()
    }
}

import CAutoencoder

/// A network within the backend.
///
/// Safe: the pointer is the backend's from `open` to `close`, which only `deinit` calls; each buffer that is handed out has as
/// many values as the count beside it says, and outlives the call.
final class AutoencoderSession {
    let network: AutoencoderNetwork
    let batchSize: Int
    private let backend: AutoencoderBackend
    private let session: OpaquePointer

    enum Values: UInt32 {
        case weights = 0
        case meanSquares = 1
        case gradients = 2
    }

    init(_ backend: AutoencoderBackend, _ network: AutoencoderNetwork, batchSize: Int, threads: Int, usesGPU: Bool, rate: Double = 1e-3) throws(AutoencoderError) {
        self.backend = backend
        self.network = network
        self.batchSize = batchSize
        var options = autoencoder_options()
        options.struct_size = UInt32(MemoryLayout<autoencoder_options>.size)
        options.abi_version = AutoencoderBackend.abiVersion
        options.side = UInt32(RenderedImage.side)
        options.filters = UInt32(clamping: network.filters)
        options.code_filters = UInt32(AutoencoderNetwork.codeFilters)
        options.batch = UInt32(clamping: batchSize)
        options.device = usesGPU ? UInt32(AUTOENCODER_ANY_DEVICE) : UInt32(AUTOENCODER_PROCESSOR)
        options.threads = UInt32(clamping: min(max(1, threads), 1024))
        // The defaults of RMSprop in Keras, with epsilon beside the root as Keras had it until its version 2.
        (options.rate, options.decay, options.epsilon) = (rate, 0.9, 1e-7)
        var session: OpaquePointer?
        try backend.check(backend.functions.open?(&options, &session), "make an autoencoder")
        guard let session else { throw AutoencoderError(.failed, "the training backend makes no autoencoder") }
        self.session = session
    }

    deinit { backend.functions.close?(session) }

    var device: String { backend.functions.device?(session).map { String(cString: $0) } ?? "" }

    // MARK: Values of tensors, in the network's order

    func read(_ kind: Values) throws(AutoencoderError) -> [[Float]] {
        var tensors: [[Float]] = []
        for (index, tensor) in network.tensors.enumerated() {
            var values = [Float](repeating: 0, count: tensor.count)
            try backend.check(backend.functions.read?(session, kind.rawValue, UInt32(index), &values, UInt64(values.count)), "tell its weights")
            tensors.append(values)
        }
        return tensors
    }

    func write(_ kind: Values, _ tensors: [[Float]]) throws(AutoencoderError) {
        guard tensors.map(\.count) == network.tensors.map(\.count) else { throw AutoencoderError(.failed, "weights of another network") }
        for (index, values) in tensors.enumerated() {
            try backend.check(backend.functions.write?(session, kind.rawValue, UInt32(index), values, UInt64(values.count)), "take weights")
        }
    }

    // MARK: Images

    /// A step of training on at most `batchSize` images.
    func step(_ pixels: [UInt8]) throws(AutoencoderError) {
        try backend.check(backend.functions.step?(session, pixels, UInt32(clamping: pixels.count / RenderedImage.count)), "train")
    }

    /// The sum of the losses of all steps since it was set.
    func losses() throws(AutoencoderError) -> Double {
        var sum = 0.0
        try backend.check(backend.functions.read_losses?(session, &sum), "train")
        return sum
    }

    func setLosses(_ sum: Double) throws(AutoencoderError) { try backend.check(backend.functions.write_losses?(session, sum), "train") }

    /// The mean squared error of any number of images.
    func loss(_ images: ImageSet) throws(AutoencoderError) -> Double {
        var sum = 0.0
        for batch in batches(images.count) {
            var loss = 0.0
            let outcome = images.pixels.withUnsafeBufferPointer {
                backend.functions.loss?(session, $0.baseAddress.map { $0 + batch.lowerBound * RenderedImage.count }, UInt32(batch.count), &loss)
            }
            try backend.check(outcome, "tell a loss")
            sum += loss * Double(batch.count)
        }
        return images.count > 0 ? sum / Double(images.count) : 0
    }

    /// The code of each image. The last batch is filled up with black: what is computed for an image must not depend on how many
    /// stand beside it.
    func codes(_ images: ImageSet) throws(AutoencoderError) -> [Float] {
        var codes: [Float] = []
        codes.reserveCapacity(images.count * AutoencoderNetwork.codeCount)
        var made = [Float](repeating: 0, count: batchSize * AutoencoderNetwork.codeCount)
        for batch in batches(images.count) {
            var pixels = Array(images.pixels[(batch.lowerBound * RenderedImage.count)..<(batch.upperBound * RenderedImage.count)])
            pixels += [UInt8](repeating: 0, count: batchSize * RenderedImage.count - pixels.count)
            try backend.check(backend.functions.embed?(session, pixels, UInt32(clamping: batchSize), &made), "embed images")
            codes += made[..<(batch.count * AutoencoderNetwork.codeCount)]
        }
        return codes
    }

    private func batches(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: batchSize).map { $0..<min(count, $0 + batchSize) }
    }
}

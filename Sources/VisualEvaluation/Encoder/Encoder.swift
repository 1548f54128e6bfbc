import CEncoderKernels
import Dispatch
import Glibc
import Hashing
import Synchronization

/// The first half of the autoencoder: from images to their codes, without PyTorch.
///
/// Four stages of convolution 3×3, ReLU, convolution 2×2, ReLU and max-pooling 2×2; then a convolution 3×3, whose output is the code.
/// Convolutions are Winograd's minimal filtering (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016).
///
/// An image has the same code, bit for bit, on any number of threads and beside any other images, and on all processors with
/// fused multiply-add. Without it sums are rounded more often. Either way codes are off by about a millionth of their largest value.
public struct Encoder: ImageEmbedder {
    /// Numbers and their shape, outermost first.
    public struct Tensor: Sendable, Equatable {
        public let shape: [Int]
        public let values: [Float]

        public init(shape: [Int], values: [Float]) {
            self.shape = shape
            self.values = values
        }
    }

    /// How an encoder runs, and what its network has besides weights.
    public struct Options: Sendable {
        /// The most threads to use; nil for all processors. Codes do not depend on it.
        public var threads: Int?
        /// Whether the code goes through ReLU.
        public var codeHasReLU = false

        public init() {}
    }

    /// Channels between the layers.
    public let filters: Int
    /// Channels of the code, each of 8 × 8 values.
    public let codeChannels: Int
    public private(set) var name: String
    private let network: EncoderNetwork
    private let threads: Int?

    /// - Parameter tensors: `encoder.0.weight`, output channels × input channels × rows × columns as in PyTorch, and
    ///   `encoder.0.bias`, to `encoder.8.…`, in the order of the network; others are not looked at. The number of filters and that of
    ///   channels of the code are those of the first and the last weights.
    /// - Throws: `EncoderError` when a tensor is missing, has another shape, or values that cannot be computed with.
    public init(tensors: [String: Tensor], options: Options = Options()) throws(EncoderError) {
        try self.init(tensors: tensors, options: options, kernels: encoder_kernels_best().pointee)
    }

    /// The encoder of a trained autoencoder; its code is linear.
    /// - Throws: `EncoderError` when its values cannot be computed with.
    public init(weights: AutoencoderWeights, threads: Int? = nil) throws(EncoderError) {
        var tensors: [String: Tensor] = [:]
        for shape in weights.network.tensors {
            guard let tensor = weights.tensor(shape.name) else { continue }
            tensors[shape.name] = Tensor(shape: tensor.shape, values: tensor.values)
        }
        var options = Options()
        options.threads = threads
        try self.init(tensors: tensors, options: options)
        name = "\(weights.origin.preset), seed \(weights.origin.seed): \(name)"
    }

    init(tensors: [String: Tensor], options: Options, kernels: encoder_kernels) throws(EncoderError) {
        if let threads = options.threads, threads < 1 {
            throw EncoderError(.badOption, "at least one thread is needed, not \(threads)")
        }
        let layers = try EncoderLayers(tensors)
        filters = layers.filters
        codeChannels = layers.codeChannels
        threads = options.threads
        network = EncoderNetwork(layers, codeHasReLU: options.codeHasReLU, kernels: kernels)
        let activation = options.codeHasReLU ? " after ReLU" : ""
        name = "autoencoder of \(filters) filters, code \(codeChannels) × 8 × 8\(activation), weights \(layers.digest)"
    }

    /// The code of each image: its channels one after the other, each row by row.
    public func embed(_ images: ImageSet) -> ImageEmbedding {
        let dimension = network.codeCount
        let values = [Float](unsafeUninitializedCapacity: images.count * dimension) { buffer, initialized in
            buffer.initialize(repeating: 0)
            images.pixels.withUnsafeBufferPointer { pixels in
                // Safe to share: an image is read by, and its code written by, the one thread that took its number.
                nonisolated(unsafe) let pixels = pixels
                nonisolated(unsafe) let codes = buffer
                let next = Atomic(0)
                DispatchQueue.concurrentPerform(iterations: workers(images.count)) { _ in
                    let workspace = network.makeWorkspace()
                    while true {
                        let image = next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard image < images.count else { return }
                        let read = image * RenderedImage.count, written = image * dimension
                        network.encode(
                            UnsafeBufferPointer(rebasing: pixels[read..<read + RenderedImage.count]), workspace,
                            into: UnsafeMutableBufferPointer(rebasing: codes[written..<written + dimension]))
                    }
                }
            }
            initialized = images.count * dimension
        }
        return ImageEmbedding(points: values, dimension: dimension)
    }

    private func workers(_ images: Int) -> Int {
        let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return max(1, min(threads ?? processors, processors, images))
    }
}

extension EncoderLayers {
    /// Twelve hexadecimal digits that tell these weights from others.
    var digest: String {
        var hash = SHA256()
        for layer in layers {
            for values in [layer.weights, layer.biases] { values.withUnsafeBytes { hash.add(Array($0)) } }
        }
        return String(hash.finish().prefix(12))
    }
}

extension ImageEmbedding {
    /// Whole points.
    fileprivate init(points: [Float], dimension: Int) {
        precondition(dimension > 0 && points.count.isMultiple(of: dimension))
        values = points
        self.dimension = dimension
    }
}

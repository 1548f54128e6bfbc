/// The weights of an encoder's nine convolutions, of shapes that fit one another.
struct EncoderLayers: Sendable {
    struct Layer: Sendable {
        let name: String
        let outputs: Int
        let inputs: Int
        /// Rows and columns of its filters.
        let taps: Int
        /// `outputs` × `inputs` × `taps` × `taps`.
        let weights: [Float]
        /// `outputs`.
        let biases: [Float]
    }

    /// More channels would be a mistake: the network of the paper has 64.
    static let mostChannels = 1024
    static let count = 9

    let layers: [Layer]
    /// Channels between the layers.
    let filters: Int
    /// Channels of the code.
    let codeChannels: Int

    /// - Parameter tensors: by name, `encoder.0.weight` and `encoder.0.bias` to `encoder.8.…`; others are not looked at.
    init(_ tensors: [String: Encoder.Tensor]) throws(EncoderError) {
        filters = try EncoderLayers.channels(tensors, of: 0)
        codeChannels = try EncoderLayers.channels(tensors, of: EncoderLayers.count - 1)
        var layers: [Layer] = []
        for place in 0..<EncoderLayers.count {
            let outputs = place == EncoderLayers.count - 1 ? codeChannels : filters
            let inputs = place == 0 ? 1 : filters
            let taps = place.isMultiple(of: 2) ? 3 : 2
            layers.append(
                Layer(
                    name: "encoder.\(place)", outputs: outputs, inputs: inputs, taps: taps,
                    weights: try EncoderLayers.values(tensors, "encoder.\(place).weight", [outputs, inputs, taps, taps]),
                    biases: try EncoderLayers.values(tensors, "encoder.\(place).bias", [outputs])))
        }
        self.layers = layers
        try checkMagnitudes()
    }

    /// Output channels of a layer, as its weights say.
    private static func channels(_ tensors: [String: Encoder.Tensor], of layer: Int) throws(EncoderError) -> Int {
        let name = "encoder.\(layer).weight"
        guard let tensor = tensors[name] else { throw EncoderError(.badShape, "there is no tensor \(name)") }
        guard tensor.shape.count == 4, let channels = tensor.shape.first, channels >= 1 else {
            throw EncoderError(.badShape, "\(name) is \(text(tensor.shape)), not output channels × input channels × rows × columns")
        }
        guard channels <= mostChannels else {
            throw EncoderError(.badShape, "\(name) has \(channels) output channels, more than \(mostChannels)")
        }
        return channels
    }

    private static func values(
        _ tensors: [String: Encoder.Tensor], _ name: String, _ shape: [Int]
    ) throws(EncoderError) -> [Float] {
        guard let tensor = tensors[name] else { throw EncoderError(.badShape, "there is no tensor \(name)") }
        guard tensor.shape == shape else {
            throw EncoderError(.badShape, "\(name) is \(text(tensor.shape)), and must be \(text(shape))")
        }
        let count = shape.reduce(1, *)
        guard tensor.values.count == count else {
            throw EncoderError(.badShape, "\(name) has \(tensor.values.count) values, and its shape \(count)")
        }
        guard tensor.values.allSatisfy(\.isFinite) else { throw EncoderError(.badValue, "\(name) has a value that is not finite") }
        return tensor.values
    }

    private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

    /// Refuses weights with which a sum could overflow, for some image. What a tile goes through on its way is less than
    /// (4.3 × 1.7 × 7)² times the sum of the products' magnitudes: what the rows of |Bᵀ|, |G| and |Aᵀ| add up to at most.
    private func checkMagnitudes() throws(EncoderError) {
        var largest = 1.0
        for layer in layers {
            let filter = layer.inputs * layer.taps * layer.taps
            let sums = layer.biases.indices.map { output in
                let weights = layer.weights[output * filter..<(output + 1) * filter]
                return abs(Double(layer.biases[output])) + largest * weights.reduce(0) { $0 + abs(Double($1)) }
            }
            largest = sums.max() ?? 0
            guard largest * 2_700 < Double(Float.greatestFiniteMagnitude) / 2 else {
                throw EncoderError(.badValue, "the weights of \(layer.name) are so large that sums of 32-bit floats may overflow")
            }
        }
    }
}

/// The shape of the autoencoder of Figure 1 of Manojlović et al., *Using DICOM Tags for Clustering Medical Radiology Images
/// into Visually Similar Groups* (ICPRAM 2020): which tensors of weights it has, in their order.
///
/// - Encoder: four times 3 × 3 to `filters`, ReLU, 2 × 2 to `filters`, ReLU, largest of 2 × 2; then 3 × 3 to 20: the code.
/// - Decoder: 3 × 3 to 20, ReLU; four times each value 2 × 2 times, 2 × 2 to `filters`, ReLU, 3 × 3 to `filters`, ReLU; then
///   3 × 3 to 1, sigmoid.
///
/// All convolutions keep rows and columns: 3 × 3 pads on each side, 2 × 2 at the bottom and the right, as Keras does. The code
/// is linear (docs/autoencoder.md says why).
public struct AutoencoderNetwork: Sendable, Hashable {
    /// Of each convolution but the code's and the last: 64 in the paper.
    public let filters: Int
    /// Of the code.
    public static let codeFilters = 20
    /// Rows and columns of the code.
    public static let codeSide = RenderedImage.side / 16
    /// Values of a code: 1,280.
    public static let codeCount = codeFilters * codeSide * codeSide

    static let mostFilters = 1024

    /// - Parameter filters: 1 to 1024; what lies outside is clamped to it.
    public init(filters: Int) { self.filters = min(max(1, filters), AutoencoderNetwork.mostFilters) }

    /// A tensor of weights.
    public struct TensorShape: Sendable, Hashable {
        /// `encoder.0.weight`, `encoder.0.bias` and so on.
        public let name: String
        /// Of a weight (out, in, rows, columns), of a bias (out).
        public let shape: [Int]

        public var count: Int { shape.reduce(1, *) }
    }

    /// Encoder, then decoder, from the image on; each layer its weight, then its bias. The order of `autoencoder.h`.
    public var tensors: [TensorShape] {
        let code = AutoencoderNetwork.codeFilters
        var encoder: [Layer] = [], decoder = [Layer(inputs: code, outputs: code, side: 3)]
        for level in 0..<4 {
            encoder += [Layer(inputs: level == 0 ? 1 : filters, outputs: filters, side: 3), Layer(inputs: filters, outputs: filters, side: 2)]
            decoder += [Layer(inputs: level == 0 ? code : filters, outputs: filters, side: 2), Layer(inputs: filters, outputs: filters, side: 3)]
        }
        encoder.append(Layer(inputs: filters, outputs: code, side: 3))
        decoder.append(Layer(inputs: filters, outputs: 1, side: 3))
        return AutoencoderNetwork.tensors("encoder", encoder) + AutoencoderNetwork.tensors("decoder", decoder)
    }

    /// Of all tensors: 395,193 in the paper.
    public var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

    private struct Layer {
        let inputs: Int
        let outputs: Int
        /// Of its kernel.
        let side: Int
    }

    private static func tensors(_ half: String, _ layers: [Layer]) -> [TensorShape] {
        layers.enumerated().flatMap { index, layer in
            [
                TensorShape(name: "\(half).\(index).weight", shape: [layer.outputs, layer.inputs, layer.side, layer.side]),
                TensorShape(name: "\(half).\(index).bias", shape: [layer.outputs]),
            ]
        }
    }
}

import CEncoderKernels

/// An encoder's weights as the kernels read them.
///
/// Safe to share: what the pointers lead to is written while this is made, and never again; it is freed with this object, and the
/// pointers never leave this file but for the time of a call.
final class EncoderNetwork: @unchecked Sendable {
    private let network = UnsafeMutablePointer<encoder_network>.allocate(capacity: 1)
    private let buffers: [AlignedFloats]
    private let kernels: encoder_kernels
    let codeCount: Int

    init(_ layers: EncoderLayers, codeHasReLU: Bool, kernels: encoder_kernels) {
        let filters = encoder_padded(Int32(layers.filters))
        var buffers: [AlignedFloats] = []
        func keep(_ buffer: AlignedFloats) -> UnsafePointer<Float> {
            buffers.append(buffer)
            return UnsafePointer(buffer.start)
        }
        let biases = layers.layers.map { keep(AlignedFloats($0.biases, count: Int(encoder_padded(Int32($0.outputs))))) }
        let weights = layers.layers.enumerated().map { keep(EncoderNetwork.packed($1, isFirst: $0 == 0)) }

        network.initialize(to: encoder_network())
        network.pointee.filters = filters
        network.pointee.code_channels = Int32(layers.codeChannels)
        network.pointee.code_relu = codeHasReLU ? 1 : 0
        network.pointee.first = weights[0]
        network.pointee.wide = (nil, weights[2], weights[4], weights[6])
        network.pointee.narrow = (weights[1], weights[3], weights[5], weights[7])
        network.pointee.code = weights[8]
        network.pointee.wide_bias = (biases[0], biases[2], biases[4], biases[6])
        network.pointee.narrow_bias = (biases[1], biases[3], biases[5], biases[7])
        network.pointee.code_bias = biases[8]
        self.buffers = buffers
        self.kernels = kernels
        codeCount = layers.codeChannels * Int(ENCODER_CODE_SIDE * ENCODER_CODE_SIDE)
    }

    deinit { network.deallocate() }

    /// The weights of a layer: transformed, but those of the first layer, which has one input, by tap and channel.
    private static func packed(_ layer: EncoderLayers.Layer, isFirst: Bool) -> AlignedFloats {
        let outputs = Int32(layer.outputs), inputs = Int32(layer.inputs)
        let paddedOutputs = Int(encoder_padded(outputs))
        if isFirst {
            let taps = layer.taps * layer.taps
            let packed = AlignedFloats(count: taps * paddedOutputs)
            for (place, weight) in layer.weights.enumerated() { packed.start[place % taps * paddedOutputs + place / taps] = weight }
            return packed
        }
        let isWide = layer.taps == 3
        let points = Int(isWide ? ENCODER_WIDE_POINTS : ENCODER_NARROW_POINTS)
        let packed = AlignedFloats(count: points * paddedOutputs * Int(encoder_padded(inputs)))
        layer.weights.withUnsafeBufferPointer { weights in
            (isWide ? encoder_pack_wide : encoder_pack_narrow)(weights.baseAddress, outputs, inputs, packed.start)
        }
        return packed
    }

    /// Memory for one thread's `encode`.
    func makeWorkspace() -> AlignedFloats {
        AlignedFloats(count: encoder_workspace_floats(network.pointee.filters, encoder_padded(network.pointee.code_channels)))
    }

    /// - Parameters:
    ///   - pixels: those of one image.
    ///   - workspace: one of `makeWorkspace`, in use by nobody else.
    ///   - code: room for `codeCount` values.
    func encode(_ pixels: UnsafeBufferPointer<UInt8>, _ workspace: AlignedFloats, into code: UnsafeMutableBufferPointer<Float>) {
        precondition(pixels.count == RenderedImage.count && code.count == codeCount)
        kernels.encode(network, pixels.baseAddress, workspace.start, code.baseAddress)
    }
}

/// Floats from an address that is a multiple of 64 bytes, zero at first. Whoever holds the object may use the pointer.
final class AlignedFloats {
    let start: UnsafeMutablePointer<Float>

    init(count: Int) {
        start = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
            .initializeMemory(as: Float.self, repeating: 0, count: count)
    }

    /// - Parameter count: at least as many as there are values.
    convenience init(_ values: [Float], count: Int) {
        self.init(count: max(count, values.count))
        for (place, value) in values.enumerated() { start[place] = value }
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }
}

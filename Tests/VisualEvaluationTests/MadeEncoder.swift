@testable import VisualEvaluation

/// Weights and images made from SplitMix64, the same as in Tests/pytorch/make_encoder_fixture.py.
struct MadeEncoder {
    let filters: Int
    let codeChannels: Int
    let seed: UInt64

    static func taps(_ layer: Int) -> Int { layer.isMultiple(of: 2) ? 3 : 2 }

    /// Numbers in [-scale, scale).
    static func signed(_ seed: UInt64, count: Int, scale: Double) -> [Float] {
        words(seed, count: count).map { (Float($0 >> 40) / Float(1 << 23) - 1) * Float(scale) }
    }

    static func words(_ seed: UInt64, count: Int) -> [UInt64] {
        (0..<count).map { place in
            var z = seed &+ UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    var tensors: [String: Encoder.Tensor] {
        var tensors: [String: Encoder.Tensor] = [:]
        for layer in 0..<9 {
            let shape = [layer == 8 ? codeChannels : filters, layer == 0 ? 1 : filters, MadeEncoder.taps(layer), MadeEncoder.taps(layer)]
            let scale = (6 / Double(shape[1] * shape[2] * shape[3])).squareRoot()
            let seed = 1000 * seed + 2 * UInt64(layer)
            tensors["encoder.\(layer).weight"] = Encoder.Tensor(
                shape: shape, values: MadeEncoder.signed(seed, count: shape.reduce(1, *), scale: scale))
            tensors["encoder.\(layer).bias"] = Encoder.Tensor(
                shape: [shape[0]], values: MadeEncoder.signed(seed + 1, count: shape[0], scale: 0.1))
        }
        return tensors
    }

    static func image(_ name: String) -> RenderedImage {
        let side = RenderedImage.side
        let pixels: [UInt8] =
            switch name {
            case "noise": words(7, count: side * side).map { UInt8($0 >> 56) }
            case "rings": (0..<side * side).map { place in
                let x = place % side - 50, y = place / side - 70
                return UInt8((x * x + y * y) / 16 % 256)
            }
            default: [UInt8](repeating: name == "black" ? 0 : 255, count: side * side)
            }
        return RenderedImage(pixels: pixels) ?? RenderedImage.black
    }

    static func images(_ names: [String]) -> ImageSet { ImageSet(names.map(image)) }
}

extension RenderedImage {
    fileprivate static var black: RenderedImage {
        guard let image = RenderedImage(pixels: [UInt8](repeating: 0, count: side * side)) else { fatalError("an image has as many pixels as it has") }
        return image
    }
}

/// The network as its definition says, with 64-bit floats.
struct PlainEncoder {
    let tensors: [String: Encoder.Tensor]

    func code(_ image: RenderedImage) -> [Double] {
        var values = image.pixels.map { Double(Float($0) / 255) }
        var side = RenderedImage.side
        for layer in 0..<9 {
            values = convolution(values, side: side, layer)
            if layer < 8 { values = values.map { max($0, 0) } }
            guard layer % 2 == 1 else { continue }
            values = pooled(values, side: side)
            side /= 2
        }
        return values
    }

    /// Adds tap by tap, moved by its place; what lies beyond the right and lower side, or all sides of a filter 3×3, is zero.
    private func convolution(_ input: [Double], side: Int, _ layer: Int) -> [Double] {
        guard let weight = tensors["encoder.\(layer).weight"], let bias = tensors["encoder.\(layer).bias"] else { return [] }
        let outputs = weight.shape[0], inputs = weight.shape[1], taps = weight.shape[2], margin = taps == 3 ? 1 : 0
        let output = (0..<outputs).flatMap { [Double](repeating: Double(bias.values[$0]), count: side * side) }
        var sums = output
        input.withUnsafeBufferPointer { input in
            sums.withUnsafeMutableBufferPointer { sums in
                for (place, value) in weight.values.enumerated() {
                    let x = place % taps - margin, y = place / taps % taps - margin
                    let from = place / (taps * taps) % inputs * side * side, to = place / (taps * taps * inputs) * side * side
                    let factor = Double(value)
                    let columns = max(0, -x)..<min(side, side - x)
                    for row in max(0, -y)..<min(side, side - y) {
                        var column = columns.lowerBound
                        while column < columns.upperBound {
                            sums[to &+ row &* side &+ column] += factor * input[from &+ (row &+ y) &* side &+ column &+ x]
                            column &+= 1
                        }
                    }
                }
            }
        }
        return sums
    }

    private func pooled(_ values: [Double], side: Int) -> [Double] {
        (0..<values.count / 4).map { place in
            let half = side / 2
            let corner = place / (half * half) * side * side + place / half % half * 2 * side + place % half * 2
            return max(values[corner], values[corner + 1], values[corner + side], values[corner + side + 1])
        }
    }
}

import Glibc
import VisualEvaluation

extension EmbeddingBench {
    /// Weights and biases of the nine convolutions, one after the other.
    static func tensors(_ path: String, filters: Int, codeChannels: Int) throws -> [String: Encoder.Tensor] {
        let values = try read(path, zero: Float(0))
        var tensors: [String: Encoder.Tensor] = [:]
        var place = 0
        func take(_ name: String, _ shape: [Int]) throws {
            let count = shape.reduce(1, *)
            guard count >= 0, count <= values.count - place else { throw BenchError("\(path) is too short") }
            tensors[name] = Encoder.Tensor(shape: shape, values: Array(values[place..<place + count]))
            place += count
        }
        for layer in 0..<9 {
            let outputs = layer == 8 ? codeChannels : filters, taps = layer.isMultiple(of: 2) ? 3 : 2
            try take("encoder.\(layer).weight", [outputs, layer == 0 ? 1 : filters, taps, taps])
            try take("encoder.\(layer).bias", [outputs])
        }
        return tensors
    }

    static func images(_ path: String) throws -> ImageSet {
        let pixels = try read(path, zero: UInt8(0)), count = RenderedImage.side * RenderedImage.side
        return ImageSet(stride(from: 0, to: pixels.count, by: count).compactMap { RenderedImage(pixels: Array(pixels[$0..<min($0 + count, pixels.count)])) })
    }

    private static func read<Value: BitwiseCopyable>(_ path: String, zero: Value) throws -> [Value] {
        guard let file = fopen(path, "rb") else { throw BenchError("\(path) cannot be opened") }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var values = [Value](repeating: zero, count: max(0, ftell(file)) / MemoryLayout<Value>.stride)
        rewind(file)
        let found = values.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        guard found == values.count * MemoryLayout<Value>.stride else { throw BenchError("\(path) cannot be read") }
        return values
    }

    static func write(_ path: String, _ values: [Float]) throws {
        guard let file = fopen(path, "wb") else { throw BenchError("\(path) cannot be written") }
        defer { fclose(file) }
        let written = values.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == values.count * MemoryLayout<Float>.stride else { throw BenchError("\(path) cannot be written") }
    }
}

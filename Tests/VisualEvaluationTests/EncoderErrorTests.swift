import Testing

@testable import VisualEvaluation

/// Weights that make no encoder are refused, and the reason names the tensor.
@Suite("Encoders that cannot be")
struct EncoderErrorTests {
    private let tensors = MadeEncoder(filters: 4, codeChannels: 2, seed: 1).tensors

    private func refusal(_ change: (inout [String: Encoder.Tensor]) -> Void) -> EncoderError? {
        var changed = tensors
        change(&changed)
        do throws(EncoderError) { _ = try Encoder(tensors: changed) } catch { return error }
        return nil
    }

    private func zeros(_ shape: [Int]) -> Encoder.Tensor {
        Encoder.Tensor(shape: shape, values: [Float](repeating: 0, count: max(0, shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }))))
    }

    @Test("a missing tensor", arguments: ["encoder.0.weight", "encoder.3.bias", "encoder.8.weight"])
    func missing(name: String) {
        let error = refusal { $0[name] = nil }
        #expect(error?.code == .badShape)
        #expect(error?.reason == "there is no tensor \(name)")
    }

    @Test(
        "a tensor of another shape",
        arguments: [
            ("encoder.0.weight", [4, 3, 3, 3]), ("encoder.1.weight", [4, 4, 3, 3]), ("encoder.2.weight", [4, 5, 3, 3]),
            ("encoder.2.weight", [4, 4, 9]), ("encoder.5.bias", [5]), ("encoder.8.weight", [2]), ("encoder.8.bias", [4, 1]),
            ("encoder.0.weight", []), ("encoder.0.weight", [0, 1, 3, 3]), ("encoder.0.weight", [1025, 1, 3, 3]),
        ])
    func shape(name: String, shape: [Int]) {
        let error = refusal { $0[name] = zeros(shape) }
        #expect(error?.code == .badShape)
        #expect(error?.reason.contains(name) == true)
    }

    @Test("values that do not fill the shape", arguments: [0, 35, 37])
    func count(values: Int) {
        let error = refusal { $0["encoder.0.weight"] = Encoder.Tensor(shape: [4, 1, 3, 3], values: [Float](repeating: 0, count: values)) }
        #expect(error == EncoderError(.badShape, "encoder.0.weight has \(values) values, and its shape 36"))
    }

    @Test("shapes whose product does not fit", arguments: [[Int.max, Int.max, 3, 3], [-4, 1, 3, 3], [Int.min, 1, 3, 3]])
    func overflow(shape: [Int]) {
        for name in ["encoder.0.weight", "encoder.4.weight"] {
            #expect(refusal { $0[name] = Encoder.Tensor(shape: shape, values: []) }?.code == .badShape)
        }
    }

    @Test("values that are not finite", arguments: [Float.nan, .infinity, -.infinity])
    func notFinite(value: Float) {
        let error = refusal { $0["encoder.7.bias"] = Encoder.Tensor(shape: [4], values: [0, 0, value, 0]) }
        #expect(error == EncoderError(.badValue, "encoder.7.bias has a value that is not finite"))
    }

    /// The largest that are taken give finite codes.
    @Test("weights whose sums may overflow")
    func large() throws {
        func scaled(_ factor: Float) -> [String: Encoder.Tensor] {
            var tensors = tensors
            tensors["encoder.8.weight"] = tensors["encoder.8.weight"].map { Encoder.Tensor(shape: $0.shape, values: $0.values.map { $0 * factor }) }
            return tensors
        }
        #expect(throws: EncoderError.self) { try Encoder(tensors: scaled(1e37)) }
        let codes = try Encoder(tensors: scaled(1e22)).embed(MadeEncoder.images(["noise", "white"])).values
        #expect(codes.allSatisfy { $0.isFinite })
        #expect(codes.contains { abs($0) > 1e21 })
    }

    @Test("threads", arguments: [0, -1])
    func threads(count: Int) {
        var options = Encoder.Options()
        options.threads = count
        #expect(throws: EncoderError(.badOption, "at least one thread is needed, not \(count)")) { try Encoder(tensors: tensors, options: options) }
    }
}

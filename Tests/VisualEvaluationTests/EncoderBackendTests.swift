import Testing

@testable import VisualEvaluation

/// Our own kernels and the backend over libtorch make the same codes of the same trained weights.
@Suite("Encoder and backend")
struct EncoderBackendTests {
    @Test("codes of a trained autoencoder")
    func codes() throws {
        var options = AutoencoderTraining.Options()
        options.threads = 2
        options.usesGPU = false
        let images = BuiltTrainer.images(0..<12)
        let weights = try AutoencoderTraining(backend: BuiltTrainer.backend(), preset: BuiltTrainer.preset, options: options)
            .run(images, validation: BuiltTrainer.images(12..<15)).weights
        let expected = try AutoencoderEmbedder(backend: BuiltTrainer.backend(), weights: weights, options: options).embed(images)
        let codes = try Encoder(weights: weights).embed(images)
        #expect(codes.dimension == expected.dimension)
        #expect(codes.count == images.count)
        let largest = expected.values.map { abs($0) }.max() ?? 0
        let off = zip(codes.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
        #expect(largest > 0)
        #expect(off <= 4e-6 * largest)
    }
}

import CEncoderKernels
import TestSupport
import Testing

@testable import VisualEvaluation

/// Codes of images, against PyTorch and against the network's definition.
@Suite("Encoder")
struct EncoderTests {
    static let levels = [ENCODER_PORTABLE, ENCODER_AVX2, ENCODER_AVX512].compactMap { encoder_kernels_of(Int32($0))?.pointee }
    /// Of the largest value of a code: what sums of 32-bit floats may be off by.
    static let tolerance = 2e-6

    /// What PyTorch computed with 64-bit floats; see Tests/pytorch/make_encoder_fixture.py.
    @Test("PyTorch's codes", arguments: [64, 20])
    func recorded(filters: Int) throws {
        let lines = try TemporaryFolder.text(Places.repository + "/Tests/VisualEvaluationTests/Fixtures/encoder-codes.tsv")
            .split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
            .filter { $0.first == "\(filters)" }
        #expect(lines.count == (filters == 64 ? 2 : 4))
        for line in lines {
            let codeChannels = try #require(Int(line[1])), seed = try #require(UInt64(line[2]))
            let expected = line[4...].compactMap { Double($0) }
            #expect(expected.count == codeChannels * 64)
            let encoder = try Encoder(tensors: MadeEncoder(filters: filters, codeChannels: codeChannels, seed: seed).tensors)
            expectNear(encoder.embed(MadeEncoder.images([String(line[3])])).values, expected)
        }
    }

    /// Numbers of channels that fill vectors and that do not; a last band of tiles that fills registers and one that does not.
    @Test("codes by definition, at all levels", arguments: [(1, 1), (4, 3), (16, 16), (20, 20), (24, 40)])
    func byDefinition(filters: Int, codeChannels: Int) throws {
        let tensors = MadeEncoder(filters: filters, codeChannels: codeChannels, seed: 3).tensors
        let expected = PlainEncoder(tensors: tensors).code(MadeEncoder.image("rings"))
        for kernels in EncoderTests.levels {
            let encoder = try Encoder(tensors: tensors, options: Encoder.Options(), kernels: kernels)
            expectNear(encoder.embed(MadeEncoder.images(["rings"])).values, expected)
        }
    }

    @Test("the same bits at all levels with fused multiply-add", arguments: [4, 48, 64])
    func levels(filters: Int) throws {
        let tensors = MadeEncoder(filters: filters, codeChannels: 20, seed: 4).tensors
        let codes = try EncoderTests.levels.filter { $0.level != Int32(ENCODER_PORTABLE) }.map { kernels in
            try Encoder(tensors: tensors, options: Encoder.Options(), kernels: kernels).embed(MadeEncoder.images(["noise"]))
        }
        #expect(codes.allSatisfy { $0 == codes.first })
        #expect(EncoderTests.levels.first?.level == Int32(ENCODER_PORTABLE))
    }

    @Test("the same bits on any number of threads and in any batch")
    func batches() throws {
        let tensors = MadeEncoder(filters: 16, codeChannels: 20, seed: 5).tensors
        let names = ["noise", "rings", "white", "black", "rings", "noise", "black"]
        var options = Encoder.Options()
        options.threads = 1
        let alone = try Encoder(tensors: tensors, options: options)
        let expected = names.flatMap { alone.embed(MadeEncoder.images([$0])).values }
        for threads in [1, 2, 3, 100] {
            options.threads = threads
            let embedding = try Encoder(tensors: tensors, options: options).embed(MadeEncoder.images(names))
            #expect(embedding.dimension == 1280)
            #expect(embedding.values == expected)
        }
        #expect(alone.embed(ImageSet()).count == 0)
    }

    @Test("pixels that are all alike", arguments: ["black", "white"])
    func alike(image: String) throws {
        let tensors = MadeEncoder(filters: 5, codeChannels: 2, seed: 6).tensors
        expectNear(
            try Encoder(tensors: tensors).embed(MadeEncoder.images([image])).values,
            PlainEncoder(tensors: tensors).code(MadeEncoder.image(image)))
    }

    @Test("ReLU of the code")
    func codeActivation() throws {
        let tensors = MadeEncoder(filters: 4, codeChannels: 20, seed: 7).tensors
        var options = Encoder.Options()
        let plain = try Encoder(tensors: tensors, options: options)
        options.codeHasReLU = true
        let cut = try Encoder(tensors: tensors, options: options)
        let images = MadeEncoder.images(["rings"])
        #expect(plain.embed(images).values.contains { $0 < 0 })
        #expect(cut.embed(images).values == plain.embed(images).values.map { max($0, 0) })
        #expect(cut.name != plain.name)
    }

    @Test("the name tells weights apart")
    func names() throws {
        let made = MadeEncoder(filters: 4, codeChannels: 2, seed: 8).tensors
        let name = try Encoder(tensors: made).name
        #expect(name.hasPrefix("autoencoder of 4 filters, code 2 × 8 × 8, weights "))
        #expect(try Encoder(tensors: made).name == name)
        #expect(try Encoder(tensors: MadeEncoder(filters: 4, codeChannels: 2, seed: 9).tensors).name != name)
    }

    @Test("the weights of a trained autoencoder")
    func trained() throws {
        let tensors = MadeEncoder(filters: 6, codeChannels: AutoencoderNetwork.codeFilters, seed: 10).tensors
        let network = AutoencoderNetwork(filters: 6)
        let values = network.tensors.map { tensors[$0.name]?.values ?? [Float](repeating: 1, count: $0.count) }
        let origin = AutoencoderWeights.Origin(preset: "quick", seed: 3, version: "none", history: [], epochs: 0)
        let weights = try #require(AutoencoderWeights(network: network, tensors: values, origin: origin))
        let encoder = try Encoder(weights: weights, threads: 1), plain = try Encoder(tensors: tensors)
        let images = MadeEncoder.images(["noise", "rings"])
        #expect(encoder.embed(images) == plain.embed(images))
        #expect(encoder.name == "quick, seed 3: \(plain.name)")
    }

    private func expectNear(_ code: [Float], _ expected: [Double]) {
        let largest = expected.map { abs($0) }.max() ?? 0
        let off = zip(code, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
        #expect(code.count == expected.count)
        #expect(off <= EncoderTests.tolerance * largest)
    }
}

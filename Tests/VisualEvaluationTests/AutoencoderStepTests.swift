import TestSupport
import Testing

@testable import VisualEvaluation

/// The arithmetic of training, against what PyTorch made of the same steps (Tests/pytorch/make_autoencoder_fixture.py).
@Suite("Steps of the autoencoder")
struct AutoencoderStepTests {
    @Test("the first ten losses and gradients of the paper's network are PyTorch's within 1e-4")
    func steps() throws {
        let fixture = try Fixture()
        let network = AutoencoderPreset.paper.network
        let session = try BuiltTrainer.session(network, batchSize: 2, rate: 1e-5)
        try session.write(.weights, network.initialWeights(seed: 7))
        #expect(fixture.losses.count == 10)
        for (step, loss) in fixture.losses.enumerated() {
            try session.setLosses(0)
            try session.step(BuiltTrainer.images((2 * step)..<(2 * step + 2)).pixels)
            let made = try session.losses()
            #expect(abs(made - loss) <= 1e-6, "step \(step): loss \(made), not \(loss)")
            for (tensor, gradient) in zip(network.tensors, try session.read(.gradients)) {
                let expected = try #require(fixture.gradients["\(step) \(tensor.name)"])
                let norm = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
                let entries = (0..<(expected.count - 1)).map { Double(gradient[gradient.count * $0 / (expected.count - 1)]) }
                let difference = zip([norm] + entries, expected).map { abs($0 - $1) }.max() ?? .infinity
                // Of the tensor's own size in the first step; then rounding has parted weights already, in PyTorch's own single and
                // double precision as well, and all that can be asked is the difference itself.
                let bound = step == 0 ? 1e-4 * expected[0] : 1e-4
                #expect(difference <= bound, "step \(step), \(tensor.name): off by \(difference), the norm being \(expected[0])")
            }
        }
    }

    @Test("the paper's network has 395,193 parameters, and its code 1,280 values")
    func parameters() {
        #expect(AutoencoderPreset.paper.network.parameterCount == 395_193)
        #expect(AutoencoderNetwork.codeCount == 1_280)
        let names = AutoencoderPreset.paper.network.tensors.map(\.name)
        #expect(names.count == 38)
        #expect(names.prefix(2) == ["encoder.0.weight", "encoder.0.bias"])
        #expect(names.last == "decoder.9.bias")
    }

    private struct Fixture {
        var losses: [Double] = []
        /// By step and tensor: the norm, then some entries.
        var gradients: [String: [Double]] = [:]

        init() throws {
            let text = try TemporaryFolder.text(Places.repository + "/Tests/VisualEvaluationTests/Fixtures/autoencoder_steps.tsv")
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let fields = line.split(separator: "\t")
                if fields.count == 2 {
                    losses.append(try #require(Double(fields[1])))
                } else {
                    gradients["\(fields[0]) \(fields[1])"] = try fields[2...].map { try #require(Double($0)) }
                }
            }
        }
    }
}

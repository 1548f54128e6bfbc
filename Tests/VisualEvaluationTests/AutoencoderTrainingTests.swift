import Glibc
import TestSupport
import Testing

@testable import VisualEvaluation

/// What a training comes to, whole and interrupted, through the real backend.
@Suite("Training of the autoencoder", .serialized)
struct AutoencoderTrainingTests {
    private let images = BuiltTrainer.images(0..<9)
    private let validation = BuiltTrainer.images(9..<12)

    private static func options() -> AutoencoderTraining.Options {
        var options = AutoencoderTraining.Options()
        options.usesGPU = false
        options.threads = 1
        return options
    }

    private func training(seed: UInt64 = 1, checkpoints: String? = nil, preset: AutoencoderPreset = BuiltTrainer.preset) throws -> AutoencoderTraining {
        try AutoencoderTraining(
            backend: BuiltTrainer.backend(), preset: preset, seed: seed, checkpoints: checkpoints, options: AutoencoderTrainingTests.options())
    }

    @Test("it learns, tells how far it is, and the same seed gives the same bytes")
    func whole() throws {
        var told: [AutoencoderProgress] = []
        let one = try training().run(images, validation: validation) { told.append($0) }
        let other = try training().run(images, validation: validation)
        #expect(one == other)
        #expect(try training(seed: 2).run(images, validation: validation).weights.tensors != one.weights.tensors)
        let losses = one.history.compactMap(\.validationLoss)
        #expect((2...4).contains(losses.count) && losses.count == one.history.count)
        #expect((losses.min() ?? 1) < one.history[0].loss)
        #expect(losses.firstIndex(of: losses.min() ?? 0).map { $0 + 1 } == one.weights.origin.epochs)
        let epochs = told.filter { $0.step == 0 }
        #expect(epochs.map(\.epoch) == Array(1...one.history.count))
        #expect(epochs.map(\.loss) == one.history.map(\.loss))
    }

    @Test("the weights that are kept are those of the best validation loss")
    func best() throws {
        let result = try training().run(images, validation: validation)
        let session = try BuiltTrainer.session(BuiltTrainer.preset.network, batchSize: 4)
        try session.write(.weights, result.weights.tensors)
        #expect(try session.loss(validation) == result.history.compactMap(\.validationLoss).min())
    }

    @Test("without validation the last weights are kept, and nothing stops it early")
    func withoutValidation() throws {
        let result = try training().run(images, validation: ImageSet())
        #expect(result.history.count == 4)
        #expect(result.weights.origin.epochs == 4)
        #expect(result.history.allSatisfy { $0.validationLoss == nil })
    }

    @Test("it stops when as many epochs as its patience were no better, and keeps the best before them")
    func earlyStop() {
        var state = TrainingState(BuiltTrainer.preset.network, identity: "", seed: 1)
        for (epoch, loss) in [0.5, 0.25, 0.375, 0.25].enumerated() {
            state.weights[0][0] = Float(epoch)
            state.endEpoch(AutoencoderEpoch(loss: 1, validationLoss: loss))
        }
        #expect(state.epochsWithoutGain == 2)
        #expect(state.best?.epochs == 2)
        #expect(state.best?.weights[0][0] == 1)
        #expect(AutoencoderPreset.quick.patience(2_000) == 2)
        #expect(AutoencoderPreset.paper.patience(30_000) == 80)
    }

    @Test("few images get more epochs")
    func fewImages() {
        #expect(AutoencoderPreset.quick.epochs(2_000) == 6)
        #expect(AutoencoderPreset.quick.epochs(160) == 75)
        #expect(AutoencoderPreset.quick.epochs(1) == 750)
        #expect(AutoencoderPreset.paper.epochs(200) == 400)
        #expect(AutoencoderPreset.paper.stepsPerEpoch(30_000) * AutoencoderPreset.paper.epochs(30_000) == 300_000)
    }

    @Test("a training goes on from any checkpoint, within an epoch too, to the same bytes", arguments: [(0, 3), (1, 4), (3, 2)])
    func resumed(_ epoch: Int, _ step: Int) throws {
        let (folder, left) = (try TemporaryFolder(), try TemporaryFolder())
        let preset = AutoencoderPreset(name: "tiny", filters: 4, batchSize: 2, epochs: 5, fewestSteps: 0, images: 20)
        var options = AutoencoderTrainingTests.options()
        options.checkpointSeconds = 0
        let eachStep = try AutoencoderTraining(backend: BuiltTrainer.backend(), preset: preset, checkpoints: folder.path, options: options)
        // What a process that is ended there leaves behind: the checkpoint of the step before. (One is ended in the tests of the command.)
        let whole = try eachStep.run(images, validation: ImageSet()) { progress in
            guard progress.epoch == epoch, progress.step == step else { return }
            do { try left.write("training.safetensors", TemporaryFolder.read(folder.path + "/training.safetensors")) } catch {
                Issue.record(error)
            }
        }
        #expect(try training(preset: preset).run(images, validation: ImageSet()) == whole)
        var told: [AutoencoderProgress] = []
        let resumed = try training(checkpoints: left.path, preset: preset).run(images, validation: ImageSet()) { told.append($0) }
        #expect(resumed == whole)
        let first = try #require(told.first)
        #expect((first.epoch, first.step) >= (epoch, step) || first.epoch > epoch, "it began anew")
        let (one, other) = (folder.path + "/one", folder.path + "/other")
        try whole.weights.write(to: one)
        try resumed.weights.write(to: other)
        #expect(try TemporaryFolder.read(one) == TemporaryFolder.read(other))
    }

    @Test("a checkpoint of another training is not gone on with, a damaged one neither; both stay where they are")
    func otherCheckpoints() throws {
        let folder = try TemporaryFolder()
        let first = try training(checkpoints: folder.path).run(images, validation: validation)
        #expect(try training(checkpoints: folder.path).run(images, validation: validation) == first)
        let path = folder.path + "/training.safetensors"
        let bytes = try TemporaryFolder.read(path)
        #expect(throws: AutoencoderError.self) { try training(seed: 2, checkpoints: folder.path).run(images, validation: validation) }
        #expect(throws: AutoencoderError.self) { try training(checkpoints: folder.path).run(images, validation: ImageSet()) }
        #expect(try TemporaryFolder.read(path) == bytes)
        try folder.write("training.safetensors", Array(bytes.dropLast()))
        #expect(throws: AutoencoderError.self) { try training(checkpoints: folder.path).run(images, validation: validation) }
    }

    @Test("no images, no backend and no folder are said to be missing")
    func missing() throws {
        #expect(throws: AutoencoderError.self) { try training().run(ImageSet(), validation: validation) }
        #expect(throws: AutoencoderError.self) { try AutoencoderTraining(backend: "/nowhere/libtagfold-torch.so", preset: .quick) }
        #expect(throws: AutoencoderError.self) { try training(checkpoints: "/nowhere/of/all") }
    }

    @Test("an image's code does not depend on what stands beside it")
    func codes() throws {
        let weights = try training().run(images, validation: validation).weights
        let embedder = try AutoencoderEmbedder(backend: BuiltTrainer.backend(), weights: weights, options: AutoencoderTrainingTests.options())
        let all = try embedder.embed(images)
        #expect(all.count == 9)
        #expect(all.dimension == 1_280)
        for place in [0, 4, 8] {
            let alone = try embedder.embed(BuiltTrainer.images(place..<(place + 1)))
            #expect(alone.values == Array(all.values[(place * 1_280)..<((place + 1) * 1_280)]))
        }
        #expect(try embedder.embed(ImageSet()).count == 0)
    }
}

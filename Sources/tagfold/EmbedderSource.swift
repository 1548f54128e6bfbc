import Glibc
import Reports
import VisualEvaluation

/// What makes the points of an evaluation: chosen, and looked for, before any long work.
protocol EmbedderSource {
    /// For reports: `pixels` or `autoencoder`.
    var kind: String { get }
    /// Images that it would train on; 0 for none.
    var trainingCount: Int { get }
    /// What it was trained on before; nil when nobody knows.
    var trained: TrainedImages? { get }

    /// - Parameter folder: for what is to be kept.
    /// - Returns: the embedder, and how it was trained, if it was.
    /// - Throws: `CommandFailure`.
    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?)
}

/// Small pictures as they are.
struct PixelSource: EmbedderSource {
    let kind = "pixels"
    let trainingCount = 0
    let trained: TrainedImages? = TrainedImages()

    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?) {
        (PixelEmbedder(), nil)
    }
}

/// An autoencoder that was trained before.
struct WeightsSource: EmbedderSource {
    let kind = "autoencoder"
    let trainingCount = 0
    let trained: TrainedImages?
    private let encoder: Encoder
    private let training: EvaluationReport.Training

    init(_ path: String, threads: Int) throws {
        do {
            let weights = try AutoencoderWeights(contentsOf: path)
            encoder = try Encoder(weights: weights, threads: threads)
            training = EvaluationReport.Training(weights.origin)
        } catch let error as AutoencoderError {
            throw CommandFailure(.badUsage, error.reason)
        } catch let error as EncoderError {
            throw CommandFailure(.badUsage, "\(path): \(error.reason)")
        }
        let list = TrainedImages.path(besides: path)
        trained = InstalledFiles.exists(list) ? TrainedImages(try InputFile.read(list, as: .report)) : nil
    }

    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?) {
        (encoder, self.training)
    }
}

/// An autoencoder that is trained for this.
struct TrainingSource: EmbedderSource {
    let kind = "autoencoder"
    let trained: TrainedImages? = TrainedImages()
    private let backend: String
    private let preset: AutoencoderPreset
    private let seed: UInt64
    private let threads: Int
    private let resumes: Bool

    /// - Parameter backend: path of the training backend.
    init(_ backend: String, _ preset: AutoencoderPreset, seed: UInt64, threads: Int, resumes: Bool) throws {
        (self.backend, self.preset, self.seed, self.threads, self.resumes) = (backend, preset, seed, threads, resumes)
        // Loads it, to see whether that can be done.
        do throws(AutoencoderError) { _ = try AutoencoderTraining(backend: backend, preset: preset, seed: seed) } catch {
            throw CommandFailure(.badUsage, error.reason)
        }
    }

    var trainingCount: Int { preset.images }

    private static let checkpoints = "autoencoder.checkpoint"

    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?) {
        let progress = TrainingLine()
        defer { progress.clear() }
        do {
            let checkpoint = TrainingSource.checkpoints + "/training.safetensors"
            if !resumes { folder.remove(checkpoint) }
            let run = try AutoencoderTraining(backend: backend, preset: preset, seed: seed, checkpoints: folder.path + "/" + TrainingSource.checkpoints)
            let weights = try run.run(training, validation: validation) { progress.show($0) }.weights
            try weights.write(to: folder.path + "/autoencoder.safetensors")
            folder.remove(checkpoint)
            rmdir(folder.path + "/" + TrainingSource.checkpoints)
            return (try Encoder(weights: weights, threads: threads), EvaluationReport.Training(weights.origin))
        } catch let error as AutoencoderError {
            throw CommandFailure(.badUsage, error.reason)
        } catch let error as EncoderError {
            throw CommandFailure(.badUsage, error.reason)
        }
    }
}

extension EvaluationReport.Training {
    fileprivate init(_ origin: AutoencoderWeights.Origin) {
        let last = origin.epochs > 0 && origin.epochs <= origin.history.count ? origin.history[origin.epochs - 1] : nil
        self.init(
            preset: origin.preset, seed: origin.seed, backend: origin.version, epochs: origin.epochs, loss: last?.loss, validationLoss: last?.validationLoss)
    }
}

/// The line that tells how far a training is.
private struct TrainingLine {
    func show(_ progress: AutoencoderProgress) {
        guard Terminal.errorIsTerminal else { return }
        let loss = Decimals.text(progress.validationLoss ?? progress.loss, 5)
        let left = progress.secondsLeft < 90 ? "\(Int(progress.secondsLeft.clamped)) s" : "\(Int((progress.secondsLeft / 60).clamped)) min"
        Terminal.noteInPlace(
            "training: epoch \(min(progress.epoch + 1, progress.epochs)) of \(progress.epochs), step \(progress.step) of \(progress.steps), loss \(loss), \(left) left")
    }

    func clear() { if Terminal.errorIsTerminal { Terminal.noteInPlace("") } }
}

extension Double {
    fileprivate var clamped: Double { isFinite ? min(max(rounded(), 0), 1e9) : 0 }
}

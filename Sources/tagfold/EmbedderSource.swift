import Reports
import VisualEvaluation

/// What makes the points of an evaluation: chosen, and looked for, before any long work.
protocol EmbedderSource {
    /// For reports: `pixels` or `autoencoder`.
    var kind: String { get }
    /// Images that it would train on; 0 for none.
    var trainingCount: Int { get }
    /// What given weights were trained on; nil when nobody knows.
    var trained: TrainedImages? { get }

    /// - Parameter folder: for what is to be kept.
    /// - Returns: the embedder, and how it was trained, if it was.
    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?)
}

struct PixelSource: EmbedderSource {
    let kind = "pixels"
    let trainingCount = 0
    let trained: TrainedImages? = TrainedImages()

    func embedder(training: ImageSet, validation: ImageSet, folder: OutputFolder) throws -> (any ImageEmbedder, EvaluationReport.Training?) {
        (PixelEmbedder(), nil)
    }
}

extension EvaluationOptions {
    /// - Throws: `CommandFailure` where what is asked for cannot be had, with what to do about it.
    func source() throws -> any EmbedderSource {
        switch embedding {
        case .pixels: return PixelSource()
        case .autoencoder:
            throw CommandFailure(.badUsage, "there is no training backend beside the command; --embedding pixels does without it")
        }
    }
}

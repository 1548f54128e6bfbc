import ArgumentParser
import VisualEvaluation

/// How it is found out whether clusters look alike.
struct EvaluationOptions: ParsableArguments {
    @Option(help: "What sees the images: an autoencoder, or their pixels at 16 × 16, which needs no training and sees less.")
    var embedding = EmbeddingKind.autoencoder

    @Option(help: "How the autoencoder is trained: quick for two processor cores and minutes, paper as published, for a GPU.")
    var preset = PresetName.quick

    @Option(help: ArgumentHelp("Epochs of the training, at most, instead of the preset's: fewer for a first look.", valueName: "count"))
    var epochs: Int?

    @Option(help: ArgumentHelp("An autoencoder that was trained before (autoencoder.safetensors), instead of training one. What it was trained on is left out.", valueName: "file"))
    var weights: String?

    @Flag(help: "Go on with a training that was interrupted in the same folder.")
    var resume = false

    @Option(name: .customLong("trainer"), help: ArgumentHelp("The training backend; by default backends/libtagfold-torch.so beside the command.", valueName: "file"))
    var backend: String?

    @Option(help: ArgumentHelp("Disjoint sets that are clustered each for itself; fewer where the archive holds too few images.", valueName: "count"))
    var sets = EvaluationSets.Wish().sets

    @Option(help: ArgumentHelp("Images of a set, at most.", valueName: "images"))
    var setSize = EvaluationSets.Wish().size

    @Option(help: ArgumentHelp("Shuffles of each set's labels, of which the mean is taken (the paper: 1).", valueName: "count"))
    var permutations = 10

    @Option(help: "Also tell what each plugin adds (plugins): features and clusters are made once more without it. Takes as long again for every plugin.")
    var ablate: AblationKind?

    @Flag(help: "Show pictures of each cluster on report.local.html, which you must then guard as you guard the images.")
    var thumbnails = false

    @OptionGroup var rendering: RenderingChoices

    enum EmbeddingKind: String, ExpressibleByArgument, CaseIterable { case autoencoder, pixels }
    enum PresetName: String, ExpressibleByArgument, CaseIterable { case quick, paper }
    enum AblationKind: String, ExpressibleByArgument, CaseIterable { case plugins }

    func validate() throws {
        if embedding == .pixels, weights != nil || resume { throw ValidationError("--weights and --resume are of an autoencoder, not of pixels.") }
        if weights != nil, resume { throw ValidationError("--weights takes an autoencoder that is trained: there is nothing to resume.") }
        if let epochs, !(1...10_000).contains(epochs) { throw ValidationError("--epochs takes 1 to 10000.") }
        guard (2...1000).contains(sets) else { throw ValidationError("--sets takes 2 to 1000.") }
        guard (EvaluationOptions.leastSetSize...30_000).contains(setSize) else {
            throw ValidationError("--set-size takes \(EvaluationOptions.leastSetSize) to 30000.")
        }
        guard (1...10_000).contains(permutations) else { throw ValidationError("--permutations takes 1 to 10000.") }
    }

    private static let leastSetSize = 10

    /// - Parameter clusterCount: of each set.
    func wish(clusterCount: Int) -> EvaluationSets.Wish {
        var wish = EvaluationSets.Wish()
        wish.sets = sets
        wish.size = setSize
        wish.clusterCount = clusterCount
        return wish
    }

    /// What sees the images.
    /// - Throws: `CommandFailure` where what is asked for cannot be had, with what to do about it.
    func source(seed: UInt64, threads: Int) throws -> any EmbedderSource {
        if embedding == .pixels { return PixelSource() }
        if let weights { return try WeightsSource(weights, threads: threads) }
        guard let backend = backend ?? InstalledFiles.backend("torch") else {
            throw CommandFailure(
                .badUsage,
                "there is no training backend beside the command: install g++ and libtorch-dev (Scripts/setup.sh does), then run Scripts/build_backends.sh "
                    + "\(InstalledFiles.executable().map(FilePath.folder) ?? "FOLDER-OF-THE-COMMAND"), or make build; --weights FILE and --embedding pixels do without it")
        }
        guard InstalledFiles.exists(backend) else { throw CommandFailure(.badUsage, "there is no training backend \(backend), or it may not be read") }
        let whole: AutoencoderPreset = preset == .paper ? .paper : .quick
        return try TrainingSource(backend, epochs.map(whole.limited) ?? whole, seed: seed, threads: threads, resumes: resume)
    }
}

import ArgumentParser
import VisualEvaluation

/// How it is found out whether clusters look alike.
struct EvaluationOptions: ParsableArguments {
    @Option(help: "What sees the images: an autoencoder, or their pixels at 16 × 16, which needs no training and sees less.")
    var embedding = EmbeddingKind.autoencoder

    @Option(help: ArgumentHelp("Disjoint sets that are clustered each for itself; fewer where the archive holds too few images.", valueName: "count"))
    var sets = EvaluationSets.Wish().sets

    @Option(help: ArgumentHelp("Images of a set, at most.", valueName: "images"))
    var setSize = EvaluationSets.Wish().size

    @Option(help: ArgumentHelp("Shuffles of each set's labels, of which the mean is taken (the paper: 1).", valueName: "count"))
    var permutations = 10

    @Option(help: "Also tell what each plugin adds (plugins): features and clusters are made once more without it. Takes as long again for every plugin.")
    var ablate: AblationKind?

    @OptionGroup var rendering: RenderingChoices

    enum EmbeddingKind: String, ExpressibleByArgument, CaseIterable { case autoencoder, pixels }
    enum AblationKind: String, ExpressibleByArgument, CaseIterable { case plugins }

    func validate() throws {
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
}

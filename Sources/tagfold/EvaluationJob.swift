import Clustering
import DICOM
import Dictionaries
import Features
import PluginHost
import Reports
import TagTable
import VisualEvaluation

/// Clusters images by their tags and looks whether those of a cluster look alike.
struct EvaluationJob {
    let options: EvaluationOptions
    let wish: EvaluationSets.Wish
    let seed: UInt64
    let threads: Int
    private let renderer: Renderer
    private let source: any EmbedderSource

    /// Finds what it needs.
    /// - Parameter clusterCount: of each set.
    /// - Throws: `CommandFailure` when something is missing, with what to do about it.
    init(_ options: EvaluationOptions, clusterCount: Int, seed: UInt64, threads: Int) throws {
        self.options = options
        self.seed = seed
        self.threads = threads
        wish = options.wish(clusterCount: clusterCount)
        source = try options.source(seed: seed, threads: threads)
        renderer = try options.rendering.renderer()
    }

    /// An archive as the main job has read it.
    struct Input {
        let table: TagTable
        let host: PluginHost
        let normalization: Normalization
        let dictionary: DataDictionary
        let selection: FeatureSelection
        let features: FeatureTable
    }

    /// What came out: a report, or why there is none.
    struct Result {
        var report: EvaluationReport?
        /// Of clusters, where they were asked for.
        var pictures: ClusterPictures?
        var reason: String?
    }

    static let fileNames = ["evaluation.json", "evaluation.local.csv"]

    /// - Throws: `EvaluationError` and `ClusteringError` for an archive that cannot be evaluated, `CommandFailure`.
    private func run(_ input: Input, to folder: OutputFolder) throws -> Result {
        for name in EvaluationJob.fileNames { folder.remove(name) }
        let archive = EvaluatedArchive(input.features, input.table, seed: seed)
        let split = try self.split(archive)
        var pictures = EvaluatedPictures(archive, renderer)
        var counts = EvaluationReport.Images(rows: input.features.rowCount)

        let clustered = try pictures.first(wish.sets * wish.size, of: split.evaluated)
        let sets = try sets(of: clustered.images.count, pictures.problems)
        let (embedder, training) = try embedder(split, archive, besides: clustered.pictures, &pictures, &counts, folder)
        let embedding = try embed(clustered.pictures, sets.imageCount, embedder)

        let images = Array(clustered.images.prefix(sets.imageCount))
        (counts.listed, counts.copies, counts.knownToWeights) = (archive.listed, split.copies, split.knownToWeights)
        (counts.rendered, counts.problems, counts.clustered) = (pictures.rendered, pictures.problems, images.count)

        let experiment = experiment(sets)
        let table = try input.features.gowerTable().selecting(rows: images.map { archive.featureRows[$0] })
        let baselines = EvaluationJob.baselines.map { archive.grouping(by: $0.tag, name: $0.name, images) }
        let outcome = try experiment.run(table, embedding, baselines: baselines)
        var report = EvaluationReport(
            outcome, baselines: baselines.map(\.name), tagfold: Tagfold.versionText, seed: seed,
            embedding: EvaluationReport.Embedding(name: embedder.name, kind: source.kind, dimension: embedding.dimension, training: training),
            images: counts, split: described(split, sets, images),
            sets: EvaluationReport.Sets(
                count: sets.sets.count, size: sets.size, clusters: outcome.clusterCount, asked: wish, permutations: options.permutations),
            features: EvaluationReport.Features(columns: input.features.columns.count, plugins: Set(input.features.columns.compactMap(\.plugin)).sorted()),
            notes: notes(sets, outcome, split, counts))
        if options.ablate == .plugins {
            report.ablation = try Ablation(input, archive, experiment, outcome, embedding, images, seed: seed, threads: threads).run()
        }
        try write(report, outcome, archive, images, to: folder)
        Terminal.print("\n" + report.text)
        return Result(report: report, pictures: options.thumbnails ? nearestPictures(outcome, clustered.pictures) : nil)
    }

    /// Evaluates, writes the files, and says what they mean; or tells why the archive cannot be evaluated.
    /// - Throws: `CommandFailure`.
    func runIfPossible(_ input: Input, to folder: OutputFolder) throws -> Result {
        do { return try run(input, to: folder) } catch {
            guard let reason = (error as? EvaluationError)?.reason ?? (error as? ClusteringError)?.reason else { throw error }
            return Result(reason: reason)
        }
    }

    /// What clusters are compared with: single tags, as the files spell them.
    private static let baselines = [(tag: Tag.modality, name: "Modality"), (tag: Tag(0x0018, 0x0015), name: "BodyPartExamined")]

    // MARK: Steps

    private func split(_ archive: EvaluatedArchive) throws -> EvaluationSplit {
        let split = EvaluationSplit(archive.identities, trainingCount: source.trainingCount, trained: source.trained?.images(in: archive) ?? [])
        try split.check(archive.identities)
        return split
    }

    private func sets(of count: Int, _ problems: [String: Int]) throws -> EvaluationSets {
        do { return try EvaluationSets(count: count, wish) } catch {
            let reasons = problems.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }
            throw reasons.isEmpty ? error : EvaluationError(error.code, error.reason + "; not rendered: " + reasons.joined(separator: ", "))
        }
    }

    private func embedder(
        _ split: EvaluationSplit, _ archive: EvaluatedArchive, besides clustered: ImageSet, _ pictures: inout EvaluatedPictures,
        _ counts: inout EvaluationReport.Images, _ folder: OutputFolder
    ) throws -> (any ImageEmbedder, EvaluationReport.Training?) {
        guard source.trainingCount > 0 else { return try source.embedder(training: ImageSet(), validation: ImageSet(), folder: folder) }
        let training = try pictures.first(split.training.count, of: split.training)
        let validation = try pictures.first(split.validation.count, of: split.validation)
        // Another instance may have the same picture to the last bit: a blank one, say.
        let seen = Set(clustered.hashes)
        let (own, kept) = (training.pictures.leavingOut(seen), validation.pictures.leavingOut(seen))
        counts.twins = training.pictures.count + validation.pictures.count - own.count - kept.count
        (counts.trained, counts.validated) = (own.count, kept.count)
        guard own.count > 0 else { throw EvaluationError(.tooFewImages, "no image is left to train an autoencoder on") }
        // Before the weights: without the list nobody would know.
        try folder.write("autoencoder.trained.txt", TrainedImages(archive, training.images + validation.images, from: split.level).bytes)
        return try source.embedder(training: own, validation: kept, folder: folder)
    }

    /// Some at a time, so that the line moves on.
    private func embed(_ pictures: ImageSet, _ count: Int, _ embedder: any ImageEmbedder) throws -> ImageEmbedding {
        let progress = ProgressLine("embedding")
        defer { progress.clear() }
        var values: [Float] = []
        var dimension = 1
        for start in stride(from: 0, to: count, by: EvaluationJob.embeddedAtOnce) {
            let end = min(count, start + EvaluationJob.embeddedAtOnce)
            let part = try embedder.embed(pictures[start..<end])
            dimension = part.dimension
            values += part.values
            progress.show(end, of: count)
        }
        guard let embedding = ImageEmbedding(values: values, dimension: dimension), embedding.count == count, values.allSatisfy(\.isFinite) else {
            throw CommandFailure(.badUsage, "\(embedder.name) gave no point for each image: its weights may be of another network")
        }
        return embedding
    }

    private static let setsOfPaper = 10
    private static let embeddedAtOnce = 256

    private func experiment(_ sets: EvaluationSets) -> VisualExperiment {
        var experiment = VisualExperiment(sets: sets)
        experiment.permutations = options.permutations
        experiment.seed = seed
        experiment.options.threads = threads
        let progress = ProgressLine("clustering sets")
        experiment.progress = { done, total in
            progress.show(done, of: total)
            if done == total { progress.clear() }
        }
        return experiment
    }

    // MARK: Report

    private func described(_ split: EvaluationSplit, _ sets: EvaluationSets, _ images: [Int]) -> EvaluationReport.Split {
        var setsOfGroup: [Int: Set<Int>] = [:]
        for (number, places) in sets.sets.enumerated() {
            for place in places { setsOfGroup[split.groupOfImage[images[place]], default: []].insert(number) }
        }
        let basis: EvaluationReport.Split.Basis = source.trained == nil ? .unknown : source is PixelSource ? .notTrained : .separated
        var described = EvaluationReport.Split(basis: basis, groupsInSeveralSets: setsOfGroup.values.count { $0.count > 1 })
        described.by = split.level
        described.groups = split.groups
        if basis == .separated { (described.trainingGroups, described.clusteredGroups) = (split.trainingGroups, split.evaluatedGroups) }
        return described
    }

    private func notes(
        _ sets: EvaluationSets, _ outcome: VisualExperiment.Outcome, _ split: EvaluationSplit, _ counts: EvaluationReport.Images
    ) -> [String] {
        var notes: [String] = []
        if sets.sets.count < wish.sets || sets.size < wish.size {
            notes.append("\(wish.sets) sets of \(wish.size) images were asked for; those of this archive fill \(sets.sets.count) of \(sets.size)")
        }
        if outcome.clusterCount < wish.clusterCount {
            let reason = outcome.clusterCount < sets.clusterCount ? "a set has no more different rows" : "sets are small"
            notes.append("\(wish.clusterCount) clusters were asked for; \(outcome.clusterCount) are made, since \(reason)")
        }
        if sets.sets.count < EvaluationJob.setsOfPaper {
            notes.append("intervals of fewer than \(EvaluationJob.setsOfPaper) sets are narrower than they say: go by p")
        }
        if options.ablate != nil { notes.append("one plugin in twenty has p below 0.05 by chance alone: p is not corrected for their number") }
        if source.trainingCount > 0, split.level != .patient {
            notes.append("one patient has more than half of the images (an ID that all share, perhaps): what was trained on is kept apart by \(split.level.rawValue)")
        }
        if source.trainingCount > 0, counts.trained + counts.validated < source.trainingCount {
            notes.append("trained on \(counts.trained + counts.validated) images, for \(source.trainingCount) of which the preset is made: the embedding sees less")
        }
        if source.trained == nil {
            notes.append("nobody knows what the weights were trained on: if images of these patients were among it, clusters may look more alike than they are")
        }
        return notes
    }

    /// Of each cluster of the first set those that lie nearest to its centre.
    private func nearestPictures(_ outcome: VisualExperiment.Outcome, _ images: ImageSet) -> ClusterPictures {
        let members = Dictionary(grouping: outcome.members.filter { $0.set == 0 }, by: \.cluster)
        return ClusterPictures(outcome.clusters.enumerated().map { number, cluster in
            let nearest = (members[number] ?? []).sorted { ($0.distance, $0.image) < ($1.distance, $1.image) }.prefix(ClusterPictures.most)
            return (cluster.size, cluster.spread, nearest.compactMap { images.image($0.image) })
        })
    }

    private func write(
        _ report: EvaluationReport, _ outcome: VisualExperiment.Outcome, _ archive: EvaluatedArchive, _ images: [Int], to folder: OutputFolder
    ) throws {
        let medoids = Set(outcome.clusters.map(\.medoid))
        let rows = outcome.members.map { member in
            let isMedoid = member.set == 0 && medoids.contains(member.image)
            return "\(Escape.csv(archive.pathText(images[member.image]))),\(member.set),\(member.cluster),\(isMedoid),"
                + "\(member.silhouette.map { "\($0)" } ?? ""),\(member.distance)\n"
        }
        try folder.write("evaluation.local.csv", Array(("file,set,cluster,medoid,silhouette,distance\n" + rows.joined()).utf8))
        try folder.write("evaluation.json", try JSON.encode(report), isShareable: true)
    }
}

import Foundation
import TestSupport
import Testing

/// `tagfold evaluate` as a user runs it, over images of which the truth is known.
@Suite("Command: evaluate")
struct EvaluateCommandTests {
    /// What the tests look at.
    private struct Report: Decodable {
        struct Images: Decodable {
            let rows, rendered, clustered, copies, trained, validated, knownToWeights: Int
            let problems: [String: Int]
        }
        struct Split: Decodable {
            let basis: String
            let by: String?
        }
        struct Embedding: Decodable {
            struct Training: Decodable {
                let preset: String
                let epochs: Int
            }
            let name, kind: String
            let dimension: Int
            let training: Training?
        }
        struct Sets: Decodable { let count, size, clusters, askedCount, askedSize, askedClusters: Int }
        struct Measure: Decodable {
            let name: String
            let mean: Double
            let values: [Double]
        }
        struct Result: Decodable {
            struct Interval: Decodable { let lower, upper: Double }
            let meanDifference: Double
            let p: Double?
            let degreesOfFreedom: Int?
            let interval: Interval?
        }
        struct Comparison: Decodable {
            let first, second: String
            let result: Result
        }
        struct Ablation: Decodable {
            struct Plugin: Decodable {
                let plugin: String
                let columns: Int
                let distance, silhouette: Result
            }
            let plugins: [Plugin]
        }
        let images: Images
        let split: Split
        let embedding: Embedding
        let sets: Sets
        let measures: [Measure]
        let comparisons: [Comparison]
        let ablation: Ablation?
        let notes: [String]

        func mean(_ name: String) throws -> Double { try #require(measures.first { $0.name == name }).mean }
        func comparison(_ first: String, _ second: String) throws -> Result {
            try #require(comparisons.first { $0.first == first && $0.second == second }).result
        }
    }

    private func report(_ bytes: [UInt8]?) throws -> Report { try Output.json(Report.self, try #require(bytes)) }

    @Test("help has an example")
    func help() throws {
        let result = try Command.tagfold().run(["evaluate", "--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("EXAMPLE: tagfold evaluate"))
    }

    @Test("clusters by tags that say how an image looks are found to look alike, as much as can be, and better than by a tag that says nothing")
    func lookFollowsTags() throws {
        let archive = try MadePictures(150, .kind)
        let (result, bytes) = try archive.evaluate(["--sets", "6", "--set-size", "24", "--k", "3"])
        #expect(result.code == 0, "\(result.error)")
        let report = try report(bytes)
        #expect(report.sets.count == 6 && report.sets.size == 24 && report.sets.clusters == 3)
        #expect(report.images.rows == 150 && report.images.clustered == 144)
        let chance = try report.comparison("tags", "permuted")
        #expect(chance.meanDifference < -0.3)
        #expect(try #require(chance.p) < 1e-6)
        #expect(chance.degreesOfFreedom == 5)
        #expect(try #require(chance.interval).upper < 0)
        #expect(try report.mean("ceiling") <= report.mean("tags") + 1e-9)
        let bodyPart = try report.comparison("tags, as many as BodyPartExamined", "BodyPartExamined")
        #expect(bodyPart.meanDifference < 0)
        #expect(try #require(bodyPart.p) < 1e-3)
        #expect(result.output.contains("nearer to its centre than with shuffled labels"))
        #expect(result.output.contains("better than BodyPartExamined alone"))
        // Modality is the very truth here: nothing can be better.
        #expect(try report.mean("Modality") <= report.mean("tags") + 1e-9)
        #expect(!result.output.contains("better than Modality alone"))
    }

    @Test("clusters by tags that say nothing of the look are found to look no more alike than shuffled ones")
    func lookIsChance() throws {
        let archive = try MadePictures(150, .chance)
        let (result, bytes) = try archive.evaluate(["--sets", "6", "--set-size", "24", "--k", "3"])
        #expect(result.code == 0, "\(result.error)")
        let chance = try report(bytes).comparison("tags", "permuted")
        #expect(try #require(chance.p) > 0.05)
        #expect(abs(chance.meanDifference) < 0.05)
        #expect(result.output.contains("look no more alike than shuffled ones"))
    }

    @Test("the same bytes on a second run, on any number of threads, and wherever the files lie")
    func sameBytes() throws {
        let archive = try MadePictures(90, .kind)
        let arguments = ["--sets", "3", "--set-size", "24", "--ablate", "plugins"]
        let first = try #require(try archive.evaluate(arguments + ["--threads", "1", "--render-workers", "1"]).report)
        #expect(try archive.evaluate(arguments + ["--threads", "1"]).report == first)
        #expect(try archive.evaluate(arguments + ["--threads", "2"]).report == first)
        #expect(try archive.evaluate(arguments + ["--threads", "5", "--render-workers", "3"], out: "other").report == first)
        let moved = try MadePictures(90, .kind, name: { "folder\($0 % 7)/\(5000 - $0)" })
        #expect(try moved.evaluate(arguments).report == first)
        #expect(try archive.evaluate(arguments + ["--seed", "2"]).report != first)
    }

    @Test("the report for others names no file, no UID and no patient; what names files only the user can read")
    func privacy() throws {
        let archive = try MadePictures(60, .kind, name: { "Doe^Jane-\($0).dcm" })
        let (result, bytes) = try archive.evaluate(["--sets", "2"])
        let text = try Output.text(bytes)
        for word in ["Doe", "2.25", archive.folder.path, "CHEST", "SIEMENS"] { #expect(!text.contains(word)) }
        for word in ["Doe", "2.25", "CHEST", "SIEMENS"] { #expect(!(result.output + result.error).contains(word)) }
        var status = stat()
        #expect(stat(archive.folder.path + "/out/evaluation.local.csv", &status) == 0)
        #expect(status.st_mode & 0o077 == 0)
        let lines = try TemporaryFolder.text(archive.folder.path + "/out/evaluation.local.csv").split(separator: "\n")
        #expect(lines[0] == "file,set,cluster,medoid,silhouette,distance")
        #expect(lines.count == 1 + 60)
    }

    @Test("sets and clusters are made fewer where the archive is small, and the report says so")
    func scaledDown() throws {
        let archive = try MadePictures(64, .kind)
        let (result, bytes) = try archive.evaluate()
        let report = try report(bytes)
        #expect(report.sets.count == 3 && report.sets.size == 21 && report.sets.clusters == 4)
        #expect(report.sets.askedCount == 10 && report.sets.askedSize == 5000 && report.sets.askedClusters == 15)
        #expect(report.notes.contains { $0.hasPrefix("10 sets of 5000 images were asked for") })
        #expect(report.notes.contains { $0.hasPrefix("15 clusters were asked for; 4 are made") })
        #expect(result.output.contains("Note: 10 sets of 5000"))
    }

    @Test("an archive of too few images is no archive to evaluate; one whose images cannot be rendered neither, and the reasons are counted")
    func tooFew() throws {
        let few = try MadePictures(15, .kind).evaluate()
        #expect(few.result.code == 3)
        #expect(few.result.error.contains("15 images can be clustered"))
        #expect(few.report == nil)

        let archive = try MadePictures(0, .kind)
        for number in 0..<30 { try archive.folder.write("archive/\(number)", DICOMFile.image(number).with(0x0008_0060, "CS", "CT").bytes) }
        let blind = try archive.evaluate()
        #expect(blind.result.code == 3)
        #expect(blind.result.error.contains("truncated ×30"))
    }

    @Test("copies of an instance count once")
    func copies() throws {
        let archive = try MadePictures(40, .kind)
        for number in 0..<10 { try archive.folder.write("archive/copy\(number)", try TemporaryFolder.read(archive.path + "/\(1000 + number).dcm")) }
        let report = try report(try archive.evaluate().report)
        #expect(report.images.rows == 50 && report.images.copies == 10 && report.images.rendered == 40)
    }

    @Test("the plugin that makes the one number of which the look follows adds most; those that make no feature add nothing")
    func ablation() throws {
        let archive = try MadePictures(150, .age)
        let (result, bytes) = try archive.evaluate(["--sets", "6", "--set-size", "24", "--k", "3", "--ablate", "plugins"])
        #expect(result.code == 0, "\(result.error)")
        let plugins = try #require(try report(bytes).ablation).plugins
        #expect(plugins.first?.plugin == "PatientAge")
        #expect(try #require(plugins.first?.distance).meanDifference < -0.1)
        #expect(try #require(plugins.first?.distance.p) < 0.01)
        #expect(Set(plugins.map(\.plugin)).count == plugins.count)
        let position = try #require(plugins.first { $0.plugin == "CodedTerms" })
        #expect(position.columns == 0 && position.distance.meanDifference == 0 && position.silhouette.meanDifference == 0 && position.distance.p == nil)
        #expect(result.output.contains("What each plugin adds"))
    }

    @Test("the main job evaluates, too, and goes on where it cannot")
    func withinRun() throws {
        let archive = try MadePictures(60, .kind)
        let arguments = ["run", archive.path, "--evaluate", "--embedding", "pixels", "--renderer", archive.backend]
        let out = archive.folder.path + "/run"
        let result = try Command.tagfold().run(arguments + ["--out", out, "--k", "3"])
        #expect(result.code == 0, "\(result.error)")
        let report = try report(try TemporaryFolder.read(out + "/evaluation.json"))
        #expect(report.sets.clusters == 3)
        #expect(result.output.contains("Do clusters look alike?"))

        let few = try MadePictures(12, .kind)
        let skipped = try Command.tagfold().run(["run", few.path, "--evaluate", "--embedding", "pixels", "--renderer", few.backend, "--out", out])
        #expect(skipped.code == 0)
        #expect(skipped.output.contains("No evaluation: 12 images can be clustered"))
        #expect(!(try TemporaryFolder.names(in: out)).contains("evaluation.json"))
        #expect(try TemporaryFolder.text(out + "/run.json").contains("\"evaluationSkipped\""))
    }

    @Test("pictures of clusters are on the local page alone, and only when asked for")
    func thumbnails() throws {
        let archive = try MadePictures(60, .kind)
        func pages(_ arguments: [String], out: String) throws -> (shareable: String, local: String) {
            #expect(try archive.evaluate(arguments, out: out).result.code == 0)
            let folder = archive.folder.path + "/" + out
            return (try TemporaryFolder.text(folder + "/report.html"), try TemporaryFolder.text(folder + "/report.local.html"))
        }
        let without = try pages([], out: "without")
        #expect(!without.local.contains("data:image"))
        let with = try pages(["--thumbnails"], out: "with")
        #expect(with.shareable == without.shareable)
        #expect(with.local.components(separatedBy: "data:image/png;base64,").count > 10)
        #expect(with.local.contains("img-src data:") && with.local.contains("pictures of patients"))
    }

    @Test("options that cannot be are refused before any work", arguments: [["--sets", "1"], ["--set-size", "9"], ["--k", "1"], ["--permutations", "0"], ["--embedding", "dreams"]])
    func badOptions(_ arguments: [String]) throws {
        let result = try Command.tagfold().run(["evaluate", "/nowhere", "--out", "/nowhere/out"] + arguments)
        #expect(result.code == 2)
    }

    // MARK: Autoencoder

    static let trainerIsBuilt = (try? Places.products() + "/backends/libtagfold-torch.so").map { access($0, R_OK) == 0 } ?? false

    @Test("without a training backend nothing is begun, and what is missing is told")
    func noTrainer() throws {
        let archive = try MadePictures(1, .kind)
        let (result, _) = try archive.evaluate(["--trainer", "/nowhere/libtagfold-torch.so"], embedding: "autoencoder")
        #expect(result.code == 2)
        #expect(result.error.contains("no training backend /nowhere/libtagfold-torch.so"))
        #expect(result.output.isEmpty)
        #expect(!(try TemporaryFolder.names(in: archive.folder.path)).contains("out"))
    }

    @Test("weights that are none are refused")
    func badWeights() throws {
        let archive = try MadePictures(1, .kind)
        let file = try archive.folder.write("bad.safetensors", "no weights")
        let (result, _) = try archive.evaluate(["--weights", file], embedding: "autoencoder")
        #expect(result.code == 2)
        #expect(result.error.contains("bad.safetensors"))
    }

    @Test(
        "an autoencoder is trained on other patients; its weights serve again, and leave out what they were trained on",
        .enabled(if: EvaluateCommandTests.trainerIsBuilt, "Scripts/build_backends.sh has built no libtagfold-torch.so"))
    func trained() throws {
        let archive = try MadePictures(120, .kind)
        let arguments = ["--sets", "3", "--set-size", "20", "--k", "3"]
        let (result, bytes) = try archive.evaluate(arguments + ["--epochs", "1"], embedding: "autoencoder", out: "first")
        #expect(result.code == 0, "\(result.error)")
        let first = try report(bytes)
        #expect(first.split.basis == "separated" && first.split.by == "patient")
        #expect(first.images.trained + first.images.validated == 44 && first.images.clustered == 60)
        #expect(first.embedding.kind == "autoencoder" && first.embedding.dimension == 1280)
        #expect(try #require(first.embedding.training).preset == "quick, 1 epoch")
        let folder = archive.folder.path + "/first"
        #expect(try TemporaryFolder.names(in: folder) == [
            "SHARING.txt", "autoencoder.safetensors", "autoencoder.trained.txt", "evaluation.json", "evaluation.local.csv", "report.html", "report.local.html",
        ])
        for name in ["autoencoder.safetensors", "autoencoder.trained.txt"] {
            var status = stat()
            #expect(stat(folder + "/" + name, &status) == 0 && status.st_mode & 0o077 == 0)
        }

        let weights = ["--weights", folder + "/autoencoder.safetensors"]
        let again = try report(try archive.evaluate(arguments + weights, embedding: "autoencoder", out: "again").report)
        #expect(again.images.knownToWeights == 44 && again.images.clustered == 60 && again.split.basis == "separated")
        #expect(again.embedding.name == first.embedding.name)
        #expect(again.measures.map(\.values) == first.measures.map(\.values))

        try archive.folder.write("moved.safetensors", try TemporaryFolder.read(folder + "/autoencoder.safetensors"))
        let unknown = try report(
            try archive.evaluate(arguments + ["--weights", archive.folder.path + "/moved.safetensors"], embedding: "autoencoder", out: "unknown").report)
        #expect(unknown.split.basis == "unknown" && unknown.images.knownToWeights == 0)
        #expect(unknown.notes.contains { $0.hasPrefix("nobody knows what the weights were trained on") })
    }

    @Test(
        "a training that is killed (-9) and goes on, again and again, comes to the same bytes as one that is not",
        .enabled(if: EvaluateCommandTests.trainerIsBuilt, "Scripts/build_backends.sh has built no libtagfold-torch.so"))
    func killed() throws {
        let archive = try MadePictures(120, .kind)
        let folder = archive.folder.path
        let arguments = ["evaluate", archive.path, "--renderer", archive.backend, "--sets", "3", "--set-size", "20", "--k", "3", "--epochs", "6"]
        let whole = try Command.tagfold().run(arguments + ["--out", folder + "/whole"], seconds: 300)
        #expect(whole.code == 0, "\(whole.error)")
        let checkpoint = folder + "/parts/autoencoder.checkpoint/training.safetensors"
        var last = [UInt8]()
        for _ in 0..<2 {
            // As soon as there is another checkpoint than the last.
            let killed = try Command.tagfold().run(arguments + ["--out", folder + "/parts", "--resume"], seconds: 300) {
                guard let now = try? TemporaryFolder.read(checkpoint), now != last else { return false }
                last = now
                return true
            }
            #expect(killed.code == 128 + SIGKILL, "\(killed.error)")
        }
        let resumed = try Command.tagfold().run(arguments + ["--out", folder + "/parts", "--resume"], seconds: 300)
        #expect(resumed.code == 0, "\(resumed.error)")
        for name in ["autoencoder.safetensors", "evaluation.json"] {
            #expect(try TemporaryFolder.read(folder + "/parts/" + name) == TemporaryFolder.read(folder + "/whole/" + name), "\(name)")
        }
    }
}

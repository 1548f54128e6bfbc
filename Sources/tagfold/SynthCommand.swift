import ArgumentParser
import Glibc
import Reports
import SyntheticArchive

struct SynthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Makes an archive of a made-up hospital: test equipment.",
        discussion: """
            Writes valid DICOM files with messy tags, as hospitals have them, and phantom images whose look follows \
            modality, anatomy, plane and window; truth.csv tells what each image is, and what was made messy in it. \
            It is test equipment: nobody is shown, and numbers from it say nothing about patients. The same seed gives \
            the same bytes; a smaller archive of a seed is the start of a larger one.

            EXAMPLE: tagfold synth --instances 5000 --seed 1 made-archive
            """)

    @Argument(help: ArgumentHelp("The folder to make; new, or empty.", valueName: "out"))
    var out: String

    @Option(help: ArgumentHelp("Images to make.", valueName: "count"))
    var instances = 1000

    @Option(help: "Of all that is random.")
    var seed: UInt64 = 1

    @Flag(help: "The same images with tags as they should be: what the mess costs is the difference.")
    var tidy = false

    @Option(help: "Threads. The files do not depend on it.")
    var threads = ProcessorCount.available

    func validate() throws {
        guard (1...SyntheticArchive.mostInstances).contains(instances) else {
            throw ValidationError("--instances takes 1 to \(SyntheticArchive.mostInstances).")
        }
        guard (1...1024).contains(threads) else { throw ValidationError("--threads takes 1 to 1024.") }
    }

    func run() throws {
        try checkFolder()
        let archive = SyntheticArchive(instances: instances, seed: seed, isTidy: tidy)
        Terminal.print("Test equipment: \(archive.instances) images of nobody, about \(SynthCommand.size(archive.estimatedBytes)), seed \(seed).")
        let folder = try OutputFolder(out, isShareable: true)
        try checkSpace(archive.estimatedBytes)
        let result = try make(archive)
        // Last, so that whoever finds them knows that the archive is whole.
        try folder.write("truth.csv", Array(result.truth.utf8), isShareable: true)
        try folder.write("synth.json", try JSON.encode(result), isShareable: true)
        Terminal.print(SynthCommand.text(result))
        Terminal.print("\nImages: \(Escape.terminal(out))/images/; what they are: truth.csv and synth.json beside it")
    }

    /// - Throws: `CommandFailure` when the folder holds anything: no file of somebody else is ever replaced.
    private func checkFolder() throws {
        var status = stat()
        guard lstat(out, &status) == 0 else { return }
        guard let directory = opendir(out) else {
            throw CommandFailure(.badUsage, "\(out) is there, and cannot be read as a folder: \(String(cString: strerror(errno)).lowercased())")
        }
        defer { closedir(directory) }
        var entries = 0
        // Two of them are the folder itself and the one above.
        while readdir(directory) != nil, entries <= 2 { entries += 1 }
        guard entries <= 2 else { throw CommandFailure(.badUsage, "\(out) is not empty: name a new folder, so that nothing is replaced") }
    }

    private func checkSpace(_ bytes: Int) throws {
        var status = statvfs()
        guard statvfs(out, &status) == 0 else { return }
        let free = status.f_bavail.multipliedReportingOverflow(by: status.f_frsize)
        // The system should have something left.
        guard !free.overflow, UInt(bytes) > free.partialValue / 10 * 9 else { return }
        throw CommandFailure(.badUsage, "about \(SynthCommand.size(bytes)) do not fit: \(out) has \(SynthCommand.size(Int(clamping: free.partialValue))) left")
    }

    private func make(_ archive: SyntheticArchive) throws -> SynthesisResult {
        let progress = ProgressLine("making"), total = archive.instances, root = out
        let result = try archive.make(threads: threads) { progress.show($0, of: total) } write: { path, bytes in
            try OutputFolder(root + "/" + FilePath.folder(path), isShareable: true).write(FilePath.name(path), bytes, isShareable: true)
        }
        progress.clear()
        return result
    }

    // MARK: Text

    private static func size(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(bytes / 1000) kB" : bytes < 10_000_000_000 ? "\(bytes / 1_000_000) MB" : "\(bytes / 1_000_000_000) GB"
    }

    private static func text(_ result: SynthesisResult) -> String {
        let looks = result.looks.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let messy = result.mess.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        func list(_ entries: [(key: String, value: Int)]) -> String { entries.prefix(8).map { "\($0.key) ×\($0.value)" }.joined(separator: ", ") }
        return """
            \(result.instances) images of \(result.studies) studies and \(result.patients) patients, \(size(result.bytes))
              looks: \(looks.count); \(list(looks))\(looks.count > 8 ? ", …" : "")
              habits: \(messy.count); \(list(messy))\(messy.count > 8 ? ", …" : "")
            """
    }
}

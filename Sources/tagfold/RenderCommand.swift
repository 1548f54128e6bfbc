import ArgumentParser
import Reports
import Synchronization
import TagTable
import VisualEvaluation

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Shows what the visual evaluator sees of image files.",
        discussion: """
            Writes one grey picture of 128 × 128 pixels for each file, its middle frame, as 000001.pgm and so on, and \
            images.csv, which tells what became of each file. The pictures show patients, and images.csv names the files: \
            only you can read them, and they are not for sharing. What is printed has counts alone.

            EXAMPLE: tagfold render /archive --out pictures
            """)

    @Argument(help: ArgumentHelp("Files and folders, read whole.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("Folder for the pictures; made when it is missing.", valueName: "folder"))
    var out: String

    @OptionGroup var choices: RenderingChoices

    /// A folder of more is of no use to a person.
    private static let mostPictures = 999_999

    func run() throws {
        if let missing = paths.first(where: { !InstalledFiles.exists($0) }) {
            throw CommandFailure(.inputUnreadable, "there is no \(missing), or it may not be read")
        }
        let renderer = try choices.renderer()
        let folder = try OutputFolder(out)
        var finder = FileFinder()
        for path in paths { finder.add(path) }
        let files = finder.paths
        guard files.count <= RenderCommand.mostPictures else {
            throw CommandFailure(.badUsage, "\(files.count) files are more than the \(RenderCommand.mostPictures) that get a picture")
        }
        let (summary, problems) = try render(files, renderer, to: folder)
        try folder.write("images.csv", Array(table(files, problems).utf8))
        Terminal.print(RenderCommand.text(summary))
        guard summary.rendered > 0 else { throw CommandFailure(.inputUnreadable, "none of \(files.count) files could be rendered") }
        Terminal.print("\nPictures: \(Escape.terminal(out))/ (they show patients: not for sharing)")
    }

    /// - Returns: the problem of each file that has no picture.
    private func render(_ files: TextPool, _ renderer: Renderer, to folder: OutputFolder) throws -> (Renderer.Summary, [RenderingProblem?]) {
        let progress = ProgressLine("rendering")
        let state = Mutex((problems: [RenderingProblem?](repeating: nil, count: files.count), done: 0, failure: (any Error)?.none))
        let summary: Renderer.Summary
        do throws(RenderingError) {
            summary = try renderer.render((0..<files.count).map(files.bytes)) { place, outcome in
                state.withLock { state in
                    state.problems[place] = outcome.problem
                    state.done += 1
                    progress.show(state.done, of: files.count)
                    guard let image = outcome.image, state.failure == nil else { return }
                    do { try folder.write(RenderCommand.name(place), RenderCommand.pgm(image)) } catch { state.failure = error }
                }
            }
        } catch { throw CommandFailure(.badUsage, error.reason) }
        progress.clear()
        let (problems, failure) = state.withLock { ($0.problems, $0.failure) }
        if let failure { throw failure }
        return (summary, problems)
    }

    // MARK: Output

    private static func name(_ place: Int) -> String {
        let digits = String(place + 1)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".pgm"
    }

    /// Netpbm's portable grey map, of bytes.
    private static func pgm(_ image: RenderedImage) -> [UInt8] {
        Array("P5\n\(RenderedImage.side) \(RenderedImage.side)\n255\n".utf8) + image.pixels
    }

    private func table(_ files: TextPool, _ problems: [RenderingProblem?]) -> String {
        let rows = (0..<files.count).map { place in
            let problem = problems[place]
            return "\(problem == nil ? RenderCommand.name(place) : ""),\(problem?.rawValue ?? "rendered"),\(Escape.csv(files[place]))\n"
        }
        return "picture,outcome,path\n" + rows.joined()
    }

    private static func text(_ summary: Renderer.Summary) -> String {
        let files = summary.rendered + summary.problems.values.reduce(0, +)
        var lines = ["\(files) files: \(summary.rendered) rendered" + (summary.fromCache > 0 ? ", \(summary.fromCache) of them from the cache" : "")]
        if summary.damagedEntries > 0 { lines.append("  cache: \(summary.damagedEntries) damaged entries, made anew") }
        for problem in RenderingProblem.allCases {
            if let count = summary.problems[problem] { lines.append("  \(problem.rawValue) ×\(count): \(problem.reason)") }
        }
        return lines.joined(separator: "\n")
    }
}

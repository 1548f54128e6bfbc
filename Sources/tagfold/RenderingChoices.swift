import ArgumentParser
import VisualEvaluation

/// How a command renders images.
struct RenderingChoices: ParsableArguments {
    @Option(help: "How a frame comes into the square: stretch its rows and columns each for themselves, as in the paper, or keep its aspect between black bars.")
    var fit = RenderingFit.stretch

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp("A folder that keeps pictures by the content of their files, readable by you alone: they show patients.", valueName: "folder"))
    var cacheFolder: String?

    @Option(
        name: .customLong("renderer"),
        help: ArgumentHelp("The rendering backend; by default backends/libtagfold-renderer.so beside the command.", valueName: "file"))
    var backend: String?

    @Option(name: .customLong("render-workers"), help: "Processes that render at the same time. The pictures do not depend on it.")
    var workers = ProcessorCount.available

    @Option(name: .customLong("render-time-limit"), help: ArgumentHelp("Seconds that one file may take.", valueName: "seconds"))
    var seconds = RenderingLimits().seconds

    @Option(name: .customLong("render-memory"), help: ArgumentHelp("Megabytes of memory that one file may take, besides its own size.", valueName: "MB"))
    var memory = RenderingLimits().memory >> 20

    func validate() throws {
        guard (1...256).contains(workers) else { throw ValidationError("--render-workers takes 1 to 256.") }
        guard (0.1...86_400).contains(seconds) else { throw ValidationError("--render-time-limit takes 0.1 to 86400 seconds.") }
        guard (64...1 << 20).contains(memory) else { throw ValidationError("--render-memory takes 64 to 1048576 MB.") }
    }

    /// - Throws: `CommandFailure` where there is no backend, with what to do about it.
    func renderer() throws -> Renderer {
        guard let executable = InstalledFiles.executable() else { throw CommandFailure(.badUsage, "the system does not tell where this command lies") }
        guard let backend = backend ?? InstalledFiles.backend("renderer") else {
            throw CommandFailure(
                .badUsage,
                "there is no rendering backend beside the command: install g++, libdcmtk-dev and libopenjp2-7-dev (Scripts/setup.sh does), then run "
                    + "Scripts/build_backends.sh \(FilePath.folder(executable)), or make build")
        }
        guard InstalledFiles.exists(backend) else { throw CommandFailure(.badUsage, "there is no rendering backend \(backend), or it may not be read") }
        do throws(RenderingError) {
            let cache = try cacheFolder.map(RenderingCache.init)
            // Without a slash, the loader would look elsewhere.
            let path = backend.contains("/") ? backend : "./" + backend
            let renderer = try Renderer(backend: path, executable: executable, options: options, cache: cache)
            if let openness = renderer.openness {
                Terminal.note("images are decoded in processes of their own, but this system cannot keep them from files and sockets: \(openness)")
            }
            return renderer
        } catch { throw CommandFailure(.badUsage, error.reason) }
    }

    private var options: RenderingOptions {
        var options = RenderingOptions()
        options.fit = fit
        options.workers = workers
        options.limits.seconds = seconds
        options.limits.memory = memory << 20
        return options
    }
}

extension RenderingFit: ExpressibleByArgument {}

import Dispatch
import Synchronization

/// Renders image files in worker processes, which have limits, and neither files nor network: codecs are hostile ground. A
/// file that crashes its worker, hangs, or wants too much costs itself alone.
///
/// What is rendered: the middle frame; its first VOI LUT, else its first window, else the range of its values; MONOCHROME1
/// inverted, colours as their luminance, no overlays; at last 128 × 128 pixels (docs/rendering.md).
public final class Renderer: Sendable {
    private let configuration: RenderMessage.Configuration
    private let executable: String
    private let options: RenderingOptions
    private let cache: RenderingCache?
    /// The backend's, with those of its libraries: another one may render otherwise.
    public let version: String
    /// Why the system cannot keep workers from files and sockets; nil when it does.
    public let openness: String?

    /// What became of some files.
    public struct Summary: Sendable, Equatable {
        public fileprivate(set) var rendered = 0
        /// Among `rendered`.
        public fileprivate(set) var fromCache = 0
        /// Entries of the cache that were not as they were written, and were made anew.
        public fileprivate(set) var damagedEntries = 0
        public fileprivate(set) var problems: [RenderingProblem: Int] = [:]

        fileprivate mutating func count(_ outcome: RenderingOutcome) {
            switch outcome {
            case .rendered: rendered += 1
            case .failed(let problem): problems[problem, default: 0] += 1
            }
        }
    }

    /// Starts a worker to see whether the backend can be loaded.
    /// - Parameters:
    ///   - backend: path of `libtagfold-renderer.so`.
    ///   - executable: path of an executable that calls `RenderWorker.run()` when it is started with `RenderWorker.argument`.
    /// - Throws: `RenderingError` when there can be no worker, or the backend cannot be loaded.
    public init(backend: String, executable: String, options: RenderingOptions = RenderingOptions(), cache: RenderingCache? = nil) throws(RenderingError) {
        configuration = RenderMessage.Configuration(backend: backend, options)
        self.executable = executable
        self.options = options
        self.cache = cache
        let introduction = try RenderLink(configuration, executable: executable).introduction
        version = introduction.version
        openness = introduction.openness.isEmpty ? nil : introduction.openness
    }

    /// Renders files.
    /// - Parameters:
    ///   - paths: their bytes, which need not be UTF-8.
    ///   - receive: is given each file's place among `paths`, and its outcome; one after the other, in any order.
    /// - Throws: `RenderingError` when workers cannot be made any more; what was received until then stands.
    @discardableResult
    public func render(_ paths: [[UInt8]], receive: @escaping @Sendable (Int, RenderingOutcome) -> Void) throws(RenderingError) -> Summary {
        let next = Atomic(0)
        let progress = Mutex((summary: Summary(), error: RenderingError?.none))
        DispatchQueue.concurrentPerform(iterations: max(1, min(options.workers, paths.count))) { _ in
            do throws(RenderingError) {
                var link: RenderLink?
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard place < paths.count else { return }
                    let result = try outcome(paths[place], &link)
                    progress.withLock { progress in
                        progress.summary.count(result.outcome)
                        if result.isFromCache { progress.summary.fromCache += 1 }
                        if result.entryWasDamaged { progress.summary.damagedEntries += 1 }
                        receive(place, result.outcome)
                    }
                }
            } catch {
                // The others stop as well.
                next.store(paths.count, ordering: .relaxed)
                progress.withLock { $0.error = error }
            }
        }
        let (summary, error) = progress.withLock { $0 }
        if let error { throw error }
        return summary
    }

    private struct Result {
        let outcome: RenderingOutcome
        var isFromCache = false
        var entryWasDamaged = false
    }

    /// A worker is only started for a file that is not in the cache.
    private func outcome(_ path: [UInt8], _ link: inout RenderLink?) throws(RenderingError) -> Result {
        let file: ImageFile
        do throws(RenderingProblem) { file = try ImageFile(path: path, mostBytes: options.limits.fileBytes) } catch {
            return Result(outcome: .failed(error))
        }
        guard let cache else { return Result(outcome: try render(file, &link)) }
        guard let content = file.hash() else { return Result(outcome: .failed(.cannotOpen)) }
        let key = RenderingCache.Key(content: content, version: version, fit: options.fit)
        let entry = cache.image(key)
        if case .found(let image) = entry { return Result(outcome: .rendered(image), isFromCache: true) }
        let outcome = try render(file, &link)
        if let image = outcome.image, file.isUnchanged { cache.store(image, key) }
        return Result(outcome: outcome, entryWasDamaged: entry == .damaged)
    }

    private func render(_ file: ImageFile, _ link: inout RenderLink?) throws(RenderingError) -> RenderingOutcome {
        if let link { return try link.render(file) }
        let started = try RenderLink(configuration, executable: executable)
        link = started
        return try started.render(file)
    }
}

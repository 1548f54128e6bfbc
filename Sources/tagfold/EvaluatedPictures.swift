import Reports
import Synchronization
import VisualEvaluation

/// Renders images of an archive, as many as are wanted of those that can be.
struct EvaluatedPictures {
    let archive: EvaluatedArchive
    let renderer: Renderer
    /// So far, by reason.
    private(set) var problems: [String: Int] = [:]
    private(set) var rendered = 0

    init(_ archive: EvaluatedArchive, _ renderer: Renderer) {
        self.archive = archive
        self.renderer = renderer
    }

    /// The first images that can be rendered, in their order.
    /// - Returns: those images, and their pictures.
    /// - Throws: `CommandFailure` when nothing can be rendered any more.
    mutating func first(_ wanted: Int, of images: [Int]) throws -> (images: [Int], pictures: ImageSet) {
        var found: [Int] = []
        var pictures = ImageSet()
        var next = 0
        let progress = ProgressLine("rendering")
        defer { progress.clear() }
        // What cannot be rendered is made up for by those that come next.
        while found.count < wanted, next < images.count {
            let batch = images[next..<min(images.count, next + wanted - found.count)]
            let start = next
            next = batch.endIndex
            let total = min(wanted, images.count)
            let outcomes = try render(Array(batch)) { progress.show(start + $0, of: total) }
            for (image, picture) in zip(batch, outcomes) {
                guard let picture else { continue }
                found.append(image)
                pictures.append(picture)
            }
        }
        return (found, pictures)
    }

    private mutating func render(_ images: [Int], _ told: @escaping @Sendable (Int) -> Void) throws -> [RenderedImage?] {
        let state = Mutex((pictures: [RenderedImage?](repeating: nil, count: images.count), done: 0))
        do throws(RenderingError) {
            let summary = try renderer.render(images.map(archive.path)) { place, outcome in
                let done = state.withLock { state in
                    state.pictures[place] = outcome.image
                    state.done += 1
                    return state.done
                }
                told(done)
            }
            rendered += summary.rendered
            for (problem, count) in summary.problems { problems[problem.rawValue, default: 0] += count }
        } catch { throw CommandFailure(.badUsage, error.reason) }
        return state.withLock { $0.pictures }
    }
}

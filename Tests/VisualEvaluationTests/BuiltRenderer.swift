import Glibc
import Synchronization
import TestSupport

@testable import VisualEvaluation

/// The real backend, where it was built (Scripts/build_backends.sh).
enum BuiltRenderer {
    static let backend = (try? Places.products() + "/backends/libtagfold-renderer.so") ?? ""
    static let isBuilt = access(backend, R_OK) == 0

    static func renderer(_ options: RenderingOptions = RenderingOptions()) throws -> Renderer {
        try Renderer(backend: backend, executable: try Places.products() + "/tagfold", options: options)
    }

    /// One renderer is enough for most.
    private static let shared = Result { try renderer() }

    static func outcomes(_ files: [[UInt8]], _ options: RenderingOptions? = nil) throws -> [RenderingOutcome] {
        let folder = try TemporaryFolder()
        let paths = try files.enumerated().map { Array(try folder.write("\($0.offset).dcm", $0.element).utf8) }
        return try (options.map { try renderer($0) } ?? shared.get()).outcomes(paths).outcomes
    }

    static func outcome(_ image: MadeImage) throws -> RenderingOutcome { try outcomes([image.bytes])[0] }

    /// The picture of a file, as rows.
    static func picture(_ image: MadeImage, _ options: RenderingOptions? = nil) throws -> [[Int]] {
        switch try outcomes([image.bytes], options)[0] {
        case .failed(let problem): throw SupportFailure("not rendered: \(problem)")
        case .rendered(let image): return (0..<128).map { row in (0..<128).map { Int(image.pixels[row * 128 + $0]) } }
        }
    }
}

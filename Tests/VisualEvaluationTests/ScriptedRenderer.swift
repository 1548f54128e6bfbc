import Synchronization
import TestSupport

@testable import VisualEvaluation

/// A renderer whose backend does what the first word of each file says.
struct ScriptedRenderer {
    let folder: TemporaryFolder
    let backend: String
    private let executable: String

    init(defines: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        backend = try CCompiler().renderer(from: "Scripted", defines: defines, in: folder)
        executable = try Places.products() + "/tagfold"
    }

    /// Quick to give up.
    static var options: RenderingOptions {
        var options = RenderingOptions()
        options.limits.seconds = 1
        options.limits.memory = 100 << 20
        return options
    }

    func renderer(_ options: RenderingOptions = options, cache: RenderingCache? = nil) throws -> Renderer {
        try Renderer(backend: backend, executable: executable, options: options, cache: cache)
    }

    /// Writes files of these texts.
    func files(_ texts: [String]) throws -> [[UInt8]] {
        try texts.enumerated().map { place, text in Array(try folder.write("files/\(place)", text).utf8) }
    }

    func render(_ texts: String..., options: RenderingOptions = options, cache: RenderingCache? = nil) throws -> [RenderingOutcome] {
        try renderer(options, cache: cache).outcomes(try files(texts)).outcomes
    }
}

extension Renderer {
    /// All outcomes, in the order of the files.
    func outcomes(_ paths: [[UInt8]]) throws -> (outcomes: [RenderingOutcome], summary: Summary) {
        let outcomes = Mutex([RenderingOutcome](repeating: .failed(.failed), count: paths.count))
        let summary = try render(paths) { place, outcome in outcomes.withLock { $0[place] = outcome } }
        return (outcomes.withLock { $0 }, summary)
    }
}

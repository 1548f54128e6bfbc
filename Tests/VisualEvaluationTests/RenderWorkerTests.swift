import Glibc
import TestSupport
import Testing

@testable import VisualEvaluation

/// What a backend, or a file in it, may do to a run: cost one file.
@Suite("Workers that render")
struct RenderWorkerTests {
    private let scripted: ScriptedRenderer
    private let one: RenderingOptions

    init() throws {
        scripted = try ScriptedRenderer()
        var options = ScriptedRenderer.options
        options.workers = 1
        one = options
    }

    @Test("a crash, a hang, too much memory and a lie each cost one file, with the reason")
    func badFiles() throws {
        let outcomes = try scripted.render("fine", "crash", "fine.", "abort", "exit", "hang", "spin", "eat", "lie", "fine..")
        #expect(outcomes.map(\.problem) == [nil, .crashed, nil, .crashed, .crashed, .timedOut, .timedOut, .outOfMemory, .failed, nil])
        #expect(outcomes[0].image?.pixels[1] == 4)
        #expect(outcomes[2].image?.pixels[1] == 5)
        #expect(outcomes[9].image?.pixels[1] == 6)
    }

    @Test("every outcome of renderer.h has a reason of its own", arguments: 1...11 as ClosedRange<UInt8>)
    func outcome(_ number: UInt8) throws {
        let problem = try scripted.render("answer" + String(decoding: [number], as: UTF8.self))[0].problem
        let expected: [RenderingProblem] = [
            .notDICOM, .noImage, .unsupportedSyntax, .unsupportedPixels, .badAttributes, .truncated, .badFragments, .badCodestream, .tooLarge,
            .outOfMemory, .failed,
        ]
        #expect(problem == expected[Int(number) - 1])
    }

    @Test("a file does not pay for what an earlier one left broken or used up")
    func innocent() throws {
        let broken = try scripted.render("poison", "fine", "fine", options: one)
        #expect(broken.map(\.problem) == [nil, nil, nil])
        let used = try scripted.render("leak", "leak", "fine", options: one)
        #expect(used.map(\.problem) == [nil, nil, nil])
    }

    @Test("a worker has no files, no network and no processes, and what it prints is not seen")
    func confined() throws {
        let outcomes = try scripted.render("escape", "print the name of the patient")
        #expect(try scripted.renderer().openness == nil)
        #expect(outcomes[0].image?.pixels[1] == 0)
        #expect(outcomes[1].problem == nil)
    }

    @Test("the same comes out whatever the number of workers")
    func workers() throws {
        let texts = (0..<60).map { $0 % 7 == 3 ? "crash" : String(repeating: "x", count: $0 + 1) }
        var outcomes: [[RenderingOutcome]] = []
        for workers in [1, 2, 5] {
            var options = ScriptedRenderer.options
            options.workers = workers
            outcomes.append(try scripted.renderer(options).outcomes(try scripted.files(texts)).outcomes)
        }
        #expect(outcomes[0] == outcomes[1])
        #expect(outcomes[0] == outcomes[2])
        #expect(outcomes[0].filter { $0.problem == .crashed }.count == 9)
    }

    @Test("what is no regular file, or is too large, never reaches a worker")
    func files() throws {
        let folder = scripted.folder
        let empty = try folder.write("empty", "")
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        var options = ScriptedRenderer.options
        options.limits.fileBytes = 5
        let paths = [folder.path, folder.path + "/none", pipe, empty, try folder.write("long", "123456"), try folder.write("short", "12345")]
        let (outcomes, summary) = try scripted.renderer(options).outcomes(paths.map { Array($0.utf8) })
        #expect(outcomes.map(\.problem) == [.cannotOpen, .cannotOpen, .cannotOpen, .notDICOM, .tooLarge, nil])
        #expect(summary.rendered == 1)
        #expect(summary.problems == [.cannotOpen: 3, .notDICOM: 1, .tooLarge: 1])
    }

    @Test("paths need not be UTF-8")
    func bytes() throws {
        let path = Array(scripted.folder.path.utf8) + Array("/".utf8) + [0xE9]
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o600)
        #expect(write(descriptor, "abc", 3) == 3)
        close(descriptor)
        #expect(try scripted.renderer().outcomes([path]).outcomes[0].image?.pixels[1] == 3)
    }

    @Test("grey values lie in [0,1]")
    func greyValues() throws {
        #expect(RenderedImage(pixels: []) == nil)
        let image = try #require(RenderedImage(pixels: (0..<16384).map { UInt8($0 % 256) }))
        #expect(image.greyValues[0] == 0)
        #expect(image.greyValues[255] == 1)
        #expect(image.greyValues[51] == 0.2)
    }

    // MARK: Backends

    @Test("a backend that cannot be loaded is an error that says why", arguments: [("1", "scripted 1"), ("2", "another version"), ("3", "its process ended")])
    func badBackend(_ starts: String, _ reason: String) throws {
        let scripted = try ScriptedRenderer(defines: ["STARTS": starts])
        let error = #expect(throws: RenderingError.self) { try scripted.renderer() }
        #expect(error?.code == .noBackend)
        #expect(error?.reason.contains(reason) == true)
    }

    @Test("a library that is none, or exports nothing, is refused")
    func noBackend() throws {
        let products = try Places.products()
        let text = try scripted.folder.write("libText.so", "no library")
        for path in [text, products + "/libPixelSpacing.so", products + "/none.so"] {
            let error = #expect(throws: RenderingError.self) { try Renderer(backend: path, executable: products + "/tagfold") }
            #expect(error?.code == .noBackend)
        }
        let error = #expect(throws: RenderingError.self) { try Renderer(backend: text, executable: "/nowhere") }
        #expect(error?.code == .noWorker)
    }
}

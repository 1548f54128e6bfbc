import CRenderer
import Glibc
import WorkerProcesses

/// What the host and a worker that renders say to each other, over a socket that keeps messages apart. The picture itself
/// comes through memory that both share.
enum RenderMessage {
    /// Of the worker's socket when it starts.
    static let socket: Int32 = 3

    /// What a worker is told first, with the shared memory.
    struct Configuration {
        let backend: String
        let fit: RenderingFit
        let limits: RenderingLimits

        var bytes: [UInt8] {
            var wire = WireWriter()
            wire.add([backend, fit.rawValue])
            for number in [limits.memory, limits.fileBytes, limits.samples] { wire.add(number) }
            return wire.bytes
        }

        init(backend: String, _ options: RenderingOptions) {
            self.backend = backend
            fit = options.fit
            limits = options.limits
        }

        init(_ bytes: [UInt8]) throws {
            var wire = WireReader(bytes)
            let texts = try wire.texts()
            guard texts.count == 2, let fit = RenderingFit(rawValue: texts[1]) else { throw WireReader.Fault() }
            var limits = RenderingLimits()
            (limits.memory, limits.fileBytes, limits.samples) = (try wire.number(), try wire.number(), try wire.number())
            (backend, self.fit, self.limits) = (texts[0], fit, limits)
        }
    }

    /// What a worker says first.
    enum Introduction {
        /// The version of the backend, and why the system cannot keep it from files and sockets; empty when it does.
        case ready(version: String, openness: String)
        case refused(String)

        var bytes: [UInt8] {
            var wire = WireWriter()
            switch self {
            case .ready(let version, let openness): wire.add([version, openness])
            case .refused(let reason): wire.add([reason])
            }
            return wire.bytes
        }

        init(_ bytes: [UInt8]) throws {
            var wire = WireReader(bytes)
            let texts = try wire.texts()
            switch texts.count {
            case 1: self = .refused(texts[0])
            case 2: self = .ready(version: texts[0], openness: texts[1])
            default: throw WireReader.Fault()
            }
        }
    }

    /// An order: the bytes that the file has, which comes along as a descriptor. An answer: the outcome.
    static func number(_ number: Int) -> [UInt8] {
        var wire = WireWriter()
        wire.add(number)
        return wire.bytes
    }
    static func number(_ bytes: [UInt8]) -> Int? {
        var wire = WireReader(bytes)
        return try? wire.number()
    }
}

/// Memory of one picture, which the host and a worker share.
struct PictureMemory {
    // The base is that of a mapping of `RenderedImage.count` bytes, which only `unmap` ends.
    private let base: UnsafeMutableRawPointer

    /// Maps it from a descriptor; nil where the system does not let it.
    init?(descriptor: Int32) {
        let base = mmap(nil, RenderedImage.count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let base, base != MAP_FAILED else { return nil }
        self.base = base
    }

    func unmap() { munmap(base, RenderedImage.count) }

    /// A copy, which the other process cannot change any more.
    var image: RenderedImage? { RenderedImage(pixels: Array(UnsafeRawBufferPointer(start: base, count: RenderedImage.count))) }

    /// For a backend to write to.
    var picture: renderer_picture {
        var picture = renderer_picture()
        picture.struct_size = UInt32(MemoryLayout<renderer_picture>.size)
        picture.abi_version = RenderBackend.abiVersion
        picture.pixels = base.assumingMemoryBound(to: UInt8.self)
        picture.capacity = UInt64(RenderedImage.count)
        return picture
    }
}

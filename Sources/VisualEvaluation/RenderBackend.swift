import CRenderer
import Glibc

/// The library that renders, loaded into this process, which is a worker. It stays loaded until the process ends.
struct RenderBackend {
    static let abiVersion = UInt32(RENDERER_ABI_MAJOR) << 16 | UInt32(RENDERER_ABI_MINOR)

    let version: String
    private let backend: renderer_backend

    /// Why a library is not taken.
    struct Refusal: Error {
        let reason: String
    }

    init(path: String) throws(Refusal) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw Refusal(reason: dlerror().map { String(cString: $0) } ?? "it cannot be loaded")
        }
        guard let symbol = dlsym(library, "tagfold_renderer") else { throw Refusal(reason: "it does not export tagfold_renderer") }
        // The symbol is the entry by the rule of renderer.h.
        let entry = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutablePointer<renderer_backend>?) -> UInt32).self)
        var backend = renderer_backend()
        backend.struct_size = UInt32(MemoryLayout<renderer_backend>.size)
        backend.abi_version = RenderBackend.abiVersion
        let failed = entry(&backend)
        let version = backend.version.map { String(cString: $0) }
        guard failed == 0 else { throw Refusal(reason: version ?? "it cannot be made ready") }
        guard backend.abi_version >> 16 == UInt32(RENDERER_ABI_MAJOR), backend.render != nil, let version else {
            throw Refusal(reason: "it was built for another version of renderer.h")
        }
        self.version = version
        self.backend = backend
    }

    /// Renders a file into the memory.
    /// - Returns: one of the outcomes of renderer.h.
    func render(_ file: MappedFile, _ configuration: RenderMessage.Configuration, into memory: PictureMemory) -> UInt32 {
        var options = renderer_options()
        options.struct_size = UInt32(MemoryLayout<renderer_options>.size)
        options.abi_version = RenderBackend.abiVersion
        options.side = UInt32(RenderedImage.side)
        options.fit = configuration.fit.number
        options.most_samples = UInt64(clamping: configuration.limits.samples)
        var picture = memory.picture
        return backend.render?(&options, file.bytes, UInt64(clamping: file.count), &picture) ?? UInt32(RENDERER_FAILED)
    }
}

/// A file in memory, not copied. One that shrinks while it is read ends the process: that is for workers only.
struct MappedFile {
    // The base is that of a mapping of `count` bytes, which only `unmap` ends.
    private let base: UnsafeMutableRawPointer
    let count: Int

    init?(descriptor: Int32, count: Int) {
        guard count > 0, let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else { return nil }
        self.base = base
        self.count = count
    }

    var bytes: UnsafePointer<UInt8> { UnsafePointer(base.assumingMemoryBound(to: UInt8.self)) }
    func unmap() { munmap(base, count) }
}

import CPluginWorker
import CRenderer
import Glibc
import WorkerProcesses

/// The other side of worker processes that render: what an executable becomes that was started with `argument`.
public enum RenderWorker {
    /// The first argument of the executable when it is started for this.
    public static let argument = "render-worker"

    /// Serves the host that started this process, until that ends. Never returns.
    public static func run() -> Never {
        if let process = RenderProcess() { process.serve() }
        _exit(0)
    }
}

/// A worker: loads the backend, gives up all it need not have, and renders the files that it is handed.
private struct RenderProcess {
    private let configuration: RenderMessage.Configuration
    private let memory: PictureMemory
    private let backend: RenderBackend

    init?() {
        guard let first = RenderProcess.receive(), let configuration = try? RenderMessage.Configuration(first.bytes),
            first.descriptor >= 0, let memory = PictureMemory(descriptor: first.descriptor)
        else { return nil }
        self.configuration = configuration
        self.memory = memory
        WorkerRestraint.arrangeDescriptors(RenderMessage.socket, as: RenderMessage.socket)
        WorkerRestraint.letCrash()
        do throws(RenderBackend.Refusal) { backend = try RenderBackend(path: configuration.backend) } catch {
            RenderProcess.send(RenderMessage.Introduction.refused(error.reason).bytes)
            return nil
        }
        // Codecs are hostile ground: from here on there are no files, no sockets, and no more memory than is allowed.
        WorkerRestraint.limit(.data, to: configuration.limits.memory)
        WorkerRestraint.limit(.all, to: configuration.limits.memory + configuration.limits.fileBytes)
        // A library that does not look whether it was given memory crashes without it.
        let exhausted = RenderMessage.number(Int(RENDERER_OUT_OF_MEMORY))
        _ = exhausted.withUnsafeBytes {
            pluginworker_tell_exhaustion(RenderMessage.socket, $0.baseAddress, $0.count, configuration.limits.memory / 8)
        }
        let failed = pluginworker_confine(1)
        // A thread, made behind the filter: one made before it could be taken over.
        guard pluginworker_end_with(RenderMessage.socket) == 0 else { return nil }
        let openness = failed == 0 ? "" : String(cString: strerror(-failed)).lowercased()
        RenderProcess.send(RenderMessage.Introduction.ready(version: backend.version, openness: openness).bytes)
    }

    func serve() {
        while let order = RenderProcess.receive(), let count = RenderMessage.number(order.bytes), order.descriptor >= 0 {
            RenderProcess.send(RenderMessage.number(Int(render(order.descriptor, count))))
        }
    }

    private func render(_ descriptor: Int32, _ count: Int) -> UInt32 {
        let file = MappedFile(descriptor: descriptor, count: count)
        close(descriptor)
        guard let file else { return UInt32(RENDERER_FAILED) }
        defer { file.unmap() }
        return backend.render(file, configuration, into: memory)
    }

    /// A message, and the descriptor that came with it; -1 for none.
    private static func receive() -> (bytes: [UInt8], descriptor: Int32)? {
        var buffer = [UInt8](repeating: 0, count: 1 << 14), descriptor: Int32 = -1, found = 0
        let count = buffer.withUnsafeMutableBytes { pluginworker_receive(RenderMessage.socket, $0.baseAddress, $0.count, &descriptor, 1, &found) }
        return count > 0 ? (Array(buffer[..<count]), found == 1 ? descriptor : -1) : nil
    }

    private static func send(_ bytes: [UInt8]) { bytes.withUnsafeBytes { _ = write(RenderMessage.socket, $0.baseAddress, $0.count) } }
}

import CAutoencoder
import Glibc
import Synchronization

/// The library that trains, loaded into this process. It stays loaded until the process ends: what reaches it are pixels that
/// were rendered already, so that it needs no process of its own.
struct AutoencoderBackend: Sendable {
    static let abiVersion = UInt32(AUTOENCODER_ABI_MAJOR) << 16 | UInt32(AUTOENCODER_ABI_MINOR)

    let version: String
    // Filled once, and only read from then on.
    nonisolated(unsafe) let functions: autoencoder_backend

    static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// A library is made ready once.
    private static let loaded = Mutex<[String: AutoencoderBackend]>([:])

    static func load(_ path: String) throws(AutoencoderError) -> AutoencoderBackend {
        // Without a slash, the loader would look elsewhere.
        let path = path.contains("/") ? path : "./" + path
        return try loaded.withLock { loaded throws(AutoencoderError) in
            if let backend = loaded[path] { return backend }
            let backend = try AutoencoderBackend(path: path)
            loaded[path] = backend
            return backend
        }
    }

    private init(path: String) throws(AutoencoderError) {
        func refused(_ reason: String) -> AutoencoderError { AutoencoderError(.noBackend, "the training backend \(path) cannot be loaded: \(reason)") }

        // Its threads would spin while they wait for one another: where anything else runs, each waits for one that was put aside, and
        // a step takes many times as long. Read once, by what the library brings along.
        setenv("OMP_WAIT_POLICY", "passive", 0)
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { throw refused(dlerror().map { String(cString: $0) } ?? "no reason is given") }
        guard let symbol = dlsym(library, "tagfold_autoencoder") else { throw refused("it does not export tagfold_autoencoder") }
        // The symbol is the entry by the rule of autoencoder.h.
        let entry = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutablePointer<autoencoder_backend>?) -> UInt32).self)
        var functions = autoencoder_backend()
        functions.struct_size = UInt32(MemoryLayout<autoencoder_backend>.size)
        functions.abi_version = AutoencoderBackend.abiVersion
        guard entry(&functions) == 0, let version = functions.version else { throw refused("it cannot be made ready") }
        guard functions.abi_version >> 16 == UInt32(AUTOENCODER_ABI_MAJOR), AutoencoderBackend.isWhole(functions) else {
            throw refused("it was built for another version of autoencoder.h")
        }
        self.version = String(cString: version)
        self.functions = functions
    }

    private static func isWhole(_ functions: autoencoder_backend) -> Bool {
        functions.reason != nil && functions.open != nil && functions.close != nil && functions.device != nil && functions.read != nil
            && functions.write != nil && functions.step != nil && functions.read_losses != nil && functions.write_losses != nil
            && functions.loss != nil && functions.embed != nil
    }

    /// - Throws: `AutoencoderError` for each outcome but success.
    func check(_ outcome: autoencoder_outcome?, _ action: String) throws(AutoencoderError) {
        switch outcome {
        case UInt32(AUTOENCODER_DONE): return
        case UInt32(AUTOENCODER_OUT_OF_MEMORY): throw AutoencoderError(.failed, "the training backend has not enough memory to \(action)")
        default:
            let reason = functions.reason?().map { String(cString: $0) } ?? ""
            throw AutoencoderError(.failed, "the training backend cannot \(action)" + (reason.isEmpty ? "" : ": \(reason)"))
        }
    }
}

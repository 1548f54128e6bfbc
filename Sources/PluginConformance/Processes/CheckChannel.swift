import Glibc

/// Shared memory through which a check tells what it does and what came of it: it outlives a crash, and takes no call of the
/// system that a plugin could have broken.
final class CheckChannel {
    private static let size = 1 << 18
    private static let resultStart = 1 << 14

    let descriptor: Int32
    private let memory: UnsafeMutableRawPointer

    /// For the process that starts checks.
    init() throws(Fault) {
        descriptor = try CheckChannel.temporaryFile()
        guard ftruncate(descriptor, CheckChannel.size) == 0 else { throw CheckChannel.failure() }
        memory = try CheckChannel.map(descriptor)
    }

    /// For the process of a check, which was given the file. It is not kept open, so that descriptors can be counted.
    init(inherited descriptor: Int32) throws(Fault) {
        self.descriptor = -1
        memory = try CheckChannel.map(descriptor)
        close(descriptor)
    }

    deinit {
        munmap(memory, CheckChannel.size)
        if descriptor >= 0 { close(descriptor) }
    }

    /// What the check is about to do, for when it does not come back.
    func note(_ step: String) { write(step, at: 0, most: CheckChannel.resultStart) }

    func finish(_ finding: Finding) {
        let text = "\(finding.outcome.rawValue)\n\(finding.digest)\n\(finding.detail)"
        write(text, at: CheckChannel.resultStart, most: CheckChannel.size - CheckChannel.resultStart)
    }

    var step: String { read(at: 0, most: CheckChannel.resultStart) }

    /// Nil when the check did not come to its end.
    var finding: Finding? {
        let parts = read(at: CheckChannel.resultStart, most: CheckChannel.size - CheckChannel.resultStart)
            .split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let outcome = CheckOutcome(rawValue: String(parts[0])), let digest = UInt64(parts[1]) else { return nil }
        return Finding(outcome: outcome, detail: String(parts[2]), digest: digest)
    }

    /// The length goes last: what is half written is not there.
    private func write(_ text: String, at start: Int, most: Int) {
        let bytes = Array(text.utf8.prefix(most - 8))
        (memory + start).storeBytes(of: 0, as: UInt64.self)
        (memory + start + 8).copyMemory(from: bytes, byteCount: bytes.count)
        (memory + start).storeBytes(of: UInt64(bytes.count), as: UInt64.self)
    }

    private func read(at start: Int, most: Int) -> String {
        let count = (memory + start).load(as: UInt64.self)
        guard count <= UInt64(most - 8) else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: memory + start + 8, count: Int(count)), as: UTF8.self)
    }

    private static func map(_ descriptor: Int32) throws(Fault) -> UnsafeMutableRawPointer {
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED else { throw failure() }
        return memory
    }

    /// A file without a name.
    static func temporaryFile() throws(Fault) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array((folder + "/tagfold-check-XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw failure() }
        unlink(name)
        return descriptor
    }

    private static func failure() -> Fault { Fault("no temporary file for the check: \(String(cString: strerror(errno)).lowercased())") }
}

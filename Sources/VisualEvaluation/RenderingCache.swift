import Glibc
import Hashing

/// Pictures that were rendered before, in a folder, by the content of their files. They show patients: only the user may
/// read them.
public struct RenderingCache: Sendable {
    public let folder: String

    /// What an entry is of: the content of a file, and all that changes its picture.
    struct Key {
        let hash: String

        init(content: String, version: String, fit: RenderingFit) {
            hash = SHA256.hex("\(content)\n\(version)\n\(fit.rawValue)\n\(RenderedImage.side)".utf8)
        }
    }

    enum Entry: Equatable {
        case found(RenderedImage)
        case missing
        /// It is there, but not as it was written.
        case damaged
    }

    /// Makes the folder, and its parents where they are missing.
    /// - Throws: `RenderingError` when it cannot be written to, or belongs to another user.
    public init(folder: String) throws(RenderingError) {
        self.folder = folder
        var prefix = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/") {
            prefix += (prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/") + part
            guard mkdir(prefix, 0o700) == 0 || errno == EEXIST else {
                throw RenderingError(.badCache, "cannot make the folder \(prefix): \(String(cString: strerror(errno)).lowercased())")
            }
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, access(folder, R_OK | W_OK | X_OK) == 0 else {
            throw RenderingError(.badCache, "the cache \(folder) is no folder that can be read and written")
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw RenderingError(.badCache, "the cache \(folder) can be written by others: pictures there would be whatever they like")
        }
    }

    // MARK: Entries

    private static let magic = Array("tagfold picture 1\n".utf8)
    private static let digestCount = 64
    private static let entryCount = magic.count + digestCount + RenderedImage.count

    func image(_ key: Key) -> Entry {
        let descriptor = open(path(key), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT ? .missing : .damaged }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: RenderingCache.entryCount + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count) }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { break }
            count += more
        }
        guard count == RenderingCache.entryCount, bytes.starts(with: RenderingCache.magic) else { return .damaged }
        let pixels = Array(bytes[(RenderingCache.entryCount - RenderedImage.count)..<count])
        let digest = bytes[RenderingCache.magic.count...].prefix(RenderingCache.digestCount)
        guard digest.elementsEqual(RenderingCache.digest(key, pixels).utf8), let image = RenderedImage(pixels: pixels) else { return .damaged }
        return .found(image)
    }

    /// Writes an entry whole, or none: a cache that cannot be written to costs time only.
    /// - Returns: whether it is there.
    @discardableResult
    func store(_ image: RenderedImage, _ key: Key) -> Bool {
        let target = path(key)
        mkdir(String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]), 0o700)
        var template = Array("\(target).XXXXXX".utf8CString)
        // Readable by the user alone, and new, whatever lies there.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return false }
        let bytes = RenderingCache.magic + Array(RenderingCache.digest(key, image.pixels).utf8) + image.pixels
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard close(descriptor) == 0, written == bytes.count, rename(template, target) == 0 else {
            unlink(template)
            return false
        }
        return true
    }

    private static func digest(_ key: Key, _ pixels: [UInt8]) -> String { SHA256.hex(Array(key.hash.utf8) + pixels) }

    private func path(_ key: Key) -> String { "\(folder)/\(key.hash.prefix(2))/\(key.hash.dropFirst(2))" }
}

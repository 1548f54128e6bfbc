import DICOM
import Glibc
import Hashing

/// `plugins.lock` of a folder: the SHA-256 of each plugin that may be loaded from it, in the form of `sha256sum`.
public struct PluginLock: Sendable {
    public static let fileName = "plugins.lock"
    /// A lock of thousands of plugins is none.
    private static let mostBytes = 1 << 20
    /// Larger libraries are not hashed.
    private static let mostLibraryBytes = 1 << 30

    public struct Entry: Hashable, Sendable {
        /// `libName.so`.
        public let name: String
        /// 64 hexadecimal digits in lower case.
        public let hash: String

        public init(name: String, hash: String) {
            self.name = name
            self.hash = hash
        }
    }

    public let entries: [Entry]

    /// Reads the lock of a folder; nil when it has none.
    /// - Throws: `PluginRefusal` for one that cannot be read, is not in that form, or that others can write.
    public init?(folder: String) throws { try self.init(file: folder + "/" + PluginLock.fileName) }

    /// Reads a list of that form; nil when there is no such file.
    /// - Throws: `PluginRefusal` for one that cannot be read, is not in that form, or that others can write.
    public init?(file path: String) throws {
        guard let bytes = try PluginLock.read(path) else { return nil }
        if let fault = PluginTrust.writers(of: path) { throw PluginRefusal(.untrusted, "\(path) \(fault)", path: path) }
        entries = try String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .compactMap { number, line in
                if line.isEmpty || line.hasPrefix("#") { return nil }
                let hash = line.prefix(64), rest = line.dropFirst(64)
                guard hash.count == 64, hash.allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase }), rest.hasPrefix("  ") || rest.hasPrefix(" *"),
                    rest.count > 2
                else {
                    let reason = "\(path):\(number + 1): not a SHA-256 in lower case, two spaces and the name of a file"
                    throw PluginRefusal(.untrusted, reason, path: path)
                }
                return Entry(name: String(rest.dropFirst(2)), hash: String(hash))
            }
    }

    /// The plugins of a folder as they are now, in order of names.
    /// - Throws: `PluginRefusal` for one that cannot be read.
    public init(of folder: String) throws {
        guard let names = FolderListing.names(in: folder, endingWith: ".so") else {
            throw PluginRefusal(.cannotLoad, String(cString: strerror(errno)).lowercased(), path: folder)
        }
        entries = try names.filter { $0.hasPrefix("lib") }.map { Entry(name: $0, hash: try PluginLock.hash(of: folder + "/" + $0)) }
    }

    public init(entries: [Entry]) { self.entries = entries }

    /// As the file holds it.
    public var text: String { entries.map { "\($0.hash)  \($0.name)\n" }.joined() }

    /// - Throws: `PluginRefusal` when the lock does not name the file with its hash.
    func check(_ name: String, _ file: String, path: String) throws {
        let pinned = entries.filter { $0.name == name }.map(\.hash)
        guard !pinned.isEmpty else { throw PluginRefusal(.untrusted, "\(PluginLock.fileName) of its folder does not name it", path: path) }
        let hash = try PluginLock.hash(of: file)
        guard pinned.contains(hash) else {
            let reason = "its SHA-256 is \(hash.prefix(12))…, and not what \(PluginLock.fileName) pins (\(pinned[0].prefix(12))…)"
            throw PluginRefusal(.untrusted, reason, path: path)
        }
    }

    static func hash(of path: String) throws -> String {
        var hash = SHA256()
        guard try read(path, most: mostLibraryBytes, piece: { hash.add($0) }) else {
            throw PluginRefusal(.cannotLoad, String(cString: strerror(ENOENT)).lowercased(), path: path)
        }
        return hash.finish()
    }

    private static func read(_ path: String) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        return try read(path, most: mostBytes) { bytes += $0 } ? bytes : nil
    }

    /// - Returns: false when there is no such file.
    private static func read(_ path: String, most: Int, piece take: ([UInt8]) -> Void) throws -> Bool {
        func failure(_ reason: String) -> PluginRefusal { PluginRefusal(.cannotLoad, reason, path: path) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw failure(String(cString: strerror(errno)).lowercased())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw failure("not a regular file") }
        guard status.st_size <= most else { throw failure("larger than \(most >> 20) MB") }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw failure(String(cString: strerror(errno)).lowercased()) }
            if count == 0 { return true }
            take(Array(buffer[..<count]))
        }
    }
}

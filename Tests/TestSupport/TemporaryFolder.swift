import Glibc

/// A folder that goes, with all that is in it, when its owner does.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/tagfold-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SupportFailure("no temporary folder: \(String(cString: strerror(errno)))") }
        path = String(cString: made)
    }

    deinit { TemporaryFolder.remove(path) }

    /// Writes a file, and the folders on the way to it.
    /// - Returns: its path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let target = path + "/" + name
        var prefix = path
        for part in name.split(separator: "/").dropLast() {
            prefix += "/" + part
            mkdir(prefix, 0o700)
        }
        guard let file = fopen(target, "wb") else { throw SupportFailure("cannot write \(target)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw SupportFailure("cannot write \(target)") }
        return target
    }

    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// Names in a folder, sorted.
    public static func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { throw SupportFailure("cannot read \(folder)") }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    public static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw SupportFailure("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    public static func text(_ path: String) throws -> String {
        guard let text = String(validating: try read(path), as: UTF8.self) else { throw SupportFailure("\(path) is not UTF-8") }
        return text
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in (try? names(in: path)) ?? [] { remove(path + "/" + name) }
        rmdir(path)
    }
}

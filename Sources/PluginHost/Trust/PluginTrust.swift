import Glibc

/// Whether a plugin may be loaded at all: what nobody but its owner can change, lies where it was looked for, and is
/// pinned where the folder pins its plugins.
///
/// Looking and loading are two steps, and the file could change between them. Only those who may write the file or its
/// folder could do that, and these are whom the check leaves alone.
struct PluginTrust {
    /// Locks that have been read, by folder.
    private var locks: [String: Result<PluginLock?, PluginRefusal>] = [:]

    /// - Throws: `PluginRefusal` with the reason.
    mutating func check(_ path: String) throws {
        let folder = PluginTrust.folder(of: path)
        guard let realFolder = PluginTrust.realPath(folder), let realPath = PluginTrust.realPath(path) else {
            throw PluginRefusal(.cannotLoad, String(cString: strerror(errno)).lowercased(), path: path)
        }
        guard realPath.hasPrefix(realFolder == "/" ? "/" : realFolder + "/") else {
            throw PluginRefusal(.untrusted, "it is a link out of its folder, to \(realPath)", path: path)
        }
        if let fault = PluginTrust.writers(of: realPath) { throw PluginRefusal(.untrusted, "the file \(fault)", path: path) }
        for folder in Set([realFolder, PluginTrust.folder(of: realPath)]).sorted() {
            if let fault = PluginTrust.writers(of: folder) { throw PluginRefusal(.untrusted, "its folder \(folder) \(fault)", path: path) }
        }
        let name = String(path.split(separator: "/").last ?? "")
        try lock(of: folder)?.check(name, realPath, path: path)
    }

    private mutating func lock(of folder: String) throws -> PluginLock? {
        if let known = locks[folder] { return try known.get() }
        let read = Result { try PluginLock(folder: folder) }.mapError { error in
            error as? PluginRefusal ?? PluginRefusal(.untrusted, "\(error)", path: folder)
        }
        locks[folder] = read
        return try read.get()
    }

    /// Why others than the owner can change it, or nil.
    static func writers(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return "cannot be looked at: " + String(cString: strerror(errno)).lowercased() }
        let mode = status.st_mode & 0o7777
        guard mode & 0o022 != 0 else { return nil }
        let who = mode & 0o002 != 0 ? "everybody" : "its group"
        return "can be written by \(who) (mode \(String(mode, radix: 8))): chmod go-w"
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

import Glibc

/// Parts of paths.
enum FilePath {
    /// The folder that a file lies in; the current one for a bare name.
    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part.
    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Whether a path is none of some others, whatever their names.
    static func isFree(_ path: String, besides others: [String]) -> Bool {
        var own = stat(), other = stat()
        guard stat(path, &own) == 0 else { return true }
        return !others.contains { stat($0, &other) == 0 && (own.st_dev, own.st_ino) == (other.st_dev, other.st_ino) }
    }
}

import Glibc

/// Names of the entries of a folder, in order of their bytes.
package enum FolderListing {
    /// - Returns: the names that end with `suffix`, hidden ones left out; nil when the folder cannot be read (`errno` says
    ///   why).
    package static func names(in folder: String, endingWith suffix: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // d_name ends with a zero inside its 256 bytes.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name.hasSuffix(suffix), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

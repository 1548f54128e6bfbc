import Glibc

/// Finds what was built or installed with the command.
enum InstalledFiles {
    /// Real path of the running command, or nil where the system does not tell.
    static func executable() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Folder of the command: plugins lie beside it, or in `../lib/tagfold` once installed.
    static func pluginFolders() -> [String] {
        guard let folder = executable().map(FilePath.folder) else { return [] }
        let installed = FilePath.folder(folder) + "/lib/tagfold"
        return [folder] + (exists(installed) ? [installed] : [])
    }

    /// A library that is loaded at run time for what most commands do without: in `backends` beside the command, or in
    /// `../lib/tagfold/backends` once installed. Nil when it was not built.
    static func backend(_ name: String) -> String? {
        pluginFolders().map { "\($0)/backends/libtagfold-\(name).so" }.first(where: exists)
    }

    /// `../share/tagfold/dictionaries` once installed, else `dictionaries` in one of the folders above the command.
    static func dictionaries() -> String? {
        guard let folder = executable().map(FilePath.folder) else { return nil }
        let installed = FilePath.folder(folder) + "/share/tagfold/dictionaries"
        if exists(installed + "/dicom.xml") { return installed }
        return foldersAbove.first { exists($0 + "/dictionaries/dicom.xml") }.map { $0 + "/dictionaries" }
    }

    /// `tagplugin.h`: in `../share/tagfold/include` once installed, else in the source tree.
    static func header() -> String? {
        let installed = executable().map { FilePath.folder(FilePath.folder($0)) + "/share/tagfold/include/tagplugin.h" }
        if let installed, exists(installed) { return installed }
        return sourceTree().map { $0 + "/Sources/CTagPlugin/include/tagplugin.h" }
    }

    /// The source that the command was built in, when it still lies there.
    static func sourceTree() -> String? { foldersAbove.first(where: isSourceTree) }

    static func isSourceTree(_ folder: String) -> Bool {
        exists(folder + "/Package.swift") && exists(folder + "/Sources/TagPluginKit") && exists(folder + "/Sources/CTagPlugin/include/tagplugin.h")
    }

    /// The command's folder and some above it, from the inside.
    private static var foldersAbove: [String] {
        guard let folder = executable().map(FilePath.folder) else { return [] }
        return sequence(first: folder) { $0 == "/" ? nil : FilePath.folder($0) }.prefix(6).filter { $0 != "/" }
    }

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

enum ProcessorCount {
    /// Processors that this process may run on.
    static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

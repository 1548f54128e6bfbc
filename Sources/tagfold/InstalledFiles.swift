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

    /// `../share/tagfold/dictionaries` once installed, else `dictionaries` in one of the folders above the command.
    static func dictionaries() -> String? {
        guard var folder = executable().map(FilePath.folder) else { return nil }
        let installed = FilePath.folder(folder) + "/share/tagfold/dictionaries"
        if exists(installed + "/dicom.xml") { return installed }
        for _ in 0..<6 where folder != "/" {
            if exists(folder + "/dictionaries/dicom.xml") { return folder + "/dictionaries" }
            folder = FilePath.folder(folder)
        }
        return nil
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

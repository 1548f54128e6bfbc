import DICOM
import Glibc

/// Lists the files below some paths in a fixed order: by bytes within each folder, folders in their place.
struct FileFinder {
    private(set) var paths = TextPool()
    private(set) var problems: [Int: [DICOMError]] = [:]
    /// Folders entered, by device and inode, so that no link makes a circle.
    private var entered: Set<FolderIdentity> = []

    private struct FolderIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    mutating func add(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return addProblem(path, .cannotOpen, String(cString: strerror(errno)).lowercased())
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            addFolder(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, status)
        } else {
            paths.append(path)
        }
    }

    private mutating func addProblem(_ path: String, _ code: DICOMError.Code, _ reason: String) {
        problems[paths.count] = [DICOMError(code, reason)]
        paths.append(path)
    }

    private mutating func addFolder(_ path: String, _ status: stat) {
        guard entered.insert(FolderIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))).inserted else {
            return addProblem(path, .notARegularFile, "a link back to a folder that was read already")
        }
        guard let directory = opendir(path) else {
            return addProblem(path, .cannotOpen, String(cString: strerror(errno)).lowercased())
        }
        var entries: [(name: String, isFile: Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { entries.append((name, entry.pointee.d_type == UInt8(DT_REG))) }
        }
        closedir(directory)
        entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for entry in entries {
            let child = path == "/" ? "/" + entry.name : path + "/" + entry.name
            if entry.isFile { paths.append(child) } else { add(child) }
        }
    }
}

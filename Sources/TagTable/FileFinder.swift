import DICOM
import Glibc

/// Lists the files below some paths in a fixed order: by bytes within each folder, folders in their place.
package struct FileFinder {
    package private(set) var paths = TextPool()
    package private(set) var problems: [Int: [DICOMError]] = [:]
    /// CSV files that were named, rather than found in a folder: they list instances.
    private(set) var lists: Set<Int> = []
    /// Folders entered, by device and inode, so that no link makes a circle.
    private var entered: Set<FolderIdentity> = []

    private struct FolderIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    package init() {}

    /// Adds a path that the user named.
    package mutating func add(_ path: String) {
        let path = Array(path.utf8)
        let number = paths.count
        add(path)
        let isOneFile = paths.count == number + 1 && paths.bytes(number) == path && problems[number] == nil
        if isOneFile, FileFinder.hasEnding(path, ".csv") || FileFinder.hasEnding(path, ".tsv") { lists.insert(number) }
    }

    /// Whether a path ends so, in letters of either case.
    static func hasEnding(_ path: [UInt8], _ ending: String) -> Bool {
        path.suffix(ending.utf8.count).elementsEqual(ending.utf8) { $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1 }
    }

    /// Paths are bytes: file names need not be UTF-8, and one that is not must still be opened.
    private mutating func add(_ path: [UInt8]) {
        var status = stat()
        guard stat(FileFinder.cString(path), &status) == 0 else {
            return addProblem(path, .cannotOpen, String(cString: strerror(errno)).lowercased())
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            addFolder(path.count > 1 && path.last == FileFinder.slash ? path.dropLast() : path, status)
        } else {
            paths.append(bytes: path)
        }
    }

    private static let slash = UInt8(ascii: "/")

    private static func cString(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }

    private mutating func addProblem(_ path: [UInt8], _ code: DICOMError.Code, _ reason: String) {
        problems[paths.count] = [DICOMError(code, reason)]
        paths.append(bytes: path)
    }

    private mutating func addFolder(_ path: [UInt8], _ status: stat) {
        guard entered.insert(FolderIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))).inserted else {
            return addProblem(path, .notARegularFile, "a link back to a folder that was read already")
        }
        guard let directory = opendir(FileFinder.cString(path)) else {
            return addProblem(path, .cannotOpen, String(cString: strerror(errno)).lowercased())
        }
        var entries: [(name: [UInt8], isFile: Bool)] = []
        while let entry = readdir(directory) {
            let name = FileFinder.name(&entry.pointee)
            if name != [0x2E], name != [0x2E, 0x2E] { entries.append((name, entry.pointee.d_type == UInt8(DT_REG))) }
        }
        closedir(directory)
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        for entry in entries {
            let child = path == [FileFinder.slash] ? path + entry.name : path + [FileFinder.slash] + entry.name
            if entry.isFile { paths.append(bytes: child) } else { add(child) }
        }
    }

    /// `d_name` ends with a zero inside its 256 bytes.
    private static func name(_ entry: inout dirent) -> [UInt8] {
        withUnsafeBytes(of: &entry.d_name) { Array($0.prefix { $0 != 0 }) }
    }
}

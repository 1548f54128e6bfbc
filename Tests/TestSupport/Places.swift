/// Where things lie that tests need.
public enum Places {
    /// Folder of the test bundle, which is also that of the built command and the plugins. (`/proc/self/exe` is the
    /// toolchain's helper when a test runs, so the bundle is the file that this code was mapped from.)
    public static func products() throws -> String {
        let address = UInt(bitPattern: #dsohandle)
        for line in try TemporaryFolder.text("/proc/self/maps").split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] <= address, address < ends[1], fields.count == 6 else { continue }
            return parent(String(fields[5].drop { $0 == " " }))
        }
        throw SupportFailure("the test bundle cannot be found")
    }

    /// Folder of Package.swift.
    public static var repository: String { parent(parent(parent(#filePath))) }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}

/// Why a test could not be prepared.
public struct SupportFailure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

import DICOM
import Dictionaries
import Glibc
import TagTable

/// header-scan: what reading headers costs, in CPU time, beside opening and reading the files alone.
///
///     HeaderScan FOLDER DICTIONARIES ROUNDS [ONLY]
///
/// Prints one line a measurement: its name, a tab, CPU microseconds a file. ONLY is a part of the names of what shall
/// run, for a profiler. Everything runs on one thread; the kinds of
/// measurement take turns, so that a busy moment of the machine spares none of them.
@main
struct HeaderScan {
    let folder: String
    let paths: [String]
    let options: ScanOptions
    let only: String

    static func main() throws {
        let arguments = CommandLine.arguments
        guard (4...5).contains(arguments.count), let rounds = Int(arguments[3]) else {
            printError("usage: HeaderScan FOLDER DICTIONARIES ROUNDS [ONLY]")
            exit(2)
        }
        let benchmark = try HeaderScan(folder: arguments[1], dictionaries: arguments[2], only: arguments.count > 4 ? arguments[4] : "")
        benchmark.warmUp()
        for _ in 0..<rounds {
            benchmark.measure("open+read+close, 16 KB") { benchmark.readFiles(bytes: 16 << 10) }
            benchmark.measure("open+read+close, 64 KB") { benchmark.readFiles(bytes: 64 << 10) }
            benchmark.measure("tagfold, headers read") { benchmark.walk() }
            benchmark.measure("tagfold, whole scan") { _ = benchmark.scan() }
        }
    }

    init(folder: String, dictionaries: String, only: String) throws {
        self.folder = folder
        self.only = only
        var options = ScanOptions(
            dictionary: try DataDictionary(paths: [dictionaries + "/dicom.xml", dictionaries + "/private.xml"]))
        options.threads = 1
        self.options = options
        let files = Scanner(options: options).scan([folder]).files.paths
        paths = (0..<files.count).map { files[$0] }
    }

    /// Reads all that will be measured into the page cache, and says on standard error what it is.
    private func warmUp() {
        readFiles(bytes: 64 << 10)
        let reader = DICOMReader(dictionary: options.dictionary.vrTable)
        var elements = 0
        var problems = 0
        for path in paths {
            reader.read(path: path)
            elements += reader.elements.count
            problems += reader.problems.count
        }
        let columns = scan().columns
        let values = columns.reduce(0) { $0 + $1.distinctCount }
        printError(
            "\(paths.count) files, \(elements / max(1, paths.count)) elements and items a file, \(problems) problems; "
                + "\(columns.count) columns, \(values) distinct values")
    }

    private func measure(_ name: String, _ body: () -> Void) {
        guard only.isEmpty || name.contains(only) else { return }
        let before = cpuMicroseconds()
        body()
        print("\(name)\t\((cpuMicroseconds() - before) / Double(max(1, paths.count)))")
    }

    /// User and system time of the whole process.
    private func cpuMicroseconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    // MARK: What is measured

    private func readFiles(bytes: Int) {
        withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 16) { buffer in
            for path in paths {
                let descriptor = open(path, O_RDONLY | O_CLOEXEC)
                defer { close(descriptor) }
                guard pread(descriptor, buffer.baseAddress, bytes, 0) > 0 else { fatalError("cannot read \(path)") }
            }
        }
    }

    private func walk() {
        let reader = DICOMReader(dictionary: options.dictionary.vrTable)
        for path in paths where !reader.read(path: path) { fatalError("cannot read \(path)") }
    }

    /// Lists the folder, reads, interns every value, merges: from a path to the finished tag table.
    private func scan() -> TagTable { Scanner(options: options).scan([folder]) }
}

private func printError(_ text: String) {
    let line = text + "\n"
    _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

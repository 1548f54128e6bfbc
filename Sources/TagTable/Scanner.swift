import Dispatch
import Synchronization

/// Scans files into a tag table, on several threads, with the same result whatever their number.
public struct Scanner: Sendable {
    public let options: ScanOptions
    /// Called now and then with the files done and the files in all, from any thread.
    public var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    public init(options: ScanOptions) { self.options = options }

    /// Reads every file below the paths.
    /// - Parameter paths: files and folders; folders are read whole, in order of names. A file that is named here, and ends
    ///   in `.csv` or `.tsv`, lists instances.
    public func scan(_ paths: [String]) -> TagTable {
        var finder = FileFinder()
        for path in paths { finder.add(path) }
        var files = FileList()
        files.paths = finder.paths
        files.problems = finder.problems
        files.refused = Set(finder.problems.keys)
        let seed = UInt64.random(in: .min ... .max)
        let shares = scanFiles(files, lists: finder.lists, seed)
        for share in shares {
            files.lists.merge(share.lists) { _, new in new }
            files.problems.merge(share.problems) { _, new in new }
            files.refused.formUnion(share.refused)
        }
        return TableMerger(shares: shares, options: options, seed: seed).merge(files: files)
    }

    /// Workers take blocks of files until none is left.
    private func scanFiles(_ files: FileList, lists: Set<Int>, _ seed: UInt64) -> [ScanShare] {
        let blockSize = 64
        let total = files.paths.count
        let next = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let shares = Mutex<[ScanShare]>([])
        DispatchQueue.concurrentPerform(iterations: max(1, min(options.threads, total / blockSize + 1))) { _ in
            var worker = ScanWorker(options: options, seed: seed)
            while true {
                let start = next.add(blockSize, ordering: .relaxed).oldValue
                guard start < total else { break }
                let block = start..<min(start + blockSize, total)
                for file in block where !files.refused.contains(file) {
                    let path = files.paths.bytes(file)
                    if lists.contains(file) { worker.scanList(path: path, file: file) } else { worker.scan(path: path, file: file) }
                }
                progress(done.add(block.count, ordering: .relaxed).newValue, total)
            }
            let share = worker.share
            shares.withLock { $0.append(share) }
        }
        return shares.withLock { $0 }
    }
}

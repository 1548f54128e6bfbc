import Synchronization
import TagTable

/// Scans the paths that a command was given, with progress on a terminal.
enum Archive {
    /// - Throws: `CommandFailure` when a path is not there, or nothing at all could be read.
    static func scan(_ paths: [String], options: ScanOptions) throws -> TagTable {
        if let missing = paths.first(where: { !InstalledFiles.exists($0) }) {
            throw CommandFailure(.inputUnreadable, "there is no \(missing), or it may not be read")
        }
        var scanner = Scanner(options: options)
        let progress = ProgressLine("reading headers")
        scanner.progress = { progress.show($0, of: $1) }
        let table = scanner.scan(paths)
        progress.clear()
        guard table.rowCount > 0 else {
            let files = table.files
            let first = (0..<files.paths.count).first { files.problems[$0] != nil }
            let reason = first.flatMap { index in files.problems[index]?.first.map { " (\(files.paths[index]): \($0))" } } ?? ""
            throw CommandFailure(.inputUnreadable, "no DICOM file could be read among \(files.paths.count) files\(reason)")
        }
        return table
    }
}

/// One line on standard error that is written over as work goes on; nothing when that is no terminal.
final class ProgressLine: Sendable {
    private let title: String
    private let lastShown = Mutex(0)

    init(_ title: String) { self.title = title }

    func show(_ done: Int, of total: Int) {
        guard Terminal.errorIsTerminal, total > 0 else { return }
        let percent = done * 100 / total
        lastShown.withLock { last in
            guard percent > last else { return }
            last = percent
            Terminal.noteInPlace("\(title): \(percent) % of \(total)")
        }
    }

    func clear() { if Terminal.errorIsTerminal { Terminal.noteInPlace("") } }
}

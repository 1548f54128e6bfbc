import ArgumentParser
import DICOM
import Reports
import Synchronization
import TagTable

/// What a command reads.
struct ArchivePaths: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            """
            Files and folders, read whole. A .csv or .tsv file that is named lists instances: a column for each attribute, its title a \
            keyword or tag (BodyPartExamined, 00180015, 0019xx0C@"CREATOR"), a row for each instance, an empty cell where the attribute is \
            absent, and perhaps a column “instances” or “count” of how many instances a row stands for. In folders such files are no DICOM.
            """, valueName: "path"))
    var paths: [String]
}

/// Scans the paths that a command was given, with progress on a terminal.
enum Archive {
    /// - Parameter showsNames: says names of files and columns that the user has not typed, too.
    /// - Throws: `CommandFailure` when a path is not there, or nothing at all could be read.
    static func scan(_ paths: [String], options: ScanOptions, showsNames: Bool = true) throws -> TagTable {
        if let missing = paths.first(where: { !InstalledFiles.exists($0) }) {
            throw CommandFailure(.inputUnreadable, "there is no \(missing), or it may not be read")
        }
        var scanner = Scanner(options: options)
        let progress = ProgressLine("reading headers")
        scanner.progress = { progress.show($0, of: $1) }
        let table = scanner.scan(paths)
        progress.clear()
        for (file, list) in table.files.lists.sorted(by: { $0.key < $1.key }) { note(list, file, table.files, showsNames) }
        guard table.rowCount > 0 else {
            let files = table.files
            let first = (0..<files.paths.count).first { files.problems[$0] != nil }
            let reason = first.flatMap { index in files.problems[index]?.first.map { problem in
                let isNamed = showsNames || paths.contains(files.paths[index])
                return " (" + (isNamed ? "\(files.paths[index]): " : "") + "\(problem))"
            } } ?? ""
            throw CommandFailure(.inputUnreadable, "nothing could be read among \(files.paths.count) files\(reason)")
        }
        return table
    }

    private static let mostTold = 5

    /// Says what of a list was not read: a column that is misspelt would else be missed by nobody.
    private static func note(_ list: InstanceList, _ file: Int, _ files: FileList, _ showsNames: Bool) {
        guard !files.refused.contains(file) else { return }
        let path = Escape.terminal(files.paths[file])
        if let encoding = list.encoding { Terminal.note("\(path): read as \(Escape.terminal(encoding))") }
        for column in list.leftOut.prefix(mostTold) {
            let name = showsNames ? "the column “\(Escape.terminal(String(column.name.prefix(40))))”" : "column \(column.number)"
            Terminal.note("\(path): \(name) is left out: \(Escape.terminal(column.reason))")
        }
        if list.leftOut.count > mostTold { Terminal.note("\(path): \(list.leftOut.count - mostTold) more columns are left out") }
        guard list.badRows > 0 else { return }
        let told = (files.problems[file] ?? []).prefix(mostTold).map(\.description).joined(separator: "; ")
        let rows = list.badRows == 1 ? "row is" : "rows are"
        Terminal.note("\(path): \(list.badRows) \(rows) left out: \(told)\(list.badRows > mostTold ? "; …" : "")")
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

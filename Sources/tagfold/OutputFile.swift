import ArgumentParser
import Glibc

/// The one file that a command makes, or standard output.
struct OutputFile: ParsableArguments {
    @Option(help: ArgumentHelp("The file to write, readable by you alone; without it standard output.", valueName: "file"))
    var out: String?

    @Flag(help: "Replace the file if it is there.")
    var force = false

    func validate() throws {
        if force, out == nil { throw ValidationError("--force goes with --out.") }
        if let out, out.isEmpty || out.hasSuffix("/") { throw ValidationError("--out takes a file.") }
    }

    /// Looks before any work is done.
    /// - Parameter input: the file that is read, which is never replaced: it may be the only one that the user has.
    /// - Throws: `CommandFailure` when the file is there, and must not be replaced.
    func check(against input: String) throws {
        guard let out else { return }
        var status = stat()
        guard lstat(out, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR { throw CommandFailure(.badUsage, "\(out) is a folder") }
        var read = stat()
        if stat(input, &read) == 0, stat(out, &status) == 0, (read.st_dev, read.st_ino) == (status.st_dev, status.st_ino) {
            throw CommandFailure(.badUsage, "\(out) is the file that is read: --out takes another one")
        }
        if !force { throw CommandFailure(.badUsage, "\(out) is there already; --force replaces it") }
    }

    /// - Parameter text: what a terminal would show of the bytes.
    /// - Throws: `CommandFailure`.
    func write(_ bytes: [UInt8], text: String) throws {
        guard let out else { return Terminal.printFile(bytes, text: text) }
        let slash = out.lastIndex(of: "/")
        let folder = slash.map { $0 == out.startIndex ? "/" : String(out[..<$0]) } ?? "."
        try OutputFolder(folder).write(String(out[(slash.map { out.index(after: $0) } ?? out.startIndex)...]), bytes)
    }
}

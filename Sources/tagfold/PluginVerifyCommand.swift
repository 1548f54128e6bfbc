import ArgumentParser
import Glibc
import PluginConformance
import Reports

struct PluginVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks that a plugin keeps its contract: every check in a process of its own, with a time limit.",
        discussion: """
            Loads the library and calls it, as you; what is no plugin of yours, read first. Checks hand over made values only, \
            and those of the vectors. Without --vectors, vectors.txt beside the library is taken when it is there.

            Exit codes: 0 passed, perhaps with warnings; 1 a check failed; 2 bad usage; 3 the library is not there.

            EXAMPLE: tagfold plugin verify build/libThickness.so --vectors vectors.txt
            """)

    @Argument(help: ArgumentHelp("The plugin, a lib<Name>.so.", valueName: "file"))
    var library: String

    @Option(help: ArgumentHelp("Its test vectors, whose folds and options hold for all checks.", valueName: "file"))
    var vectors: String?

    @Option(name: .customLong("time-limit"), help: ArgumentHelp("Seconds for one check.", valueName: "seconds"))
    var timeLimit = 30

    @Option(help: ArgumentHelp("Run only these checks, parted by commas.", valueName: "id,id"))
    var only: String?

    @Flag(help: "Tell of every check why it is there.")
    var explain = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var dictionaries: DictionaryFolder

    func validate() throws {
        guard (1...3600).contains(timeLimit) else { throw ValidationError("--time-limit takes 1 to 3600.") }
        _ = try checks()
    }

    func run() throws {
        var status = stat()
        guard stat(library, &status) == 0 else {
            throw CommandFailure(.inputUnreadable, "cannot read \(library): \(String(cString: strerror(errno)).lowercased())")
        }
        guard let program = InstalledFiles.executable() else { throw CommandFailure(.badUsage, "the system does not tell where this command lies") }
        let vectors = vectors ?? besides()
        if let vectors { try checkVectors(vectors) }
        let run = ConformanceRun(
            program: [program, "plugin", PluginCheckCommand.name], library: library, vectors: vectors, dictionaries: dictionaries.path, seconds: timeLimit)
        let report = run.report(try checks())
        if json {
            Terminal.print(String(decoding: try JSON.encode(report).dropLast(), as: UTF8.self))
        } else {
            Terminal.print(report.lines(isFull: explain).map { Escape.terminal($0) }.joined(separator: "\n"))
            Terminal.print(report.summary)
        }
        if report.failed > 0 { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    private func checks() throws -> [ConformanceCheck] {
        guard let only else { return ConformanceCheck.all }
        let names = only.split(separator: ",").map(String.init)
        if let unknown = names.first(where: { name in !ConformanceCheck.all.contains { $0.id == name } }) {
            throw ValidationError("--only: there is no check “\(unknown)”.")
        }
        return ConformanceCheck.all.filter { names.contains($0.id) }
    }

    /// `vectors.txt` in the library's folder.
    private func besides() -> String? {
        let folder = library.lastIndex(of: "/").map { String(library[...$0]) } ?? ""
        return InstalledFiles.exists(folder + "vectors.txt") ? folder + "vectors.txt" : nil
    }

    private func checkVectors(_ path: String) throws {
        do { _ = try VectorFile(path: path) } catch { throw CommandFailure(.badUsage, error.description) }
    }
}

/// Runs one check, for the command above.
struct PluginCheckCommand: ParsableCommand {
    static let name = "check"
    static let configuration = CommandConfiguration(commandName: name, abstract: "Runs one check of a plugin.", shouldDisplay: false)

    @Argument var check: String
    @Argument var library: String
    @Option var vectors: String?
    @Option var dictionaries: String?
    @Option var seconds: Int
    @Option var channel: Int32
    @Flag var precise = false

    func run() throws {
        guard let check = ConformanceCheck.all.first(where: { $0.id == check }) else { throw CommandFailure(.badUsage, "there is no check “\(check)”") }
        try ConformanceRun.runHere(
            check, library: library, vectors: vectors, dictionaries: dictionaries, seconds: seconds, isPrecise: precise, channel: channel)
    }
}

import ArgumentParser
import PluginHost
import Reports
import VisualEvaluation

/// The command. Each subcommand has a file of its own.
@main
struct Tagfold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tagfold",
        abstract: "Folds the messy tags of DICOM archives into clean, typed features.",
        discussion: """
            EXAMPLE: tagfold run /archive --out results

            Exit codes: 0 done; 1 a gate failed (coverage below its bar); 2 bad usage or configuration; \
            3 input unreadable as a whole.
            """,
        version: Tagfold.versionText,
        subcommands: [
            RunCommand.self, DumpCommand.self, TagsCommand.self, CoverageCommand.self, ClusterCommand.self, PluginCommand.self,
            DictionaryCommand.self, RenderCommand.self, EvaluateCommand.self, SynthCommand.self,
        ]
    )

    static let versionText = "0.1.0"

    /// As `ParsableCommand.main`, but with this project's exit codes.
    static func main() {
        // Plugins and codecs run in processes that this one makes of itself.
        if CommandLine.arguments.dropFirst() == [PluginWorker.argument] { PluginWorker.run() }
        if CommandLine.arguments.dropFirst() == [RenderWorker.argument] { RenderWorker.run() }
        do {
            var command = try parseAsRoot(CoverageCommand.naming(Array(CommandLine.arguments.dropFirst())))
            try command.run()
        } catch let failure as CommandFailure {
            Terminal.printError(failure.reason)
            Tagfold.exit(withError: ExitCode(failure.code.rawValue))
        } catch {
            let isUsage = exitCode(for: error) != .success && !(error is ExitCode)
            if !isUsage { exit(withError: error) }
            Terminal.note(Escape.terminal(fullMessage(for: error), keepsLines: true))
            Tagfold.exit(withError: ExitCode(CommandFailure.Code.badUsage.rawValue))
        }
    }
}

/// Ends the command with a reason and one of the documented exit codes.
struct CommandFailure: Error {
    enum Code: Int32 {
        case gateFailed = 1
        case badUsage = 2
        case inputUnreadable = 3
    }

    let code: Code
    let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

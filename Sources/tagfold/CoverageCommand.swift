import ArgumentParser

/// `coverage PATH…` makes a report; `coverage diff` compares two.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Reports what the plugins understood of an archive's tags.",
        discussion: "EXAMPLE: tagfold coverage /archive --json --fail-under 98",
        subcommands: [CoverageReportCommand.self, CoverageDiffCommand.self],
        defaultSubcommand: CoverageReportCommand.self
    )

    /// `coverage` alone is `coverage report`, so that its help tells of all options.
    static func naming(_ arguments: [String]) -> [String] {
        guard arguments.first == configuration.commandName else { return arguments }
        let named = configuration.subcommands.map { $0.configuration.commandName }
        if let second = arguments.dropFirst().first, named.contains(second) { return arguments }
        return Array(arguments.prefix(1)) + [CoverageReportCommand.configuration.commandName ?? ""] + arguments.dropFirst()
    }
}

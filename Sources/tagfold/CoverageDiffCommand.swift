import ArgumentParser
import Reports

struct CoverageDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells what changed from one report of coverage to another.",
        discussion: """
            A and B are what `tagfold coverage --out` and `--local`, or `tagfold run`, have written. Two local reports are compared value \
            by value, and the output shows values: keep it inside the hospital. Else numbers are compared, and nothing is shown \
            that the shareable reports do not hold.

            It is no gate: the exit code is 0 whatever changed. With --exit-code it is 1 when something did.

            EXAMPLE: tagfold coverage diff before/coverage.local.json after/coverage.local.json
            """)

    @Argument(help: ArgumentHelp("The earlier report.", valueName: "A"))
    var before: String

    @Argument(help: ArgumentHelp("The later report.", valueName: "B"))
    var after: String

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Exit with code 1 when something changed.")
    var exitCode = false

    func run() throws {
        let diff = CoverageDiff(try CoverageInput.read(before), try CoverageInput.read(after))
        Terminal.print(json ? String(decoding: try JSON.encode(diff).dropLast(), as: UTF8.self) : diff.text(before: before, after: after))
        if exitCode, !diff.isEmpty { throw CommandFailure(.gateFailed, "the reports are not the same") }
    }
}

import ArgumentParser
import PluginHost
import Reports

struct PluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Works with parser plugins.",
        discussion: "EXAMPLE: tagfold plugin list --plugins ~/my-plugins",
        subcommands: [PluginListCommand.self, PluginNewCommand.self, PluginVerifyCommand.self, PluginPinCommand.self, PluginCheckCommand.self])
}

struct PluginListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows which plugins were found, what they parse, and why others were refused.",
        discussion: "EXAMPLE: tagfold plugin list --json")

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions

    func run() throws {
        let host = try plugins.load(dictionaries.load())
        let report = PluginListReport(host)
        Terminal.print(json ? String(decoding: try JSON.encode(report).dropLast(), as: UTF8.self) : report.text)
    }
}

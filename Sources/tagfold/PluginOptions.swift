import ArgumentParser
import Dictionaries
import Logging
import PluginHost

/// Which plugins a command loads.
struct PluginOptions: ParsableArguments {
    @Option(
        name: .customLong("plugins"),
        help: ArgumentHelp("A folder of plugins, besides those that lie with the command. May repeat.", valueName: "folder"))
    var folders: [String] = []

    @Flag(name: .customLong("no-shipped-plugins"), help: "Load only the plugins of the folders named with --plugins.")
    var withoutShipped = false

    @Option(
        name: .customLong("plugin-option"),
        help: ArgumentHelp("An option for one plugin. May repeat.", valueName: "Name.key=value"))
    var options: [String] = []

    @Option(help: "Terms that values fold to: each its own (term), or the outermost one above it (region): LIVER or ABDOMEN.")
    var granularity = Granularity.term

    func validate() throws { _ = try parsedOptions() }

    /// - Parameter verbose: also what plugins log for information and debugging.
    func load(_ dictionaries: DictionarySet, verbose: Bool = false) throws -> PluginHost {
        let logger = Logger(label: "tagfold") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = verbose ? .debug : .warning
            return handler
        }
        return PluginHost(
            folders: folders + (withoutShipped ? [] : InstalledFiles.pluginFolders()), dictionaries: dictionaries,
            granularity: granularity, options: try parsedOptions(), logger: logger)
    }

    private func parsedOptions() throws -> [String: [String: String]] {
        var parsed: [String: [String: String]] = [:]
        for option in options {
            guard let equals = option.firstIndex(of: "="), let dot = option[..<equals].firstIndex(of: ".") else {
                throw ValidationError("--plugin-option takes Name.key=value, not “\(option)”.")
            }
            parsed[String(option[..<dot]), default: [:]][String(option[option.index(after: dot)..<equals])] = String(option[option.index(after: equals)...])
        }
        return parsed
    }
}

extension Granularity: ExpressibleByArgument {}

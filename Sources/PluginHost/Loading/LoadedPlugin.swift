import CTagPlugin
import Logging
import TagTable

/// A plugin that a run works with, wherever it runs.
final class LoadedPlugin: @unchecked Sendable {
    // Safe to share: `description` and `folding` never change, and the rest is only touched in calls, which the normalizer
    // makes one after the other for each plugin.
    let description: PluginDescription
    let caller: any PluginCaller
    /// As the plugin's own process folds.
    let folding: HostServices.Folding
    private let logger: Logger
    private let mostFailures: Int
    private(set) var record = PluginRecord()

    init(_ description: PluginDescription, _ caller: any PluginCaller, folding: @escaping HostServices.Folding, logger: Logger, mostFailures: Int) {
        self.description = description
        self.caller = caller
        self.folding = folding
        var logger = logger
        logger[metadataKey: "plugin"] = .string(description.name)
        self.logger = logger
        self.mostFailures = mostFailures
    }

    /// What it did in an earlier run does not count.
    func startRun() { record = PluginRecord() }

    /// Writes what the plugin logged, and counts what it printed.
    func note(_ answers: BatchAnswers) {
        log(answers.log)
        record.strayOutput = max(record.strayOutput, answers.strayOutput)
    }

    func log(_ lines: [BatchAnswers.LogLine]) {
        for line in lines {
            let message = Logger.Message(stringLiteral: line.text)
            switch line.level {
            case TAGPLUGIN_LOG_DEBUG: logger.debug(message)
            case TAGPLUGIN_LOG_INFO: logger.info(message)
            case TAGPLUGIN_LOG_WARNING: logger.warning(message)
            default: logger.error(message)
            }
        }
    }

    func countFailure(_ reason: String) {
        record.failures += 1
        if record.failures >= mostFailures, record.quarantine == nil {
            quarantine("it failed \(record.failures) times, last because \(reason)")
        }
    }

    func quarantine(_ reason: String) {
        record.failures = max(1, record.failures)
        record.quarantine = "the plugin is in quarantine: " + reason
        record.hash = try? PluginLock.hash(of: description.path)
    }
}

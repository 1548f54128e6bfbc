import Logging
import Reports
import Synchronization

/// What plugins log for warnings and errors, on standard error. A plugin can log a value that it was given: whoever did not
/// ask for values is only told that it logged something.
struct PluginLog: LogHandler {
    let showsText: Bool
    var logLevel = Logger.Level.warning
    var metadata = Logger.Metadata()
    private let told = Told()

    init(showsText: Bool) { self.showsText = showsText }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let plugin = Escape.terminal("\(metadata["plugin"] ?? "plugin")")
        if showsText {
            Terminal.note("plugin \(plugin): \(Escape.terminal(Terminal.shortened("\(event.message)")))")
        } else if told.isFirst(plugin) {
            Terminal.note("plugin \(plugin) logged warnings, which may hold values: --show-values prints them")
        }
    }

    /// The plugins of which it was said. Copies of the log share it.
    private final class Told: Sendable {
        private let plugins = Mutex<Set<String>>([])
        func isFirst(_ plugin: String) -> Bool { plugins.withLock { $0.insert(plugin).inserted } }
    }
}

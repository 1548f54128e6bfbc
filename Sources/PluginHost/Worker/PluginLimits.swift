import Dictionaries

/// What a plugin may use up, and how often it may fail.
public struct PluginLimits: Sendable {
    /// Wall-clock seconds for a batch of 1,024 values; a smaller batch has its share, and two seconds at least.
    public var secondsPerBatch = 10.0
    /// Bytes of memory on top of what the process has before the plugin is loaded.
    public var memory = 1 << 30
    /// A plugin that failed this often is not called again in the run.
    public var failures = 5

    public init() {}

    static let shortestSeconds = 2.0
    /// For loading a plugin.
    static let loadSeconds = 20.0

    func seconds(items: Int) -> Double { max(min(PluginLimits.shortestSeconds, secondsPerBatch), secondsPerBatch * Double(items) / 1024) }
}

/// Where plugins run.
public enum PluginIsolation: Sendable {
    /// In the process of the host: a plugin that crashes ends the run.
    case inProcess
    /// Each in a process of its own, which `executable` makes when it is started with `PluginWorker.argument` and calls
    /// `PluginWorker.run()`. It loads the dictionaries anew.
    case workers(executable: String)
    /// Each in a process of its own, which is forked off this one with its dictionaries: much quicker, and safe as long as no
    /// other thread of this process is at work while the host is made.
    case forkedWorkers
}

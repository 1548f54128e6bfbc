/// How a plugin has behaved in a run.
public struct PluginRecord: Sendable {
    public init() {}

    /// Values on which it failed, and calls that failed without one.
    public internal(set) var failures = 0
    /// Why it is not called any more.
    public internal(set) var quarantine: String?
    /// SHA-256 of the file of a plugin in quarantine.
    public internal(set) var hash: String?
    /// Bytes that it wrote to standard output and error, which nobody sees.
    public internal(set) var strayOutput = 0
}

/// Why a plugin cannot start. The host writes the reason to its log and refuses the plugin.
public struct PluginError: Error, Equatable, Sendable {
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

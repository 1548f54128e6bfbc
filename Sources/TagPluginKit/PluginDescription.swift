/// What a plugin says about itself.
public struct PluginDescription: Sendable {
    /// The `<Name>` of the entry symbol `tagplugin_<Name>` and of the library `lib<Name>.so`.
    public var name: String
    public var version: String
    /// One line for listings: what is parsed, and into what.
    public var summary: String
    /// Whether the host may call the plugin from several threads at once.
    ///
    /// Parsers are `Sendable`, so the compiler has checked this; say `false` only around something it cannot see, such
    /// as a C library with global state.
    public var isThreadSafe: Bool

    public init(name: String, version: String, summary: String, isThreadSafe: Bool = true) {
        self.name = name
        self.version = version
        self.summary = summary
        self.isThreadSafe = isThreadSafe
    }
}

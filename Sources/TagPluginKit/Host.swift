import CTagPlugin

/// The services of the host. Keep it in the parser that needs it.
public struct Host: Sendable {
    // The table and its context stay valid until the process ends, and the ABI says from which threads they are called.
    private nonisolated(unsafe) let services: tagplugin_host

    init?(_ host: UnsafePointer<tagplugin_host>?) {
        guard let services = VersionedStruct.load(host, into: tagplugin_host()) else { return nil }
        self.services = services
    }

    var abiMajor: UInt32 { services.abi_version >> 16 }

    /// Folds a value to its canonical term through a synonym dictionary. Call it only from inside `parse`.
    ///
    /// - Parameter context: attribute paths with the value that they have here, for entries that hold only there.
    /// - Returns: nil when the dictionary does not know the value, or there is no such dictionary.
    public func fold(_ value: String, through dictionary: String, in context: [(path: String, value: String)] = []) -> Fold? {
        guard let fold = services.fold else { return nil }
        var result = tagplugin_fold()
        result.struct_size = VersionedStruct.size(of: tagplugin_fold.self)
        result.abi_version = abiVersion
        let status = dictionary.withPluginText { dictionary in
            value.withPluginText { value in
                Host.withPairs(context[...], []) { pairs in
                    fold(services.context, dictionary, value, pairs.baseAddress, UInt64(pairs.count), &result)
                }
            }
        }
        return status == TAGPLUGIN_OK ? Fold(result) : nil
    }

    /// Which of some dictionaries fold a value by an entry for the whole of it: bit i for the i-th. Ask before you fold a word
    /// through many dictionaries, most of which do not know it. Call it only from inside `parse`.
    ///
    /// - Returns: nil where the host cannot tell: one of ABI 1.1, or for text that is none.
    public func recognize(_ value: String, among dictionaries: DictionaryNames, in context: [(path: String, value: String)] = []) -> UInt64? {
        guard let recognize = services.recognize else { return nil }
        var found: UInt64 = 0
        let status = value.withPluginText { value in
            Host.withPairs(context[...], []) { pairs in
                recognize(services.context, value, dictionaries.texts, UInt64(dictionaries.count), pairs.baseAddress, UInt64(pairs.count), &found)
            }
        }
        return status == TAGPLUGIN_OK ? found : nil
    }

    /// The attributes that entries of a synonym dictionary ask for: keywords, for a claim to take as context and for `parse`
    /// to pass to `fold`. A host of ABI 1.0 tells none.
    public func conditions(of dictionary: String) -> [String] {
        guard let condition = services.condition else { return [] }
        var keywords: [String] = []
        while true {
            var keyword = tagplugin_text()
            let status = dictionary.withPluginText { condition(services.context, $0, UInt64(keywords.count), &keyword) }
            guard status == TAGPLUGIN_OK else { return keywords }
            keywords.append(keyword.string)
        }
    }

    /// Looks an attribute up in the data dictionary, by keyword, tag or path.
    public func lookup(_ path: String) -> DictionaryElement? {
        guard let lookup = services.lookup else { return nil }
        var result = tagplugin_element()
        result.struct_size = VersionedStruct.size(of: tagplugin_element.self)
        result.abi_version = abiVersion
        let status = path.withPluginText { lookup(services.context, $0, &result) }
        return status == TAGPLUGIN_OK ? DictionaryElement(result) : nil
    }

    /// An option that the user set for this plugin, nil when it is not set.
    public func option(_ key: String) -> String? {
        guard let option = services.option else { return nil }
        var value = tagplugin_text()
        let status = key.withPluginText { option(services.context, $0, &value) }
        return status == TAGPLUGIN_OK ? value.string : nil
    }

    /// Writes a line to the run's log. Never log a value: logs may leave the hospital.
    public func log(_ level: LogLevel, _ message: String) {
        message.withPluginText { services.log?(services.context, level.rawValue, $0) }
    }

    /// Lends the pairs as views, one string after the other: a string lends its bytes only to a closure.
    private static func withPairs<Result>(
        _ pairs: ArraySlice<(path: String, value: String)>, _ lent: [tagplugin_context],
        _ body: (UnsafeBufferPointer<tagplugin_context>) -> Result
    ) -> Result {
        guard let pair = pairs.first else { return lent.withUnsafeBufferPointer(body) }
        return pair.path.withPluginText { path in
            pair.value.withPluginText { value in
                withPairs(pairs.dropFirst(), lent + [tagplugin_context(path: path, value: value)], body)
            }
        }
    }
}

/// Names of dictionaries, as `Host.recognize` takes them.
public struct DictionaryNames: Sendable {
    // Never freed nor changed: made once for the life of a plugin.
    nonisolated(unsafe) let texts: UnsafePointer<tagplugin_text>
    public let count: Int

    /// - Parameter names: 64 at most.
    public init(_ names: [String]) {
        count = names.count
        let texts = UnsafeMutablePointer<tagplugin_text>.allocate(capacity: max(1, names.count))
        for (place, name) in names.enumerated() { (texts + place).initialize(to: tagplugin_text(immortal: name)) }
        self.texts = UnsafePointer(texts)
    }
}

extension Host {
    public enum LogLevel: UInt32, Sendable {
        case debug = 0
        case info = 1
        case warning = 2
        case error = 3
    }

    /// An option that must be a number within a range; `fallback` when it is not set.
    public func option(_ key: String, within range: ClosedRange<Double>, fallback: Double) throws(PluginError) -> Double {
        guard let text = option(key) else { return fallback }
        guard let number = try? NumberSyntax.parse(text), number.repairs.isEmpty, range.contains(number.value) else {
            throw PluginError("option \(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number.value
    }
}

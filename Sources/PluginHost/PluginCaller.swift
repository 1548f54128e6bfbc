import CTagPlugin

/// A distinct input as it goes to a plugin: one value for each of the claim's inputs.
struct PluginInput {
    enum Presence { case absent, empty, present }

    struct Value {
        let text: String
        let presence: Presence
        let representation: String
    }

    let values: [Value]
}

/// Calls a plugin's parse function. Where the plugin runs is its business.
protocol PluginCaller {
    /// - Returns: an answer for each input, and how many answers broke the contract. Nil when the call failed as a whole.
    func parse(_ inputs: [PluginInput], claim: Int, keyword: String) -> (answers: [AnswerSink.Answer], misuses: Int)?
}

/// Calls the plugin in this process.
struct InProcessCaller: PluginCaller {
    let loaded: LoadedPlugin

    func parse(_ inputs: [PluginInput], claim: Int, keyword: String) -> (answers: [AnswerSink.Answer], misuses: Int)? {
        guard let parse = loaded.plugin.parse else { return nil }
        let declared = loaded.description.claims[claim]
        let sink = AnswerSink(claim: declared, count: inputs.count, services: loaded.services)
        var arena = TextArena()
        let values = inputs.flatMap(\.values).map { $0.cValue(&arena) }
        let keyword = arena.keep(keyword)
        // The batch and all it points to stay in place until parse returns; the plugin may not keep any of it.
        let status = values.withUnsafeBufferPointer { values in
            var batch = tagplugin_batch()
            batch.struct_size = UInt32(MemoryLayout<tagplugin_batch>.size)
            batch.abi_version = ABI.version
            batch.claim = UInt32(claim)
            batch.count = UInt32(inputs.count)
            batch.input_count = UInt32(inputs.first?.values.count ?? max(1, declared.inputs.count))
            batch.value_size = UInt32(MemoryLayout<tagplugin_value>.stride)
            batch.values = values.baseAddress
            batch.keyword = keyword
            return loaded.sinks.with(sink) { parse(loaded.plugin.state, &batch, $0) }
        }
        arena.releaseAll()
        loaded.services.endCall()
        return status == TAGPLUGIN_OK ? (sink.answers, sink.misuses) : nil
    }
}

extension PluginInput.Value {
    fileprivate func cValue(_ arena: inout TextArena) -> tagplugin_value {
        var value = tagplugin_value()
        value.text = arena.keep(text)
        switch presence {
        case .absent: value.presence = TAGPLUGIN_ABSENT
        case .empty: value.presence = TAGPLUGIN_EMPTY
        case .present: value.presence = TAGPLUGIN_PRESENT
        }
        let letters = representation.utf8.map { CChar(bitPattern: $0) }
        if letters.count == 2 { value.vr = (letters[0], letters[1]) }
        return value
    }
}

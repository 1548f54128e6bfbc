import CTagPlugin
import DICOM
import Dictionaries
import WorkerProcesses

/// The services that one plugin may call, behind the C function table. It lives as long as the process, because the
/// plugin keeps its address.
final class HostServices {
    /// Looks a value up in the dictionary of some name, in a context of attribute paths and values.
    typealias Folding = (_ dictionary: String, _ value: String, _ context: [String: String]) -> Fold?

    let dictionaries: DictionarySet
    let options: [String: String]
    let folding: Folding
    private let recognition: (_ value: String, _ dictionaries: [String], _ context: [String: String]) -> UInt64
    private var arena = TextArena()
    /// What the plugin had folded in the running call; a fold's trace is its index plus one.
    private var queries: [Query] = []
    private var log: ((UInt32, tagplugin_text) -> Void)?
    /// What the plugin logged while it was loaded.
    private(set) var entryLog: [(level: UInt32, text: String)] = []
    private(set) var table: UnsafeMutablePointer<tagplugin_host>

    private struct Query {
        let dictionary: String
        let value: String
        let context: [String: String]
    }

    /// - Parameter folding: instead of the dictionaries' own.
    init(dictionaries: DictionarySet, granularity: Granularity = .term, options: [String: String], folding: Folding? = nil) {
        self.dictionaries = dictionaries
        self.folding = folding ?? HostServices.folding(dictionaries, granularity)
        recognition = folding.map(HostServices.recognition) ?? dictionaries.recognizing
        self.options = options
        table = .allocate(capacity: 1)
        table.initialize(to: tagplugin_host())
        table.pointee.struct_size = UInt32(MemoryLayout<tagplugin_host>.size)
        table.pointee.abi_version = ABI.version
        table.pointee.context = Unmanaged.passRetained(self).toOpaque()
        table.pointee.fold = { context, dictionary, value, pairs, count, result in
            HostServices.from(context)?.fold(dictionary, value, pairs, count, result) ?? TAGPLUGIN_FAILED
        }
        table.pointee.lookup = { context, path, result in HostServices.from(context)?.lookup(path, result) ?? TAGPLUGIN_FAILED }
        table.pointee.option = { context, key, value in HostServices.from(context)?.option(key, value) ?? TAGPLUGIN_FAILED }
        table.pointee.condition = { context, dictionary, index, keyword in
            HostServices.from(context)?.condition(dictionary, index, keyword) ?? TAGPLUGIN_FAILED
        }
        table.pointee.recognize = { context, value, names, count, pairs, pairCount, found in
            HostServices.from(context)?.recognize(value, names, count, pairs, pairCount, found) ?? TAGPLUGIN_FAILED
        }
        table.pointee.log = { context, level, message in HostServices.from(context)?.log?(level, message) }
    }

    /// By folding, for who folds in a way of his own.
    private static func recognition(_ folding: @escaping Folding) -> (String, [String], [String: String]) -> UInt64 {
        { value, names, context in
            names.enumerated().reduce(0) { found, name in
                folding(name.element, value, context).map { $0.step == .combination } == false ? found | 1 << UInt64(name.offset) : found
            }
        }
    }

    /// Folds by the dictionaries.
    static func folding(_ dictionaries: DictionarySet, _ granularity: Granularity) -> Folding {
        { dictionary, value, context in dictionaries.synonyms[dictionary]?.fold(value, context: context, granularity: granularity) }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> HostServices? {
        context.map { Unmanaged<HostServices>.fromOpaque($0).takeUnretainedValue() }
    }

    /// - Parameter log: takes what the plugin logs until the call ends.
    func startCall(log: @escaping (UInt32, tagplugin_text) -> Void) { self.log = log }

    /// Ends a call: what was handed out in it is no longer valid.
    func endCall() {
        log = nil
        arena.releaseAll()
        queries.removeAll(keepingCapacity: true)
    }

    private static let mostEntryLines = 100

    func keepLog(_ level: UInt32, _ message: tagplugin_text) {
        guard entryLog.count < HostServices.mostEntryLines else { return }
        guard let text = message.validated(limit: AnswerWriter.longestText) else {
            return entryLog.append((TAGPLUGIN_LOG_WARNING, "a log message that is not UTF-8 was dropped"))
        }
        entryLog.append((level, text))
    }

    /// What was asked for when the fold of this trace was handed out, so that the host can fold it again; nil for a forged
    /// trace.
    func query(_ trace: UInt64) -> [UInt8]? {
        guard trace > 0, trace <= UInt64(queries.count) else { return nil }
        let query = queries[Int(trace) - 1]
        var wire = WireWriter()
        wire.add(query.dictionary)
        wire.add(query.value)
        wire.add(query.context.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
        return wire.bytes
    }

    private func fold(
        _ dictionary: tagplugin_text, _ value: tagplugin_text, _ pairs: UnsafePointer<tagplugin_context>?, _ pairCount: UInt64,
        _ result: UnsafeMutablePointer<tagplugin_fold>?
    ) -> tagplugin_status {
        guard let result, let name = dictionary.validated(), let value = value.validated(), let context = context(pairs, pairCount) else {
            return TAGPLUGIN_BAD_ARGUMENT
        }
        guard Int(result.pointee.struct_size) >= MemoryLayout<tagplugin_fold>.size else { return TAGPLUGIN_UNSUPPORTED }
        guard let found = folding(name, value, context) else { return TAGPLUGIN_NOT_FOUND }
        queries.append(Query(dictionary: name, value: value, context: context))
        let code = found.term?.codes.first
        result.pointee.abi_version = ABI.version
        result.pointee.term = arena.keep(found.term?.name ?? "")
        result.pointee.code = arena.keep(code?.value ?? "")
        result.pointee.scheme = arena.keep(code?.scheme ?? "")
        result.pointee.parent = arena.keep(found.term?.parent ?? "")
        result.pointee.step = UInt32(found.step.rawValue)
        result.pointee.sentinel = found.isSentinel ? 1 : 0
        result.pointee.trace = UInt64(queries.count)
        return TAGPLUGIN_OK
    }

    private static let mostRecognizing = 64
    /// The dictionaries of the last call, which mostly are those of the next.
    private var names: [String] = []

    private func recognize(
        _ value: tagplugin_text, _ dictionaries: UnsafePointer<tagplugin_text>?, _ count: UInt64, _ pairs: UnsafePointer<tagplugin_context>?,
        _ pairCount: UInt64, _ found: UnsafeMutablePointer<UInt64>?
    ) -> tagplugin_status {
        guard let found, let value = value.validated(), let context = context(pairs, pairCount), count <= UInt64(HostServices.mostRecognizing) else {
            return TAGPLUGIN_BAD_ARGUMENT
        }
        let texts = UnsafeBufferPointer(start: dictionaries, count: dictionaries == nil ? 0 : Int(count))
        if names.count != texts.count || !zip(names, texts).allSatisfy({ $0.isSpelt($1) }) {
            let read = texts.compactMap { $0.validated() }
            guard read.count == texts.count else { return TAGPLUGIN_BAD_ARGUMENT }
            names = read
        }
        found.pointee = recognition(value, names, context)
        return TAGPLUGIN_OK
    }

    /// The pairs by path; nil for what is no text, or for more pairs than a plugin can have inputs.
    private func context(_ pairs: UnsafePointer<tagplugin_context>?, _ count: UInt64) -> [String: String]? {
        guard count > 0 else { return [:] }
        guard let pairs, count <= 64 else { return nil }
        var context: [String: String] = [:]
        for pair in UnsafeBufferPointer(start: pairs, count: Int(count)) {
            guard let path = pair.path.validated(), let value = pair.value.validated() else { return nil }
            context[path] = value
        }
        return context
    }

    private func lookup(_ path: tagplugin_text, _ result: UnsafeMutablePointer<tagplugin_element>?) -> tagplugin_status {
        guard let result, let text = path.validated() else { return TAGPLUGIN_BAD_ARGUMENT }
        guard Int(result.pointee.struct_size) >= MemoryLayout<tagplugin_element>.size else { return TAGPLUGIN_UNSUPPORTED }
        guard let step = dictionaries.data.path(text)?.leaf, let entry = dictionaries.data.entry(step.tag, creator: step.creator) else {
            return TAGPLUGIN_NOT_FOUND
        }
        result.pointee.abi_version = ABI.version
        result.pointee.keyword = arena.keep(entry.keyword)
        result.pointee.name = arena.keep(entry.name)
        result.pointee.vrs = arena.keep(entry.representations.map(\.name).joined(separator: " "))
        result.pointee.tag = step.tag.rawValue
        result.pointee.minimum_vm = UInt32(clamping: entry.multiplicity?.minimum ?? 1)
        result.pointee.maximum_vm = entry.multiplicity?.maximum.map { UInt32(clamping: $0) } ?? .max
        result.pointee.retired = entry.isRetired ? 1 : 0
        return TAGPLUGIN_OK
    }

    private func option(_ key: tagplugin_text, _ value: UnsafeMutablePointer<tagplugin_text>?) -> tagplugin_status {
        guard let value, let key = key.validated() else { return TAGPLUGIN_BAD_ARGUMENT }
        guard let text = options[key] else { return TAGPLUGIN_NOT_FOUND }
        value.pointee = arena.keep(text)
        return TAGPLUGIN_OK
    }

    /// More than these ask for too much: a claim has a limit of inputs.
    private static let mostConditions = 16

    /// What no data dictionary knows cannot be an input: it is left out.
    private func condition(_ dictionary: tagplugin_text, _ index: UInt64, _ keyword: UnsafeMutablePointer<tagplugin_text>?) -> tagplugin_status {
        guard let keyword, let name = dictionary.validated() else { return TAGPLUGIN_BAD_ARGUMENT }
        let keywords = (dictionaries.synonyms[name]?.conditionKeywords ?? []).filter { dictionaries.data.path($0) != nil }
        guard index < UInt64(min(keywords.count, HostServices.mostConditions)) else { return TAGPLUGIN_NOT_FOUND }
        keyword.pointee = arena.keep(keywords[Int(index)])
        return TAGPLUGIN_OK
    }
}

/// The ABI's version numbers, which C macros with casts do not give to Swift.
enum ABI {
    static let version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
    static func major(_ version: UInt32) -> UInt32 { version >> 16 }
    static func text(_ version: UInt32) -> String { "\(version >> 16).\(version & 0xFFFF)" }
}

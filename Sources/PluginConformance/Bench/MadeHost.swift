import CTagPlugin
import DICOM
import Dictionaries
import Glibc
import Synchronization

/// The services that a plugin may call, made for checks: they answer alike each time, and write down what is asked.
///
/// Folds come from the plugin's vectors. Beyond these a made rule folds some values to made terms, finds some that stand for
/// missing, and does not know the rest, so that plugins go every way that a dictionary may lead them.
final class MadeHost: Sendable {
    enum Manner: Sendable {
        case made
        /// Only the vectors' own folds.
        case vectorsOnly
        /// Every service gives this status.
        case failing(tagplugin_status)
    }

    /// What the table says of itself.
    struct Shape: Sendable {
        var size = MemoryLayout<tagplugin_host>.size
        var version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
    }

    private struct State: ~Copyable {
        /// Addresses of texts.
        var lent: [UInt] = []
        var logs: [String] = []
        var brokenLogs = 0
        var traces: Set<UInt64> = []
        var nextTrace: UInt64 = 1
    }

    private let manner: Manner
    private let vectors: VectorFile?
    private let conditions: [String]
    private let data: Deferred
    private let state = Mutex(State())

    /// The data dictionary, loaded when somebody asks for it, and leaving no thread that a check would count.
    final class Deferred: Sendable {
        private let folder: String?
        private let loaded = Mutex<DataDictionary?>(nil)
        init(folder: String?) { self.folder = folder }
        func value() -> DataDictionary? {
            loaded.withLock { loaded in
                if loaded == nil, let folder { loaded = try? DictionarySet.dataDictionary(folder: folder, sideBySide: false) }
                return loaded
            }
        }
    }

    init(_ manner: Manner = .made, vectors: VectorFile?, conditions: [String] = [], dictionaries: String?) {
        self.manner = manner
        self.vectors = vectors
        self.conditions = conditions
        data = Deferred(folder: dictionaries)
    }

    /// The table, in memory that ends where it says. It stays for good, and so does the host.
    func table(_ shape: Shape = Shape()) throws(Fault) -> UnsafePointer<tagplugin_host> {
        var host = tagplugin_host()
        host.struct_size = UInt32(shape.size)
        host.abi_version = shape.version
        host.context = Unmanaged.passRetained(self).toOpaque()
        host.fold = { MadeHost.from($0).fold($1, $2, $3, $4, $5) }
        host.lookup = { MadeHost.from($0).lookup($1, $2) }
        host.option = { MadeHost.from($0).option($1, $2) }
        host.log = { MadeHost.from($0).log($2) }
        host.recognize = { MadeHost.from($0).recognize($1, $2, $3, $4, $5, $6) }
        host.condition = { MadeHost.from($0).condition($2, $3) }
        let pages = Unmanaged.passRetained(try Pages(shape.size, staysForGood: true)).takeUnretainedValue()
        pages.bytes.initializeMemory(as: UInt8.self, repeating: 0xA5)
        withUnsafeBytes(of: host) { pages.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(shape.size))) }
        pages.makeReadOnly()
        guard let start = pages.bytes.baseAddress else { throw Fault("the check got no memory") }
        return UnsafePointer(start.assumingMemoryBound(to: tagplugin_host.self))
    }

    /// The context is the host, which is never freed. A plugin that passes something else ends its check.
    private static func from(_ context: UnsafeMutableRawPointer?) -> MadeHost {
        guard let context else { fatalError("the plugin called a service without the host's context") }
        return Unmanaged<MadeHost>.fromOpaque(context).takeUnretainedValue()
    }

    // MARK: What was asked

    var logs: [String] { state.withLock { $0.logs } }
    var brokenLogs: Int { state.withLock { $0.brokenLogs } }

    func isFold(_ trace: UInt64) -> Bool { state.withLock { $0.traces.contains(trace) } }

    /// Ends a call: what was handed out in it is overwritten and freed.
    func endCall() {
        state.withLock { state in
            for text in state.lent.lazy.compactMap({ UnsafeMutablePointer<CChar>(bitPattern: $0) }) {
                memset(text, 0xA5, strlen(text))
                free(text)
            }
            state.lent.removeAll()
            state.traces.removeAll()
        }
    }

    private func lend(_ text: String) -> tagplugin_text {
        guard !text.isEmpty, let copy = strdup(text) else { return tagplugin_text() }
        let address = UInt(bitPattern: copy)
        state.withLock { $0.lent.append(address) }
        return tagplugin_text(bytes: UnsafePointer(copy), length: UInt64(strlen(copy)))
    }

    private var refusal: tagplugin_status? {
        if case .failing(let status) = manner { return status }
        return nil
    }
}

// MARK: Services
extension MadeHost {
    private struct Folded {
        let term: String
        let step: UInt32
    }

    private func fold(
        _ dictionary: tagplugin_text, _ value: tagplugin_text, _ pairs: UnsafePointer<tagplugin_context>?, _ count: UInt64,
        _ result: UnsafeMutablePointer<tagplugin_fold>?
    ) -> tagplugin_status {
        if let refusal { return refusal }
        guard let result, let dictionary = dictionary.checkedText, let value = value.text, let context = MadeHost.context(pairs, count) else {
            return TAGPLUGIN_BAD_ARGUMENT
        }
        guard Int(result.pointee.struct_size) >= MemoryLayout<tagplugin_fold>.size else { return TAGPLUGIN_UNSUPPORTED }
        guard let found = folded(dictionary, value, context) else { return TAGPLUGIN_NOT_FOUND }
        let trace = state.withLock { state in
            defer { state.nextTrace += 1 }
            state.traces.insert(state.nextTrace)
            return state.nextTrace
        }
        result.pointee.abi_version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
        result.pointee.term = lend(found.term)
        result.pointee.code = tagplugin_text()
        result.pointee.scheme = tagplugin_text()
        result.pointee.parent = lend(vectors?.parent(of: found.term, in: dictionary) ?? "")
        result.pointee.step = found.step
        result.pointee.sentinel = found.term.isEmpty ? 1 : 0
        result.pointee.trace = trace
        return TAGPLUGIN_OK
    }

    private func folded(_ dictionary: String, _ value: String, _ context: [String: String]) -> Folded? {
        if let known = vectors?.fold(dictionary, value, context) {
            return Folded(term: known.term, step: known.term == value ? TAGPLUGIN_FOLD_EXACT : TAGPLUGIN_FOLD_SYNONYM)
        }
        guard case .made = manner else { return nil }
        // FNV-1a, so that a value is folded alike in every process.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in (dictionary + "=" + value).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        switch hash >> 32 % 8 {
        case 0, 1, 2: return Folded(term: "MADE \(hash >> 40 % 5)", step: UInt32(hash >> 44 % 6))
        case 3: return Folded(term: "", step: TAGPLUGIN_FOLD_SYNONYM)
        default: return nil
        }
    }

    private func recognize(
        _ value: tagplugin_text, _ dictionaries: UnsafePointer<tagplugin_text>?, _ count: UInt64, _ pairs: UnsafePointer<tagplugin_context>?,
        _ pairCount: UInt64, _ found: UnsafeMutablePointer<UInt64>?
    ) -> tagplugin_status {
        if let refusal { return refusal }
        guard let found, let value = value.text, let context = MadeHost.context(pairs, pairCount), count <= 64, count == 0 || dictionaries != nil else {
            return TAGPLUGIN_BAD_ARGUMENT
        }
        let names = UnsafeBufferPointer(start: dictionaries, count: Int(count)).map(\.checkedText)
        guard names.allSatisfy({ $0 != nil }) else { return TAGPLUGIN_BAD_ARGUMENT }
        let known = names.map { name in name.flatMap { folded($0, value, context) }.map { $0.step != TAGPLUGIN_FOLD_COMBINATION } ?? false }
        found.pointee = known.enumerated().reduce(0) { $1.element ? $0 | 1 << UInt64($1.offset) : $0 }
        return TAGPLUGIN_OK
    }

    private static func context(_ pairs: UnsafePointer<tagplugin_context>?, _ count: UInt64) -> [String: String]? {
        guard count > 0 else { return [:] }
        guard let pairs, count <= 64 else { return nil }
        var context: [String: String] = [:]
        for pair in UnsafeBufferPointer(start: pairs, count: Int(count)) {
            guard let path = pair.path.checkedText, let value = pair.value.text else { return nil }
            context[path] = value
        }
        return context
    }

    private func lookup(_ path: tagplugin_text, _ result: UnsafeMutablePointer<tagplugin_element>?) -> tagplugin_status {
        if let refusal { return refusal }
        guard let result, let path = path.checkedText else { return TAGPLUGIN_BAD_ARGUMENT }
        guard Int(result.pointee.struct_size) >= MemoryLayout<tagplugin_element>.size else { return TAGPLUGIN_UNSUPPORTED }
        guard let data = data.value(), let step = data.path(path)?.leaf, let entry = data.entry(step.tag, creator: step.creator) else {
            return TAGPLUGIN_NOT_FOUND
        }
        result.pointee.abi_version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
        result.pointee.keyword = lend(entry.keyword)
        result.pointee.name = lend(entry.name)
        result.pointee.vrs = lend(entry.representations.map(\.name).joined(separator: " "))
        result.pointee.tag = step.tag.rawValue
        result.pointee.minimum_vm = UInt32(clamping: entry.multiplicity?.minimum ?? 1)
        result.pointee.maximum_vm = entry.multiplicity?.maximum.map { UInt32(clamping: $0) } ?? .max
        result.pointee.retired = entry.isRetired ? 1 : 0
        return TAGPLUGIN_OK
    }

    private func option(_ key: tagplugin_text, _ value: UnsafeMutablePointer<tagplugin_text>?) -> tagplugin_status {
        if let refusal { return refusal }
        guard let value, let key = key.checkedText else { return TAGPLUGIN_BAD_ARGUMENT }
        guard let text = vectors?.options[key] else { return TAGPLUGIN_NOT_FOUND }
        value.pointee = lend(text)
        return TAGPLUGIN_OK
    }

    private func condition(_ index: UInt64, _ keyword: UnsafeMutablePointer<tagplugin_text>?) -> tagplugin_status {
        if let refusal { return refusal }
        guard let keyword else { return TAGPLUGIN_BAD_ARGUMENT }
        guard index < UInt64(conditions.count) else { return TAGPLUGIN_NOT_FOUND }
        keyword.pointee = lend(conditions[Int(index)])
        return TAGPLUGIN_OK
    }

    private func log(_ message: tagplugin_text) {
        let text = message.checkedText
        state.withLock { state in
            if let text {
                if state.logs.count < 10_000 { state.logs.append(text) }
            } else {
                state.brokenLogs += 1
            }
        }
    }
}

extension tagplugin_text {
    /// A value of any length; nil when it is not UTF-8, or has a length without bytes.
    fileprivate var text: String? {
        guard length > 0 else { return "" }
        guard let bytes, let count = Int(exactly: length) else { return nil }
        return String(validating: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}

import CTagPlugin
import DICOM
import Dictionaries
import Logging

/// The services that one plugin may call, behind the C function table. It lives as long as the process, because the
/// plugin keeps its address.
final class HostServices {
    let dictionaries: DictionarySet
    let options: [String: String]
    let logger: Logger
    private var arena = TextArena()
    /// Folds handed out in the running call; a fold's trace is its index plus one.
    private(set) var folds: [Fold] = []
    private(set) var table: UnsafeMutablePointer<tagplugin_host>

    init(plugin: String, dictionaries: DictionarySet, options: [String: String], logger: Logger) {
        self.dictionaries = dictionaries
        self.options = options
        var logger = logger
        logger[metadataKey: "plugin"] = .string(plugin)
        self.logger = logger
        table = .allocate(capacity: 1)
        table.initialize(to: tagplugin_host())
        table.pointee.struct_size = UInt32(MemoryLayout<tagplugin_host>.size)
        table.pointee.abi_version = ABI.version
        table.pointee.context = Unmanaged.passRetained(self).toOpaque()
        table.pointee.fold = { context, dictionary, value, _, _, result in
            HostServices.from(context)?.fold(dictionary, value, result) ?? TAGPLUGIN_FAILED
        }
        table.pointee.lookup = { context, path, result in HostServices.from(context)?.lookup(path, result) ?? TAGPLUGIN_FAILED }
        table.pointee.option = { context, key, value in HostServices.from(context)?.option(key, value) ?? TAGPLUGIN_FAILED }
        table.pointee.log = { context, level, message in HostServices.from(context)?.log(level, message) }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> HostServices? {
        context.map { Unmanaged<HostServices>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Ends a call: what was handed out in it is no longer valid.
    func endCall() {
        arena.releaseAll()
        folds.removeAll(keepingCapacity: true)
    }

    private func fold(
        _ dictionary: tagplugin_text, _ value: tagplugin_text, _ result: UnsafeMutablePointer<tagplugin_fold>?
    ) -> tagplugin_status {
        guard let result, let name = dictionary.validated(), let value = value.validated() else { return TAGPLUGIN_BAD_ARGUMENT }
        guard Int(result.pointee.struct_size) >= MemoryLayout<tagplugin_fold>.size else { return TAGPLUGIN_UNSUPPORTED }
        guard let found = dictionaries.synonyms[name]?.fold(value) else { return TAGPLUGIN_NOT_FOUND }
        folds.append(found)
        let code = found.term?.codes.first
        result.pointee.abi_version = ABI.version
        result.pointee.term = arena.keep(found.term?.name ?? "")
        result.pointee.code = arena.keep(code?.value ?? "")
        result.pointee.scheme = arena.keep(code?.scheme ?? "")
        result.pointee.parent = arena.keep(found.term?.parent ?? "")
        result.pointee.step = UInt32(found.step.rawValue)
        result.pointee.sentinel = found.isSentinel ? 1 : 0
        result.pointee.trace = UInt64(folds.count)
        return TAGPLUGIN_OK
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

    private func log(_ level: UInt32, _ message: tagplugin_text) {
        guard let text = message.validated(limit: 4096) else { return logger.warning("a log message that is not UTF-8 was dropped") }
        let line = Logger.Message(stringLiteral: text)
        switch level {
        case TAGPLUGIN_LOG_DEBUG: logger.debug(line)
        case TAGPLUGIN_LOG_INFO: logger.info(line)
        case TAGPLUGIN_LOG_WARNING: logger.warning(line)
        default: logger.error(line)
        }
    }
}

/// The ABI's version numbers, which C macros with casts do not give to Swift.
enum ABI {
    static let version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
    static func major(_ version: UInt32) -> UInt32 { version >> 16 }
    static func text(_ version: UInt32) -> String { "\(version >> 16).\(version & 0xFFFF)" }
}

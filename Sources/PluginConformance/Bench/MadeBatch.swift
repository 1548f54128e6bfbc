import CTagPlugin

/// A batch in memory, as a host would hand it over or worse.
final class MadeBatch {
    struct Style: OptionSet {
        let rawValue: Int
        /// Every text ends at a page that nobody may touch.
        static let guarded = Style(rawValue: 1 << 0)
        /// The batch and all it points to cannot be written to.
        static let readOnly = Style(rawValue: 1 << 1)
        /// Once the call is over, nobody may touch any of it.
        static let closes = Style(rawValue: 1 << 2)
        /// Values are farther apart than in this version, as those of a later one may be.
        static let wideValues = Style(rawValue: 1 << 3)
        /// The structs are longer than in this version.
        static let longStructs = Style(rawValue: 1 << 4)
    }

    private var all: [Pages] = []
    let batch: UnsafePointer<tagplugin_batch>

    private static let junk: UInt8 = 0xA5

    init(_ items: [[GivenValue]], claim: Int, inputCount: Int, keyword: String, style: Style) throws(Fault) {
        var all: [Pages] = []
        func pages(_ count: Int) throws(Fault) -> UnsafeMutableRawBufferPointer {
            let made = try Pages(count, staysForGood: style.contains(.closes))
            all.append(made)
            made.bytes.initializeMemory(as: UInt8.self, repeating: MadeBatch.junk)
            return made.bytes
        }

        let step = MemoryLayout<tagplugin_value>.stride + (style.contains(.wideValues) ? 16 : 0)
        let values = try pages(items.count * inputCount * step)
        let text = try style.contains(.guarded) ? nil : pages(items.reduce(0) { $0 + $1.reduce(0) { $0 + $1.bytes.count } })
        var textEnd = 0
        for (place, value) in items.joined().enumerated() {
            var target: UnsafeMutableRawBufferPointer?
            if let text {
                target = UnsafeMutableRawBufferPointer(rebasing: text[textEnd..<(textEnd + value.bytes.count)])
                textEnd += value.bytes.count
            } else if !value.bytes.isEmpty {
                target = try pages(value.bytes.count)
            }
            target?.copyBytes(from: value.bytes)
            var made = tagplugin_value()
            made.text = MadeBatch.view(target, count: value.bytes.count)
            made.presence = value.presence
            let letters = value.vr.utf8.map { CChar(truncatingIfNeeded: $0) }
            made.vr = letters.count == 2 ? (letters[0], letters[1]) : (85, 78)
            values.storeBytes(of: made, toByteOffset: place * step, as: tagplugin_value.self)
        }
        let name = try pages(keyword.utf8.count)
        name.copyBytes(from: Array(keyword.utf8))

        var made = tagplugin_batch()
        let size = MemoryLayout<tagplugin_batch>.size + (style.contains(.longStructs) ? 64 : 0)
        made.struct_size = UInt32(size)
        made.abi_version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
        made.claim = UInt32(truncatingIfNeeded: claim)
        made.count = UInt32(clamping: items.count)
        made.input_count = UInt32(clamping: inputCount)
        made.value_size = UInt32(clamping: step)
        made.values = items.isEmpty ? nil : UnsafeRawPointer(values.baseAddress)?.assumingMemoryBound(to: tagplugin_value.self)
        made.keyword = MadeBatch.view(name, count: keyword.utf8.count)
        let head = try pages(size)
        head.storeBytes(of: made, as: tagplugin_batch.self)
        guard let start = head.baseAddress else { throw Fault("the check got no memory") }
        batch = UnsafePointer(start.assumingMemoryBound(to: tagplugin_batch.self))
        self.all = all
        if style.contains(.readOnly) { all.forEach { $0.makeReadOnly() } }
    }

    /// No bytes is NULL, as a host may have it.
    private static func view(_ target: UnsafeMutableRawBufferPointer?, count: Int) -> tagplugin_text {
        guard count > 0, let start = target?.baseAddress else { return tagplugin_text() }
        return tagplugin_text(bytes: UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self), length: UInt64(count))
    }

    func close() { all.forEach { $0.close() } }
}

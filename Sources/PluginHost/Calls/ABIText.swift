import CTagPlugin

extension tagplugin_text {
    /// The text, or nil when it is not UTF-8, is longer than `limit`, or has a length without bytes. Copied at once: the
    /// view is only valid during the call that handed it over.
    func validated(limit: Int = 1 << 20) -> String? {
        guard length > 0 else { return "" }
        guard let bytes, length <= UInt64(limit) else { return nil }
        return String(validating: UnsafeRawBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
    }
}

extension String {
    /// Whether a text has the same bytes.
    func isSpelt(_ text: tagplugin_text) -> Bool {
        guard let bytes = text.bytes, text.length == UInt64(utf8.count) else { return text.length == 0 && isEmpty }
        return UnsafeRawBufferPointer(start: bytes, count: utf8.count).elementsEqual(utf8)
    }
}

/// Copies of texts that stay where they are until the running call is over.
struct TextArena: ~Copyable {
    private var blocks: [UnsafeMutablePointer<CChar>] = []

    mutating func keep(_ text: String) -> tagplugin_text {
        var text = text
        guard !text.isEmpty else { return tagplugin_text(bytes: nil, length: 0) }
        return text.withUTF8 { source in
            let block = UnsafeMutablePointer<CChar>.allocate(capacity: source.count)
            source.withMemoryRebound(to: CChar.self) { block.initialize(from: $0.baseAddress ?? UnsafePointer(block), count: $0.count) }
            blocks.append(block)
            return tagplugin_text(bytes: UnsafePointer(block), length: UInt64(source.count))
        }
    }

    mutating func releaseAll() {
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
    }

    deinit { for block in blocks { block.deallocate() } }
}

import CTagPlugin

extension tagplugin_text {
    /// The bytes of the text, nothing when the pointer is null or the length cannot be.
    var utf8: UnsafeBufferPointer<UInt8> {
        guard let bytes, let count = Int(exactly: length) else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// A copy as a string; what is not UTF-8 becomes U+FFFD.
    var string: String {
        String(decoding: utf8, as: UTF8.self)
    }

    init(_ utf8: UnsafeBufferPointer<UInt8>) {
        self.init(bytes: UnsafeRawPointer(utf8.baseAddress)?.assumingMemoryBound(to: CChar.self), length: UInt64(utf8.count))
    }

    /// A copy that stays for the life of the process, as the ABI asks of all that a plugin declares.
    init(immortal string: String) {
        let utf8 = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: string.utf8.count)
        _ = utf8.initialize(from: string.utf8)
        self.init(UnsafeBufferPointer(utf8))
    }
}

extension String {
    /// Lends the string as a view of the ABI.
    func withPluginText<Result>(_ body: (tagplugin_text) -> Result) -> Result {
        var contiguous = self
        return contiguous.withUTF8 { body(tagplugin_text($0)) }
    }
}

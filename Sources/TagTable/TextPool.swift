/// Many texts in one block of bytes: no object a text.
public struct TextPool: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    public init() {}
    public var count: Int { ends.count }

    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
    }

    /// Appends text that may be in another encoding than UTF-8, such as a path.
    package mutating func append(bytes text: some Collection<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    public subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }
    package func bytes(_ index: Int) -> [UInt8] { Array(bytes[range(index)]) }

    /// Where text `index` lies in the block.
    public func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
    public func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }
}

extension TextPool {
    /// The UTF-8 bytes of a text, which are valid until `body` returns.
    public func withBytes<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range(index)])) }
    }
}

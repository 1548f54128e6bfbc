/// Memory for the inner loops: aligned to 64 bytes and padded with zeros to whole lanes.
///
/// The pointer is valid as long as the object lives. Who writes it sees to it that nobody else does at the same time.
final class LaneBuffer<Element: BitwiseCopyable & ExpressibleByIntegerLiteral & Sendable>: @unchecked Sendable {
    /// Elements that the inner loops take at a time.
    static var lanes: Int { 16 }

    /// The number of elements without the padding.
    let count: Int
    /// The number of elements with the padding, a multiple of the lanes, at least one of them.
    let padded: Int
    /// The elements.
    let pointer: UnsafeMutablePointer<Element>

    /// Takes memory for `count` elements, all `value`, and a padding of 0.
    init(count: Int, repeating value: Element = 0) {
        self.count = count
        padded = max(1, (count + Self.lanes - 1) / Self.lanes) * Self.lanes
        let memory = UnsafeMutableRawPointer.allocate(byteCount: padded * MemoryLayout<Element>.stride, alignment: 64)
        pointer = memory.initializeMemory(as: Element.self, repeating: 0, count: padded)
        for index in 0..<count { pointer[index] = value }
    }

    /// Copies elements.
    convenience init(_ elements: some Collection<Element>) {
        self.init(count: elements.count)
        for (index, element) in elements.enumerated() { pointer[index] = element }
    }

    deinit { UnsafeMutableRawPointer(pointer).deallocate() }

    subscript(index: Int) -> Element {
        get { pointer[index] }
        set { pointer[index] = newValue }
    }

    /// The elements without the padding.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: pointer, count: count) }
}

/// The elements that are open, and the text of each so far.
struct XMLOpenElements {
    /// Of the last start tag.
    private(set) var line = 0
    private var tags = 0
    /// Their names, and where the text of each begins.
    private var elements: [(name: String, text: Int)] = []
    private var text: [UInt8] = []
    /// Whether the last byte of a CDATA section so far was a carriage return.
    private var endedInReturn = false

    var depth: Int { elements.count }
    var innermost: String? { elements.last?.name }
    var hadRoot: Bool { tags > 0 }

    mutating func begin(_ name: String, _ nameNumber: Int?, line: Int) -> XMLTag {
        defer { tags += 1 }
        self.line = line
        elements.append((name, text.count))
        return XMLTag(name: name, nameNumber: nameNumber, line: line, number: tags)
    }

    /// The layout between elements is text too, of which nothing is kept.
    /// - Returns: the name of the element when its text has become too long.
    mutating func add(_ bytes: UnsafeRawBufferPointer) -> String? {
        endedInReturn = false
        return append(bytes)
    }

    /// A CDATA section, or a piece of one. A line end is one line feed, however it was written (XML 1.0 §2.11).
    mutating func add(section bytes: UnsafeRawBufferPointer) -> String? {
        var converted: [UInt8] = []
        for byte in bytes {
            if byte != 0x0A || !endedInReturn { converted.append(byte == 0x0D ? 0x0A : byte) }
            endedInReturn = byte == 0x0D
        }
        return converted.withUnsafeBytes { append($0) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let element = elements.last, text.count > element.text || !bytes.allSatisfy(XMLOpenElements.isLayout) else { return nil }
        text.append(contentsOf: bytes)
        guard text.count - element.text > XMLReader.maximumTextBytes else { return nil }
        while let last = text.last, text.count > element.text, XMLOpenElements.isLayout(last) { text.removeLast() }
        return text.count - element.text > XMLReader.maximumTextBytes ? element.name : nil
    }

    /// - Returns: the name of the innermost element, and its text without the layout around it.
    mutating func end() -> (name: String, text: String)? {
        guard let (name, start) = elements.popLast() else { return nil }
        guard start < text.count else { return (name, "") }
        defer { text.removeSubrange(start...) }
        let own = text[start...]
        guard let first = own.firstIndex(where: { !XMLOpenElements.isLayout($0) }), let last = own.lastIndex(where: { !XMLOpenElements.isLayout($0) })
        else { return (name, "") }
        return (name, String(decoding: own[first...last], as: UTF8.self))
    }

    private static func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

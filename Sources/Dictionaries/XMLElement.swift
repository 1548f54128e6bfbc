/// One start tag: its attributes, and where it stands.
struct XMLElement {
    private(set) var name = ""
    /// Where libxml2 stands when it has read the tag: its last line. `XMLPlaces` knows where it begins.
    private(set) var line = 0
    /// How many start tags come before it.
    private(set) var number = 0
    /// Our own forms have no namespace; the standard's DocBook has.
    private(set) var isInNamespace = false
    // The values lie behind one another. The reader fills one element again and again, so that most tags need no memory of
    // their own.
    private var fields: [(name: String, end: Int)] = []
    private var bytes: [UInt8] = []

    /// Begins the next element.
    mutating func begin(_ name: String, line: Int, number: Int, isInNamespace: Bool) {
        self.name = name
        self.line = line
        self.number = number
        self.isInNamespace = isInNamespace
        fields.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Where it replaces no entities, libxml2 leaves each `&` of an attribute as `&#38;`, however it was written.
    mutating func add(_ name: String, _ value: UnsafeBufferPointer<UInt8>) {
        if value.contains(UInt8(ascii: "&")) {
            bytes.append(contentsOf: Array(value).replacing(Array("&#38;".utf8), with: [UInt8(ascii: "&")]))
        } else {
            bytes.append(contentsOf: value)
        }
        fields.append((name, bytes.count))
    }

    var namespaceFault: String { "<\(name)> is in a namespace, and belongs in none" }

    /// How many attributes it has.
    var count: Int { fields.count }
    func name(_ index: Int) -> String { fields[index].name }
    func value(_ index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

    /// Eight bytes or fewer as one number, for what stands in thousands of tags; nil for a longer value.
    func shortValue(_ index: Int) -> UInt64? {
        let range = range(index)
        return range.count > 8 ? nil : range.reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : fields[index - 1].end)..<fields[index].end }

    /// All attributes, in the order of the document.
    var attributes: some Sequence<(name: String, value: String)> { fields.indices.lazy.map { (name: self.name($0), value: self.value($0)) } }

    subscript(name: String) -> String? { fields.firstIndex { $0.name == name }.map(value) }
}

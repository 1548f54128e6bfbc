/// A start tag, as a handler may keep it.
struct XMLTag {
    let name: String
    /// Where libxml2 stands when it has read the tag: its last line. `XMLPlaces` knows where it begins.
    let line: Int
    /// How many start tags come before it.
    let number: Int
}

/// A start tag with its attributes, which lie where libxml2 has read them: nothing is copied until it is asked for.
///
/// It cannot be copied, and handlers borrow it: it does not outlive the callback that libxml2's pointers hold in.
struct XMLElement: ~Copyable {
    let tag: XMLTag
    /// Five pointers an attribute: name, prefix, URI, value and the end of the value.
    private let fields: UnsafePointer<UnsafePointer<UInt8>?>?
    /// How many attributes it has.
    let count: Int
    private let names: XMLNames

    init(_ tag: XMLTag, fields: UnsafePointer<UnsafePointer<UInt8>?>?, count: Int, names: XMLNames) {
        self.tag = tag
        self.fields = fields
        self.count = fields == nil ? 0 : count
        self.names = names
    }

    var name: String { tag.name }
    var line: Int { tag.line }

    /// The name of an attribute, in the order of the document.
    func name(_ index: Int) -> String {
        guard let name = fields?[index * 5] else { return "" }
        return name.withMemoryRebound(to: CChar.self, capacity: 1) { names[$0] }
    }

    func value(_ index: Int) -> String {
        let bytes = bytes(index)
        // Where it replaces no entities, libxml2 leaves each `&` of an attribute as `&#38;`, however it was written.
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: Array(bytes).replacing(Array("&#38;".utf8), with: [UInt8(ascii: "&")]), as: UTF8.self)
    }

    /// Eight bytes or fewer as one number, for what stands in thousands of tags; nil for a longer value.
    func shortValue(_ index: Int) -> UInt64? {
        let bytes = bytes(index)
        return bytes.count > 8 ? nil : bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let start = fields?[index * 5 + 3], let end = fields?[index * 5 + 4] else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: end - start)
    }

    subscript(name: String) -> String? {
        for index in 0..<count where self.name(index) == name { return value(index) }
        return nil
    }
}

/// The names of elements and attributes, each made a `String` once: libxml2 keeps one copy of a name, at one address, as
/// long as its parser lives.
final class XMLNames {
    private var known: [(pointer: UnsafePointer<CChar>, name: String)] = []

    subscript(pointer: UnsafePointer<CChar>) -> String {
        for entry in known where entry.pointer == pointer { return entry.name }
        let name = String(cString: pointer)
        // No dictionary has more; a hostile document may have millions.
        if known.count < 32 { known.append((pointer, name)) }
        return name
    }
}

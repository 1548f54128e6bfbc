/// A start tag, as a handler may keep it.
struct XMLTag {
    let name: String
    /// The name's place in `XMLNames`.
    let nameNumber: Int?
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
    /// Our own forms have no namespace; the standard's DocBook has.
    let isInNamespace: Bool
    /// Five pointers an attribute: name, prefix, URI, value and the end of the value.
    private let fields: UnsafePointer<UnsafePointer<UInt8>?>?
    /// How many attributes it has.
    let count: Int
    private let names: XMLNames

    init(_ tag: XMLTag, isInNamespace: Bool, fields: UnsafePointer<UnsafePointer<UInt8>?>?, count: Int, names: XMLNames) {
        self.tag = tag
        self.isInNamespace = isInNamespace
        self.fields = fields
        self.count = fields == nil ? 0 : count
        self.names = names
    }

    var name: String { tag.name }
    var line: Int { tag.line }
    var namespaceFault: String { "<\(name)> is in a namespace, and belongs in none" }

    /// The name of an attribute, in the order of the document. One in a namespace is another one than that of the same name
    /// in none.
    func name(_ index: Int) -> String {
        guard let name = fields?[index * 5] else { return "" }
        let own = name.withMemoryRebound(to: CChar.self, capacity: 1) { names[$0] }
        return fields?[index * 5 + 1].map { String(cString: $0) + ":" + own } ?? own
    }

    /// The name of an attribute by its number in `XMLNames`; nil for one in a namespace too.
    func nameNumber(_ index: Int) -> Int? {
        guard let name = fields?[index * 5], fields?[index * 5 + 1] == nil else { return nil }
        return name.withMemoryRebound(to: CChar.self, capacity: 1) { names.number($0) }
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
    // One thread reads a document, and no lookup begins another: there is nothing to check at each of a million accesses.
    @exclusivity(unchecked) private var known: [(pointer: UnsafePointer<CChar>, name: String)] = []
    /// Where the last name was: those of a tag come in much the same order each time.
    @exclusivity(unchecked) private var last = 0

    /// No dictionary has more; a hostile document may have millions.
    private static let most = 32

    /// - Returns: the name's place among those that are kept, nil for one that is not.
    func number(_ pointer: UnsafePointer<CChar>) -> Int? {
        for step in 1...max(1, known.count) {
            let place = last + step < known.count ? last + step : last + step - known.count
            guard place >= 0, place < known.count, known[place].pointer == pointer else { continue }
            last = place
            return place
        }
        guard known.count < XMLNames.most else { return nil }
        last = known.count
        known.append((pointer, String(cString: pointer)))
        return last
    }

    subscript(pointer: UnsafePointer<CChar>) -> String { number(pointer).map { known[$0].name } ?? String(cString: pointer) }
    subscript(number: Int) -> String { known[number].name }
}

/// The names that a handler knows, as its own enumeration: each text is compared once in a document.
struct XMLVocabulary<Word: RawRepresentable> where Word.RawValue == String {
    private var known: [Word??] = []

    /// - Parameter number: that of `XMLNames`.
    mutating func word(_ number: Int?, _ name: @autoclosure () -> String) -> Word? {
        guard let number else { return Word(rawValue: name()) }
        if number < known.count, let word = known[number] { return word }
        while known.count <= number { known.append(nil) }
        let word = Word(rawValue: name())
        known[number] = .some(word)
        return word
    }
}

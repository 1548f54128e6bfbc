import CLibXML2

/// One parse: libxml2's callbacks on one side, the handler on the other.
///
/// It owns the parser, which has its address as long as it lives; the pointers that libxml2 passes to a callback are read
/// in that callback and never kept, but for the names of its own table, which stand as long as the parser.
final class XMLSession {
    private let handler: any XMLHandler
    private let file: String
    private(set) var error: DictionaryError? { didSet { isOver = true } }
    /// Asked for every tag and text: quicker than looking at the error.
    private var isOver = false
    private var parser: UnsafeMutablePointer<tagfold_xml_parse>?
    private var guardian = XMLTagScanner()
    private var names = XMLNames()
    private var element = XMLElement()
    private var tags = 0
    private var isBegun = false
    private var line = 0
    /// Names of the elements that are open, and where the text of each begins.
    private var open: [(name: String, text: Int)] = []
    private var text: [UInt8] = []
    /// Whether the last byte of a CDATA section so far was a carriage return.
    private var endedInReturn = false

    init(handler: any XMLHandler, file: String) {
        self.handler = handler
        self.file = file
        var callbacks = tagfold_xml_handler()
        callbacks.context = Unmanaged.passUnretained(self).toOpaque()
        callbacks.start = { XMLSession.from($0)?.start($1, $2, $3, $4, $5) }
        callbacks.text = { XMLSession.from($0)?.text($1, $2) }
        callbacks.cdata = { XMLSession.from($0)?.cdata($1, $2) }
        callbacks.end = { context, _ in XMLSession.from(context)?.end() }
        callbacks.comment = { XMLSession.from($0)?.comment($1) }
        callbacks.problem = { XMLSession.from($0)?.problem($1, $2, $3) }
        parser = tagfold_xml_begin(&callbacks)
        if parser == nil { error = DictionaryError(.cannotRead, "libxml2 could not start", file: file) }
    }

    deinit { tagfold_xml_end(parser) }

    private static func from(_ context: UnsafeMutableRawPointer?) -> XMLSession? {
        context.map { Unmanaged<XMLSession>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The next piece of the document.
    func parse(_ piece: UnsafeBufferPointer<UInt8>) {
        guard !isOver else { return }
        if !isBegun { begin(piece) }
        guard !isOver else { return }
        // libxml2 compares the attributes of one tag pairwise: it must not see a tag of megabytes.
        let overlong = guardian.firstOverlong(in: piece)
        tagfold_xml_feed(parser, piece.baseAddress, Int32(overlong.map { min($0, piece.count) } ?? piece.count), 0)
        guard !isOver, overlong != nil else { return }
        let line = Int(tagfold_xml_line(parser))
        error = guardian.hasDeclaration
            ? DictionaryError(.notWellFormed, "a document type declaration is not allowed", file: file, line: line)
            : DictionaryError(.tooLarge, "a tag is longer than \(XMLTags.longest >> 10) kB", file: file, line: line)
    }

    /// What is often taken for XML by its name.
    private func begin(_ piece: UnsafeBufferPointer<UInt8>) {
        isBegun = true
        guard piece.starts(with: [0x1F, 0x8B]) else { return }
        error = DictionaryError(.notWellFormed, "this is a gzip file: unpack it first", file: file, line: 1)
    }

    /// The document is at its end.
    /// - Throws: what was wrong with it.
    func finish() throws {
        if !isOver { tagfold_xml_feed(parser, nil, 0, 1) }
        if let error { throw error }
    }

    private func start(
        _ name: UnsafePointer<CChar>?, _ uri: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, _ count: Int32,
        _ line: Int32
    ) {
        guard !isOver, let name else { return }
        self.line = Int(line)
        element.begin(names[name], line: Int(line), number: tags, isInNamespace: uri != nil)
        tags += 1
        // libxml2 gives five pointers an attribute: name, prefix, URI, value and the end of the value.
        for index in 0..<Int(count) {
            guard let attributes, let name = attributes[index * 5], let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4]
            else { continue }
            let value = UnsafeBufferPointer(start: start, count: end - start)
            if let prefix = attributes[index * 5 + 1] {
                addQualified(XMLSession.text(prefix), XMLSession.text(name), uri: attributes[index * 5 + 2].map(XMLSession.text), value)
            } else {
                name.withMemoryRebound(to: CChar.self, capacity: 1) { element.add(names[$0], value) }
            }
        }
        open.append((element.name, text.count))
        guard open.count <= XMLReader.maximumDepth else {
            error = DictionaryError(.tooLarge, "elements stand more than \(XMLReader.maximumDepth) deep in one another", file: file, line: Int(line))
            return
        }
        attempt { try handler.start(element) }
    }

    /// Tells an editor where the schema is, and us nothing: no schema is ever opened.
    private static let schemaHints: Set<String> = ["noNamespaceSchemaLocation", "schemaLocation"]

    /// An attribute in a namespace is another one than that of the same name in none.
    private func addQualified(_ prefix: String, _ name: String, uri: String?, _ value: UnsafeBufferPointer<UInt8>) {
        if uri == "http://www.w3.org/2001/XMLSchema-instance", XMLSession.schemaHints.contains(name) { return }
        element.add(prefix + ":" + name, value)
    }

    private static func text(_ bytes: UnsafePointer<UInt8>) -> String { String(cString: bytes) }

    private func text(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes else { return }
        endedInReturn = false
        text.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(length)))
        checkLength()
    }

    /// A line end is one line feed, however it was written (XML 1.0 §2.11).
    private func cdata(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes else { return }
        for byte in UnsafeRawBufferPointer(start: bytes, count: Int(length)) {
            if byte != 0x0A || !endedInReturn { text.append(byte == 0x0D ? 0x0A : byte) }
            endedInReturn = byte == 0x0D
        }
        checkLength()
    }

    private func checkLength() {
        guard let element = open.last, text.count - element.text > XMLReader.maximumTextBytes else { return }
        // The layout between elements is text too, of which nothing is kept.
        while let last = text.last, text.count > element.text, XMLSession.isLayout(last) { text.removeLast() }
        guard text.count - element.text > XMLReader.maximumTextBytes else { return }
        let reason = "the text of <\(element.name)> is longer than \(XMLReader.maximumTextBytes >> 20) MB"
        error = DictionaryError(.tooLarge, reason, file: file, line: Int(tagfold_xml_line(parser)))
    }

    private func end() {
        guard !isOver, let (name, start) = open.popLast() else { return }
        let own = text[start...]
        let content = own.allSatisfy(XMLSession.isLayout) ? "" : String(decoding: own, as: UTF8.self)
        text.removeSubrange(start...)
        attempt { try handler.end(name, text: content) }
    }

    private static func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func comment(_ text: UnsafePointer<CChar>?) {
        guard !isOver, let text else { return }
        handler.comment(String(cString: text))
    }

    private func problem(_ message: UnsafePointer<CChar>?, _ line: Int32, _ column: Int32) {
        guard !isOver else { return }
        var text = message.map { String(cString: $0) } ?? "not well-formed"
        // That is what libxml2 says of a document that is cut off.
        if text.hasPrefix("Extra content at the end"), tags == 0 || !open.isEmpty {
            text = "the document ends before " + (open.last.map { "<\($0.name)> does" } ?? "its first tag does")
        }
        error = DictionaryError(
            .notWellFormed, String(text.prefix { $0 != "\n" }), file: file, line: line > 0 ? Int(line) : nil,
            column: column > 0 ? Int(column) : nil)
    }

    private func attempt(_ body: () throws -> Void) {
        do { try body() } catch let thrown as DictionaryError {
            error = DictionaryError(thrown.code, thrown.reason, file: file, line: thrown.line ?? line)
        } catch {
            self.error = DictionaryError(.notWellFormed, "\(error)", file: file, line: line)
        }
    }
}

/// The names of elements and attributes, each made a `String` once: libxml2 keeps one copy of a name, at one address, as
/// long as its parser lives.
private struct XMLNames {
    private var known: [(pointer: UnsafePointer<CChar>, name: String)] = []

    subscript(pointer: UnsafePointer<CChar>) -> String {
        mutating get {
            for entry in known where entry.pointer == pointer { return entry.name }
            let name = String(cString: pointer)
            // No dictionary has more; a hostile document may have millions.
            if known.count < 32 { known.append((pointer, name)) }
            return name
        }
    }
}

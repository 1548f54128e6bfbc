import CLibXML2

/// One parse: libxml2's callbacks on one side, the handler on the other.
///
/// It owns the parser, which has its address as long as it lives; the pointers that libxml2 passes to a callback are read
/// in that callback and never kept, but for the names of its own table, which stand as long as the parser.
final class XMLSession {
    private let handler: any XMLHandler
    private let file: String
    private(set) var error: DictionaryError? { didSet { isOver = true } }
    /// Asked for every tag and text: quicker than looking at the error. Of this and what is open no access begins while
    /// another goes on: one thread reads a document, and no handler calls back.
    @exclusivity(unchecked) private var isOver = false
    private var parser: UnsafeMutablePointer<tagfold_xml_parse>?
    private var guardian = XMLTagScanner()
    private let names = XMLNames()
    @exclusivity(unchecked) private var open = XMLOpenElements()
    private var isBegun = false

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
        let number = names.number(name)
        let tag = open.begin(number.map { names[$0] } ?? String(cString: name), number, line: Int(line))
        guard open.depth <= XMLReader.maximumDepth else {
            error = DictionaryError(.tooLarge, "elements stand more than \(XMLReader.maximumDepth) deep in one another", file: file, line: Int(line))
            return
        }
        XMLSchemaHints.withoutThem(attributes, Int(count)) { fields, count in
            let element = XMLElement(tag, isInNamespace: uri != nil, fields: fields, count: count, names: names)
            do { try handler.start(element) } catch { fail(error) }
        }
    }

    private func text(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes else { return }
        refuse(overlong: open.add(UnsafeRawBufferPointer(start: bytes, count: Int(length))))
    }

    private func cdata(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes else { return }
        refuse(overlong: open.add(section: UnsafeRawBufferPointer(start: bytes, count: Int(length))))
    }

    private func refuse(overlong element: String?) {
        guard let element else { return }
        let reason = "the text of <\(element)> is longer than \(XMLReader.maximumTextBytes >> 20) MB"
        error = DictionaryError(.tooLarge, reason, file: file, line: Int(tagfold_xml_line(parser)))
    }

    private func end() {
        guard !isOver, let (name, text) = open.end() else { return }
        do { try handler.end(name, text: text) } catch { fail(error) }
    }

    private func comment(_ text: UnsafePointer<CChar>?) {
        guard !isOver, let text else { return }
        handler.comment(String(cString: text))
    }

    private func problem(_ message: UnsafePointer<CChar>?, _ line: Int32, _ column: Int32) {
        guard !isOver else { return }
        var text = message.map { String(cString: $0) } ?? "not well-formed"
        // That is what libxml2 says of a document that is cut off.
        if text.hasPrefix("Extra content at the end"), !open.hadRoot || open.innermost != nil {
            text = "the document ends before " + (open.innermost.map { "<\($0)> does" } ?? "its first tag does")
        }
        error = DictionaryError(
            .notWellFormed, String(text.prefix { $0 != "\n" }), file: file, line: line > 0 ? Int(line) : nil,
            column: column > 0 ? Int(column) : nil)
    }

    private func fail(_ thrown: any Error) {
        error = if let thrown = thrown as? DictionaryError {
            DictionaryError(thrown.code, thrown.reason, file: file, line: thrown.line ?? open.line)
        } else {
            DictionaryError(.notWellFormed, "\(thrown)", file: file, line: open.line)
        }
    }
}

/// Tell an editor where a schema is, and us nothing: none is ever opened.
private enum XMLSchemaHints {
    private static let namespace = "http://www.w3.org/2001/XMLSchema-instance"
    private static let names: Set<String> = ["noNamespaceSchemaLocation", "schemaLocation"]

    /// - Parameter body: gets the other attributes, in groups of five pointers, and how many there are.
    static func withoutThem(
        _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, _ count: Int, _ body: (UnsafePointer<UnsafePointer<UInt8>?>?, Int) -> Void
    ) {
        guard let attributes, (0..<count).contains(where: { isHint(attributes + $0 * 5) }) else { return body(attributes, count) }
        let others = (0..<count).filter { !isHint(attributes + $0 * 5) }.flatMap { index in (0..<5).map { attributes[index * 5 + $0] } }
        others.withUnsafeBufferPointer { body($0.baseAddress, $0.count / 5) }
    }

    private static func isHint(_ attribute: UnsafePointer<UnsafePointer<UInt8>?>) -> Bool {
        // Hardly any attribute has a namespace.
        guard let uri = attribute[2], let name = attribute[0] else { return false }
        return String(cString: uri) == namespace && names.contains(String(cString: name))
    }
}

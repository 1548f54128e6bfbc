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
    private let names = XMLNames()
    private var open = OpenElements()

    init(handler: any XMLHandler, file: String) {
        self.handler = handler
        self.file = file
        var callbacks = tagfold_xml_handler()
        callbacks.context = Unmanaged.passUnretained(self).toOpaque()
        callbacks.start = { XMLSession.from($0)?.start($1, $2, $3, $4) }
        callbacks.text = { XMLSession.from($0)?.text($1, $2) }
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
        // libxml2 compares the attributes of one tag pairwise: it must not see a tag of megabytes.
        let overlong = guardian.firstOverlong(in: piece)
        tagfold_xml_feed(parser, piece.baseAddress, Int32(overlong.map { min($0, piece.count) } ?? piece.count), 0)
        guard !isOver, overlong != nil else { return }
        let line = Int(tagfold_xml_line(parser))
        error = DictionaryError(.tooLarge, "a tag is longer than \(XMLTags.longest >> 10) kB", file: file, line: line)
    }

    /// The document is at its end.
    /// - Throws: what was wrong with it.
    func finish() throws {
        if !isOver { tagfold_xml_feed(parser, nil, 0, 1) }
        if let error { throw error }
    }

    private func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, _ count: Int32, _ line: Int32) {
        guard !isOver, let name else { return }
        let element = XMLElement(open.begin(names[name], line: Int(line)), fields: attributes, count: Int(count), names: names)
        do { try handler.start(element) } catch { fail(error) }
    }

    private func text(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes, let overlong = open.add(UnsafeRawBufferPointer(start: bytes, count: Int(length))) else { return }
        let reason = "the text of <\(overlong)> is longer than \(XMLReader.maximumTextBytes >> 20) MB"
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
        let text = message.map { String(cString: $0) } ?? "not well-formed"
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

/// The elements that are open, and the text of each so far.
private struct OpenElements {
    /// Of the last start tag.
    private(set) var line = 0
    private var tags = 0
    /// Their names, and where the text of each begins.
    private var elements: [(name: String, text: Int)] = []
    private var text: [UInt8] = []

    mutating func begin(_ name: String, line: Int) -> XMLTag {
        defer { tags += 1 }
        self.line = line
        elements.append((name, text.count))
        return XMLTag(name: name, line: line, number: tags)
    }

    /// The layout between elements is text too, of which nothing is kept.
    /// - Returns: the name of the element when its text has become too long.
    mutating func add(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let element = elements.last, text.count > element.text || !bytes.allSatisfy(OpenElements.isLayout) else { return nil }
        text.append(contentsOf: bytes)
        guard text.count - element.text > XMLReader.maximumTextBytes else { return nil }
        while let last = text.last, text.count > element.text, OpenElements.isLayout(last) { text.removeLast() }
        return text.count - element.text > XMLReader.maximumTextBytes ? element.name : nil
    }

    /// - Returns: the name of the innermost element, and its text without the layout around it.
    mutating func end() -> (name: String, text: String)? {
        guard let (name, start) = elements.popLast() else { return nil }
        guard start < text.count else { return (name, "") }
        defer { text.removeSubrange(start...) }
        let own = text[start...]
        guard let first = own.firstIndex(where: { !OpenElements.isLayout($0) }), let last = own.lastIndex(where: { !OpenElements.isLayout($0) })
        else { return (name, "") }
        return (name, String(decoding: own[first...last], as: UTF8.self))
    }

    private static func isLayout(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

import CLibXML2
import Glibc

/// One start tag: its attributes, and where it stands.
struct XMLElement {
    let name: String
    let attributes: [(name: String, value: String)]
    /// Where libxml2 stands when it has read the tag: its last line. `XMLPlaces` knows where it begins.
    let line: Int
    /// How many start tags come before it.
    let number: Int

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// Receives the elements of a document in order. What it throws ends the parse.
protocol XMLHandler: AnyObject {
    func start(_ element: XMLElement) throws
    func end(_ name: String, text: String) throws
    func comment(_ text: String)
}

extension XMLHandler {
    /// Most documents mean nothing by them.
    func comment(_ text: String) {}
}

/// Parses XML that nobody vouches for: read whole by us up to a limit, from memory, without network, DTD or external
/// files.
enum XMLReader {
    static let maximumBytes = 32 << 20

    /// - Parameter name: the file's name as errors should give it.
    /// - Throws: `DictionaryError`, with the line.
    static func parse(path: String, name: String? = nil, handler: any XMLHandler) throws {
        let name = name ?? path
        try parse(bytes: readFile(path, name), name: name, handler: handler)
    }

    static func parse(bytes: [UInt8], name: String, handler: any XMLHandler) throws {
        guard bytes.count <= maximumBytes else { throw DictionaryError(.tooLarge, "larger than \(maximumBytes >> 20) MB", file: name) }
        if let overlong = XMLTags.firstOverlong(in: bytes) {
            let line = 1 + bytes[..<overlong].count { $0 == UInt8(ascii: "\n") }
            throw DictionaryError(.tooLarge, "a tag is longer than \(XMLTags.longest >> 10) kB", file: name, line: line)
        }
        let session = XMLSession(handler: handler, file: name)
        var callbacks = tagfold_xml_handler()
        callbacks.context = Unmanaged.passUnretained(session).toOpaque()
        callbacks.start = { XMLSession.from($0)?.start($1, $2, $3, $4) }
        callbacks.text = { XMLSession.from($0)?.text($1, $2) }
        callbacks.end = { context, _ in XMLSession.from(context)?.end() }
        callbacks.comment = { XMLSession.from($0)?.comment($1) }
        callbacks.problem = { XMLSession.from($0)?.problem($1, $2, $3) }
        // The session outlives the call, and libxml2 keeps no pointer after it.
        withExtendedLifetime(session) {
            bytes.withUnsafeBytes { tagfold_xml_run($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), &callbacks) }
        }
        if let error = session.error { throw error }
    }

    static func readFile(_ path: String, _ name: String) throws -> [UInt8] {
        func failure() -> DictionaryError { DictionaryError(.cannotRead, String(cString: strerror(errno)).lowercased(), file: name) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw failure() }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= maximumBytes else {
                throw DictionaryError(.tooLarge, "larger than \(maximumBytes >> 20) MB", file: name)
            }
        }
    }
}

/// State of one parse, reached from the C callbacks.
private final class XMLSession {
    let handler: any XMLHandler
    let file: String
    private(set) var error: DictionaryError? { didSet { isOver = true } }
    /// Asked for every tag and text: quicker than looking at the error.
    private var isOver = false
    private var open: [String] = []
    private var texts: [String] = []
    private var line = 0
    private var tags = 0

    init(handler: any XMLHandler, file: String) {
        self.handler = handler
        self.file = file
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> XMLSession? {
        context.map { Unmanaged<XMLSession>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, _ count: Int32, _ line: Int32) {
        guard !isOver, let name else { return }
        self.line = Int(line)
        let number = tags
        tags = number + 1
        let element = XMLElement(
            name: String(cString: name), attributes: XMLSession.read(attributes, Int(count)), line: Int(line), number: number)
        open.append(element.name)
        texts.append("")
        attempt { try handler.start(element) }
    }

    /// libxml2 gives five pointers an attribute: name, prefix, URI, value and the end of the value.
    private static func read(_ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, _ count: Int) -> [(name: String, value: String)] {
        guard let attributes else { return [] }
        return (0..<count).compactMap { index in
            guard let name = attributes[index * 5], let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] else { return nil }
            return (String(cString: name), unescaped(UnsafeBufferPointer(start: start, count: end - start)))
        }
    }

    /// Where it replaces no entities, libxml2 leaves each `&` of an attribute as `&#38;`, however it was written.
    private static func unescaped(_ value: UnsafeBufferPointer<UInt8>) -> String {
        guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
        return String(decoding: Array(value).replacing(Array("&#38;".utf8), with: [UInt8(ascii: "&")]), as: UTF8.self)
    }

    func text(_ bytes: UnsafePointer<CChar>?, _ length: Int32) {
        guard !isOver, let bytes, !texts.isEmpty else { return }
        texts[texts.count - 1] += String(decoding: UnsafeRawBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
    }

    func end() {
        guard !isOver, let name = open.popLast(), let text = texts.popLast() else { return }
        attempt { try handler.end(name, text: text) }
    }

    func comment(_ text: UnsafePointer<CChar>?) {
        guard !isOver, let text else { return }
        handler.comment(String(cString: text))
    }

    func problem(_ message: UnsafePointer<CChar>?, _ line: Int32, _ column: Int32) {
        guard !isOver else { return }
        let text = message.map { String(cString: $0) } ?? "not well-formed"
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

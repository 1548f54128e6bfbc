import Glibc

/// Receives the elements of a document in order. What it throws ends the parse.
protocol XMLHandler: AnyObject {
    func start(_ element: borrowing XMLElement) throws
    /// - Parameter text: without the white space around it.
    func end(_ name: String, text: String) throws
    func comment(_ text: String)
}

extension XMLHandler {
    /// Most documents mean nothing by them.
    func comment(_ text: String) {}
}

/// Parses XML that nobody vouches for, piece by piece, so that a document takes no more memory than what its handler
/// keeps: up to a limit, without network, DTD or external files.
enum XMLReader {
    static let maximumBytes = 32 << 20
    /// Of elements in one another. The standard's own document has 20.
    static let maximumDepth = 256
    /// Of the text of one element.
    static let maximumTextBytes = 4 << 20
    static let pieceBytes = 64 << 10

    /// - Parameter name: the file's name as errors should give it.
    /// - Parameter keep: gets what has been read, piece by piece, to the one where something was wrong.
    /// - Throws: `DictionaryError`, with the line.
    static func parse(
        path: String, name: String? = nil, handler: any XMLHandler, keep: ((UnsafeBufferPointer<UInt8>) -> Void)? = nil
    ) throws {
        let name = name ?? path
        let session = XMLSession(handler: handler, file: name)
        try readPieces(path, name) { piece in
            session.parse(piece)
            keep?(piece)
            return session.error == nil
        }
        try session.finish()
    }

    /// - Parameter pieceBytes: how many bytes libxml2 gets at once; for tests.
    static func parse(bytes: [UInt8], name: String, handler: any XMLHandler, pieceBytes: Int = pieceBytes) throws {
        guard bytes.count <= maximumBytes else { throw tooLarge(name) }
        let session = XMLSession(handler: handler, file: name)
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) where session.error == nil {
            bytes.withUnsafeBufferPointer { session.parse(UnsafeBufferPointer(rebasing: $0[start..<min(start + pieceBytes, bytes.count)])) }
        }
        try session.finish()
    }

    /// - Parameter take: false when no more is wanted.
    private static func readPieces(_ path: String, _ name: String, _ take: (UnsafeBufferPointer<UInt8>) -> Bool) throws {
        func failure(_ code: Int32 = errno) -> DictionaryError {
            DictionaryError(.cannotRead, String(cString: strerror(code)).lowercased(), file: name)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else { throw kind == S_IFDIR ? failure(EISDIR) : DictionaryError(.cannotRead, "not a regular file", file: name) }
        // A file that says how large it is need not be read to be refused.
        guard status.st_size <= maximumBytes else { throw tooLarge(name) }
        var piece = [UInt8](repeating: 0, count: pieceBytes)
        var total = 0
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw failure() }
            if count == 0 { return }
            total += count
            guard total <= maximumBytes else { throw tooLarge(name) }
            guard piece.withUnsafeBufferPointer({ take(UnsafeBufferPointer(rebasing: $0[..<count])) }) else { return }
        }
    }

    private static func tooLarge(_ name: String) -> DictionaryError {
        DictionaryError(.tooLarge, "larger than \(maximumBytes >> 20) MB", file: name)
    }
}

import Glibc

/// Reads the headers of DICOM files, one after the other, reusing its memory. One reader serves one thread.
///
/// A header is every element of the data set in file order (PS3.5 §7), with pixel data and other long binary values
/// stepped over. Part 10 files (PS3.10 §7) and bare data sets are read; the encoding of the latter is found out.
public final class DICOMReader {
    var walker: DataSetWalker

    public init(dictionary: VRTable, limits: ReadLimits = ReadLimits()) {
        walker = DataSetWalker(dictionary: dictionary, limits: limits)
    }

    /// The elements of the last file, as far as they could be read; file meta information (group 0002) first.
    public var elements: [Element] { walker.elements }
    /// What was wrong with the last file, the first of each kind.
    public var problems: [DICOMError] { walker.problems }
    /// The worst of `problems`; nil for a file without any.
    public var severity: DICOMError.Code.Severity? { problems.map(\.code.severity).max() }
    /// Whether the last file has pixel data, encapsulated or not.
    public var hasPixelData: Bool { elements.contains { $0.depth == 0 && $0.tag == .pixelData } }

    /// The bytes in which the kept values of the last file lie, at `Element.range`.
    public func withBytes<R>(_ body: (RawSpan) throws -> R) rethrows -> R {
        try walker.buffer.storage.withUnsafeBytes { try body($0.bytes) }
    }

    /// Reads a file's header.
    /// - Returns: whether there is a data set, damaged or not. `problems` tells what is wrong.
    @discardableResult
    public func read(path: String) -> Bool { read(path: Array(path.utf8)) }

    /// Reads a file's header.
    /// - Parameter path: its bytes, which need not be UTF-8.
    @discardableResult
    public func read(path: [UInt8]) -> Bool {
        walker.reset()
        // Not blocking: a named pipe must not stop the run.
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            return refuse(.cannotOpen, String(cString: strerror(errno)).lowercased())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return refuse(.notARegularFile, "not a regular file")
        }
        guard status.st_size > 0 else { return refuse(.empty, "the file is empty") }
        walker.buffer.start(descriptor: descriptor, size: status.st_size)
        if let failure = walker.buffer.failure { return refuse(failure.code, failure.reason) }
        return readStarted()
    }

    /// Reads a header from memory.
    @discardableResult
    public func read(bytes: [UInt8]) -> Bool {
        walker.reset()
        guard !bytes.isEmpty else { return refuse(.empty, "the file is empty") }
        walker.buffer.start(memory: bytes)
        return readStarted()
    }

    func refuse(_ code: DICOMError.Code, _ reason: String, at offset: Int? = nil, tag: Tag? = nil) -> Bool {
        walker.problems.append(DICOMError(code, reason, offset: offset, tag: tag))
        return false
    }

    private func readStarted() -> Bool {
        guard findStart() else { return false }
        let isBare = walker.position == 0
        readFileMeta()
        let first = walker.elements.count
        if !walker.isDamaged { chooseEncoding() }
        walker.walkDataSet()
        walker.buffer.noteHeaderEnd(walker.position)
        return accept(dataSetFrom: first, isBare: isBare)
    }
}

import Glibc

/// Follows the tags of a document, before it is parsed: where each begins and ends. Comments, CDATA sections and
/// processing instructions are passed over. Bytes are read as an extension of ASCII, in pieces of any size.
struct XMLTagScanner {
    private enum State {
        case text
        /// Behind `<`, `<!` and so on, until it is clear what begins.
        case opening(length: Int)
        case tag
        case quoted(UInt8)
        /// Behind `<!--`, `<![` or `<?`; `matched` bytes of what ends it have come.
        case passed(end: StaticString, matched: Int)
    }

    private var state = State.text
    /// Bytes of the pieces before.
    private var base = 0
    /// Where the tag began that is open.
    private var tagStart = 0
    /// Whether a tag so far began with `<!`, as a document type declaration does.
    private(set) var hasDeclaration = false

    /// Where in this piece a tag has become longer than `longest`, or nil. What is passed over may be long.
    mutating func firstOverlong(in piece: UnsafeBufferPointer<UInt8>) -> Int? {
        var overlong: Int?
        let before = base
        scan(piece) { tag in if tag.count > XMLTags.longest, overlong == nil { overlong = max(0, tag.lowerBound - before) } }
        if overlong == nil, isInTag, base - tagStart > XMLTags.longest { overlong = max(0, tagStart - before) }
        return overlong
    }

    /// The tag that the document ends in.
    var unfinished: Range<Int>? { isInTag ? tagStart..<base : nil }

    private var isInTag: Bool {
        switch state {
        case .text, .passed: false
        case .opening, .tag, .quoted: true
        }
    }

    /// - Parameter tag: each tag that ends in this piece, from `<` to behind `>`, counted from the begin of the document.
    mutating func scan(_ piece: UnsafeBufferPointer<UInt8>, tag: (Range<Int>) -> Void) {
        var position = 0
        defer { base += piece.count }
        while position < piece.count {
            let byte = piece[position]
            switch state {
            case .text:
                guard let next = XMLTagScanner.place(of: UInt8(ascii: "<"), in: piece, from: position) else { return }
                position = next
                tagStart = base + position
                state = .opening(length: 1)
            case .opening(let length):
                state = XMLTagScanner.opened(byte, length)
                // The byte belongs to the tag, and may end it.
                if case .tag = state {
                    if length > 1 { hasDeclaration = true }
                    continue
                }
            case .tag:
                guard let next = XMLTagScanner.placeOfMark(in: piece, from: position) else { return }
                position = next
                if piece[next] == UInt8(ascii: ">") {
                    state = .text
                    tag(tagStart..<base + next + 1)
                } else {
                    state = .quoted(piece[next])
                }
            case .quoted(let quote):
                guard let next = XMLTagScanner.place(of: quote, in: piece, from: position) else { return }
                position = next
                state = .tag
            case .passed(let end, let matched):
                state = XMLTagScanner.passed(byte, end, matched)
            }
            position += 1
        }
    }

    private static func place(of byte: UInt8, in piece: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        guard let start = piece.baseAddress, let found = memchr(start + position, Int32(byte), piece.count - position) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    /// What ends a tag, or begins a value in it.
    private static func placeOfMark(in piece: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        var position = position
        while position < piece.count {
            switch piece[position] {
            case UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): return position
            default: position += 1
            }
        }
        return nil
    }

    /// What begins, by the byte behind `length` others.
    private static func opened(_ byte: UInt8, _ length: Int) -> State {
        switch (length, byte) {
        case (1, UInt8(ascii: "?")): .passed(end: "?>", matched: 0)
        case (1, UInt8(ascii: "!")): .opening(length: 2)
        case (2, UInt8(ascii: "[")): .passed(end: "]]>", matched: 0)
        case (2, UInt8(ascii: "-")): .opening(length: 3)
        case (3, UInt8(ascii: "-")): .passed(end: "-->", matched: 0)
        default: .tag
        }
    }

    /// `]]]>` ends with its last three bytes: what repeats the first byte of an end keeps what has come.
    private static func passed(_ byte: UInt8, _ end: StaticString, _ matched: Int) -> State {
        let count = end.utf8CodeUnitCount
        let expected = end.withUTF8Buffer { $0[matched] }
        if byte == expected { return matched + 1 == count ? .text : .passed(end: end, matched: matched + 1) }
        let first = end.withUTF8Buffer { $0[0] }
        return .passed(end: end, matched: byte != first ? 0 : min(matched, count - 1))
    }
}

/// The tags of a whole document.
enum XMLTags {
    /// No dictionary comes near it. libxml2 compares the attributes of one tag pairwise: a tag of 3 MB takes a minute.
    static let longest = 64 << 10

    /// - Parameter take: the range of each, in the order of the document, and of one that has no end.
    static func scan(_ bytes: [UInt8], _ take: (Range<Int>) -> Void) {
        var scanner = XMLTagScanner()
        bytes.withUnsafeBufferPointer { scanner.scan($0, tag: take) }
        if let unfinished = scanner.unfinished { take(unfinished) }
    }
}

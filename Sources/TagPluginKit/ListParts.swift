/// Where the values of a list lie in its text.
struct ListParts {
    enum Content {
        case numbers
        case texts
    }

    private(set) var ranges: [Range<Int>] = []
    private(set) var repairs: SyntaxRepairs = []
    private var separator = ListSeparator.backslash

    init(_ utf8: Span<UInt8>, holding content: Content) {
        var body = Padding.trim(utf8, 0..<utf8.count)
        if let inner = Self.insideBrackets(utf8, body, content) {
            body = Padding.trim(utf8, inner)
            repairs = .stringifiedList
            separator = ListSeparator.insideBrackets(utf8, body, content)
            guard !body.isEmpty else { return }
        } else if content == .numbers {
            separator = ListSeparator.outsideBrackets(utf8, body)
            if separator != .backslash { repairs = .separatedList }
        }
        ranges.reserveCapacity(body.count { separator.separates(utf8, at: $0, before: body.upperBound) } + 1)
        split(utf8, body)
        guard repairs == .stringifiedList else { return }
        // Python writes a tuple of one as (0.5,).
        if ranges.count > 1, ranges.last?.isEmpty == true { ranges.removeLast() }
        ranges = ranges.map { Self.unquoted(utf8, $0) }
    }

    private mutating func split(_ utf8: Span<UInt8>, _ body: Range<Int>) {
        var start = body.lowerBound
        var position = start
        while position < body.upperBound {
            if repairs == .stringifiedList, let end = Self.endOfQuoted(utf8, start, position, body.upperBound) {
                position = end
            } else if separator.separates(utf8, at: position, before: body.upperBound) {
                ranges.append(Padding.trim(utf8, start..<position))
                start = position + 1
            }
            position += 1
        }
        let last = Padding.trim(utf8, start..<body.upperBound)
        // A run of spaces at the end separates nothing.
        if separator != .space || !last.isEmpty { ranges.append(last) }
        if separator == .space { ranges.removeAll(where: \.isEmpty) }
    }

    /// Whether the commas that were taken to separate may be decimal commas: twice as many bare integers as expected.
    func mayHoldDecimalCommas(_ utf8: Span<UInt8>, expecting count: Int) -> Bool {
        guard separator == .comma, count > 0, ranges.count.isMultiple(of: 2), ranges.count / 2 == count else { return false }
        return ranges.allSatisfy { range in
            !range.isEmpty && range.allSatisfy { utf8[$0].isASCIIDigit }
        }
    }
}

// MARK: Brackets and quotes
extension ListParts {
    /// What the brackets around the whole text hold, nil when there are none.
    private static func insideBrackets(_ utf8: Span<UInt8>, _ text: Range<Int>, _ content: Content) -> Range<Int>? {
        guard text.count >= 2 else { return nil }
        let inner = (text.lowerBound + 1)..<(text.upperBound - 1)
        switch (utf8[text.lowerBound], utf8[text.upperBound - 1]) {
        case (UInt8(ascii: "["), UInt8(ascii: "]")):
            return inner
        case (UInt8(ascii: "("), UInt8(ascii: ")")):
            // A text may well stand in parentheses; a tuple of texts has quotes.
            guard content == .texts else { return inner }
            let trimmed = Padding.trim(utf8, inner)
            return openingQuote(utf8, trimmed) == nil ? nil : inner
        default:
            return nil
        }
    }

    /// Where the quote that opens `range` is; Python 2 marks texts as u'…' or b'…'.
    private static func openingQuote(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = range.first else { return nil }
        if isQuote(utf8[first]) { return first }
        let isMark = utf8[first] == UInt8(ascii: "u") || utf8[first] == UInt8(ascii: "b")
        return isMark && range.contains(first + 1) && isQuote(utf8[first + 1]) ? first + 1 : nil
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    /// Where the quoted text ends that opens at `position`, if one does: only what an element starts with opens a text.
    private static func endOfQuoted(_ utf8: Span<UInt8>, _ start: Int, _ position: Int, _ end: Int) -> Int? {
        guard isQuote(utf8[position]), openingQuote(utf8, Padding.trim(utf8, start..<end)) == position else { return nil }
        return ((position + 1)..<end).first { utf8[$0] == utf8[position] }
    }

    private static func unquoted(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard let opening = openingQuote(utf8, range), opening + 1 < range.upperBound,
            utf8[range.upperBound - 1] == utf8[opening]
        else { return range }
        return Padding.trim(utf8, (opening + 1)..<(range.upperBound - 1))
    }
}

/// What separates the values of one list.
enum ListSeparator {
    case backslash
    case comma
    /// Only commas with a space behind them: the others are decimal commas.
    case spacedComma
    case semicolon
    /// NumPy prints arrays so.
    case space

    func separates(_ utf8: Span<UInt8>, at position: Int, before end: Int) -> Bool {
        let byte = utf8[position]
        switch self {
        case .backslash: return byte == UInt8(ascii: "\\")
        case .comma: return byte == UInt8(ascii: ",")
        case .spacedComma: return byte == UInt8(ascii: ",") && Marks.hasSpaceBehind(utf8, position, end)
        case .semicolon: return byte == UInt8(ascii: ";")
        case .space: return Padding.isPadding(byte)
        }
    }

    static func insideBrackets(_ utf8: Span<UInt8>, _ body: Range<Int>, _ content: ListParts.Content) -> ListSeparator {
        let marks = Marks(utf8, body)
        if marks.backslashes > 0 { return .backslash }
        guard content == .numbers else { return .comma }
        if marks.semicolons > 0 { return .semicolon }
        if marks.commas == 0, marks.spaces > 0 { return .space }
        return marks.hasDecimalCommas ? .spacedComma : .comma
    }

    /// For numbers that stand without brackets. A comma between digits is a decimal comma unless there are points too.
    static func outsideBrackets(_ utf8: Span<UInt8>, _ body: Range<Int>) -> ListSeparator {
        let marks = Marks(utf8, body)
        if marks.backslashes > 0 { return .backslash }
        if marks.semicolons > 0 { return .semicolon }
        if marks.hasDecimalCommas { return .spacedComma }
        if marks.spacedCommas > 0 { return .comma }
        // 0.5,0.5 has a point in each value; 1,234.5 is left to be rejected as a number.
        return marks.commas > 0 && marks.points == marks.commas + 1 ? .comma : .backslash
    }
}

/// How often the characters occur that may separate values.
private struct Marks {
    var backslashes = 0
    var semicolons = 0
    var commas = 0
    var spacedCommas = 0
    var points = 0
    var spaces = 0

    /// Commas with and without a space behind them, and no points: the former separate.
    var hasDecimalCommas: Bool { points == 0 && spacedCommas > 0 && spacedCommas < commas }

    init(_ utf8: Span<UInt8>, _ body: Range<Int>) {
        for position in body {
            switch utf8[position] {
            case UInt8(ascii: "\\"): backslashes += 1
            case UInt8(ascii: ";"): semicolons += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: ","):
                commas += 1
                if Self.hasSpaceBehind(utf8, position, body.upperBound) { spacedCommas += 1 }
            case let byte where Padding.isPadding(byte): spaces += 1
            default: break
            }
        }
    }

    static func hasSpaceBehind(_ utf8: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        position + 1 < end && Padding.isPadding(utf8[position + 1])
    }
}

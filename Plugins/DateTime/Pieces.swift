/// Runs of digits, of letters, and of anything else in a text.
struct Pieces {
    enum Kind { case digits, letters, marks }

    struct Piece {
        let kind: Kind
        let text: Substring
        var number: Int? { kind == .digits && text.utf8.count <= 9 ? Int(text) : nil }
        var count: Int { text.utf8.count }
    }

    private(set) var all: [Piece] = []

    /// More than any date and time have.
    static let longest = 64

    init(_ text: Substring) {
        var start = text.startIndex
        while start < text.endIndex {
            let kind = Self.kind(text[start])
            let end = text[start...].firstIndex { Self.kind($0) != kind } ?? text.endIndex
            all.append(Piece(kind: kind, text: text[start..<end]))
            start = end
        }
    }

    private static func kind(_ character: Character) -> Kind {
        character.isASCII && character.isNumber ? .digits : character.isLetter ? .letters : .marks
    }
}

import TagPluginKit

/// Reads dates as files write them, by named repairs. Only what is certain is told: a year is where the day is not.
enum DateSyntax {
    /// A date, the repairs that it took, and a time that stood behind it.
    struct Reading {
        var date: CalendarDate
        var repairs: [String] = []
        var rest: Substring = ""
    }

    /// - Parameter text: without padding.
    static func read(_ text: String) throws(Rejection) -> Reading {
        guard text.utf8.count <= Pieces.longest else { throw notADate }
        let pieces = Pieces(Substring(text)).all
        guard let first = pieces.first else { throw .empty }
        guard !isRange(pieces) else { throw Rejection("a range of dates") }
        if first.kind == .digits, first.count >= 6 || pieces.count == 1 { return try compact(first, after(pieces, 1, text)) }
        if pieces.prefix(3).contains(where: { $0.kind == .letters }) { return try named(pieces, text) }
        return try parted(pieces, text)
    }

    private static var notADate: Rejection { Rejection("not a date") }

    /// Queries write `20200101-20201231`, `20200101-` and `-20200101`.
    private static func isRange(_ pieces: [Pieces.Piece]) -> Bool {
        guard pieces.count <= 3, pieces.contains(where: { $0.text == "-" }) else { return false }
        let numbers = pieces.filter { $0.kind == .digits }
        return !numbers.isEmpty && numbers.allSatisfy { $0.count == 8 } && numbers.count + 1 == pieces.count
    }

    private static func after(_ pieces: [Pieces.Piece], _ count: Int, _ text: String) -> Substring {
        guard pieces.count > count, pieces[count...].contains(where: { $0.kind != .marks }) else { return "" }
        return text[pieces[count].text.startIndex...]
    }
}

// MARK: Digits alone
extension DateSyntax {
    /// `20200131`, perhaps with a time glued on; `2020`, `202001`.
    private static func compact(_ digits: Pieces.Piece, _ rest: Substring) throws(Rejection) -> Reading {
        let text = digits.text
        func number(_ from: Int, _ count: Int) -> Int? { Int(text.dropFirst(from).prefix(count)) }
        guard let year = number(0, 4), digits.count >= 4 else { throw notADate }
        switch digits.count {
        case 4: return Reading(date: CalendarDate(year: year, month: nil, day: nil), rest: rest)
        case 6:
            // Six digits may be a day with a year of two digits.
            guard let month = number(4, 2), (1...12).contains(month), (1900...2099).contains(year) else { throw Rejection("a date of six digits") }
            return Reading(date: CalendarDate(year: year, month: month, day: nil), rest: rest)
        case 8, 10, 12, 14:
            let date = CalendarDate(year: year, month: number(4, 2), day: number(6, 2))
            // Tables that hold dates as numbers print 20200131.0.
            if digits.count == 8, rest == ".0" || rest == ",0" { return Reading(date: date, repairs: ["a number for a date"]) }
            return Reading(date: date, rest: text.dropFirst(8).isEmpty ? rest : text.base[text.dropFirst(8).startIndex...])
        default: throw notADate
        }
    }
}

// MARK: With separators
extension DateSyntax {
    private static let separators = [".": "points in a date", "-": "hyphens in a date", "/": "slashes in a date", " ": "spaces in a date", ":": "colons in a date"]

    /// `2020.01.31`, `2020-01-31`, `31.01.2020`, `1/31/2020`, `1990/01/`.
    private static func parted(_ pieces: [Pieces.Piece], _ text: String) throws(Rejection) -> Reading {
        guard pieces.count >= 3, pieces[0].kind == .digits, pieces[2].kind == .digits, let rule = separators[pieces[1].text.trimmed] else { throw notADate }
        guard let first = pieces[0].number, let second = pieces[2].number, pieces[2].count <= 2 else { throw notADate }
        guard pieces.count >= 5, pieces[4].kind == .digits, pieces[3].text.trimmed == pieces[1].text.trimmed else {
            guard pieces[0].count == 4, pieces.count <= 4 else { throw notADate }
            return Reading(date: CalendarDate(year: first, month: second, day: nil), repairs: [rule])
        }
        let rest = after(pieces, 5, text)
        guard let third = pieces[4].number else { throw notADate }
        if pieces[0].count == 4, pieces[4].count <= 2 {
            return Reading(date: CalendarDate(year: first, month: second, day: third), repairs: [rule], rest: rest)
        }
        guard pieces[0].count <= 2, pieces[4].count == 4 else { throw notADate }
        return Reading(date: yearLast(first, second, third, isDotted: pieces[1].text == "."), repairs: [rule, "year last in a date"], rest: rest)
    }

    /// Who writes points puts the day first; who writes slashes may put either there.
    private static func yearLast(_ first: Int, _ second: Int, _ year: Int, isDotted: Bool) -> CalendarDate {
        if isDotted || first > 12 || first == second { return CalendarDate(year: year, month: second, day: first) }
        if second > 12 { return CalendarDate(year: year, month: first, day: second) }
        return CalendarDate(year: year, lack: "day and month may be swapped")
    }
}

// MARK: With the name of the month
extension DateSyntax {
    private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

    /// `31-JAN-2020`, `31 January 2020`, `Jan 31, 2020`.
    private static func named(_ pieces: [Pieces.Piece], _ text: String) throws(Rejection) -> Reading {
        let parts = pieces.prefix(5).filter { $0.kind != .marks }
        guard parts.count == 3, let name = parts.first(where: { $0.kind == .letters }), name.count >= 3,
            let month = months.firstIndex(of: name.text.prefix(3).uppercased())
        else { throw notADate }
        let numbers = parts.filter { $0.kind == .digits }
        guard numbers.count == 2, let day = numbers.first(where: { $0.count <= 2 })?.number, let year = numbers.first(where: { $0.count == 4 })?.number
        else { throw notADate }
        return Reading(date: CalendarDate(year: year, month: month + 1, day: day), repairs: ["month in letters"], rest: after(pieces, 5, text))
    }
}

extension Substring {
    /// Without spaces at the ends; a space alone stays.
    var trimmed: String {
        let words = split(separator: " ")
        return words.isEmpty && !isEmpty ? " " : words.joined(separator: " ")
    }
}

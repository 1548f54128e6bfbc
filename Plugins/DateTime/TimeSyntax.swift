import TagPluginKit

/// Reads times of day as files write them, by named repairs.
enum TimeSyntax {
    struct Reading {
        var hour: Int
        /// Whether it is midnight to the second, as what fills in a time writes it.
        var isMidnight: Bool
        var repairs: [String] = []
        /// What was not understood.
        var lack: String?
    }

    /// - Parameter text: without padding.
    static func read(_ text: Substring) throws(Rejection) -> Reading {
        guard text.utf8.count <= Pieces.longest else { throw notATime }
        var pieces = Pieces(text).all
        var repairs: [String] = []
        if pieces.first?.text.uppercased() == "T" { pieces.removeFirst() }
        let half = takeHalf(&pieces, &repairs)
        if takeOffset(&pieces) { repairs.append("offset behind a time") }
        let hasFraction = try takeFraction(&pieces, &repairs)
        var reading = try clock(pieces, &repairs)
        if let half {
            guard (1...12).contains(reading.hour) else { throw notATime }
            reading.hour = reading.hour % 12 + half
            reading.isMidnight = reading.isMidnight && reading.hour == 0
        }
        reading.isMidnight = reading.isMidnight && !hasFraction
        reading.repairs = repairs
        return reading
    }

    private static var notATime: Rejection { Rejection("not a time") }
}

// MARK: From the end
extension TimeSyntax {
    /// The hours that AM and PM add.
    private static func takeHalf(_ pieces: inout [Pieces.Piece], _ repairs: inout [String]) -> Int? {
        guard let last = pieces.last, last.kind == .letters, let half = ["AM": 0, "PM": 12][last.text.uppercased()] else { return nil }
        pieces.removeLast()
        if pieces.last?.text == " " { pieces.removeLast() }
        repairs.append("clock of twelve hours")
        return half
    }

    /// `Z`, `+0100`, `+01:00`, `-05:00`. What stands behind a hyphen without a colon is the end of a range.
    private static func takeOffset(_ pieces: inout [Pieces.Piece]) -> Bool {
        if pieces.last?.text.uppercased() == "Z" {
            pieces.removeLast()
            return true
        }
        guard let sign = pieces.lastIndex(where: { $0.text == "+" || $0.text == "-" }), sign > 0 else { return false }
        let offset = pieces[(sign + 1)...]
        let isParted = offset.map(\.count) == [2, 1, 2] && offset.dropFirst().first?.text == ":"
        guard isParted || pieces[sign].text == "+" && [[2], [4]].contains(offset.map(\.count)) else { return false }
        pieces.removeSubrange(sign...)
        return true
    }

    /// - Returns: whether there is a fraction above zero.
    private static func takeFraction(_ pieces: inout [Pieces.Piece], _ repairs: inout [String]) throws(Rejection) -> Bool {
        guard pieces.count >= 2, let last = pieces.last else { return false }
        let mark = pieces[pieces.count - 2].text
        if last.kind == .marks, last.text == "." || last.text == "," {
            pieces.removeLast()
            return false
        }
        // 10.11.12 has points for colons.
        guard mark == "." || mark == ",", last.kind == .digits, pieces.count(where: { $0.text == mark }) == 1 else { return false }
        // Only seconds have fractions; 0.42 is a part of a day, or of an hour.
        guard pieces.count > 3 || pieces[0].count >= 5 else { throw notATime }
        if mark == "," { repairs.append(contentsOf: SyntaxRepairs.decimalComma.rules) }
        pieces.removeLast(2)
        return last.text.contains { $0 != "0" }
    }
}

// MARK: Hours, minutes, seconds
extension TimeSyntax {
    private static func clock(_ pieces: [Pieces.Piece], _ repairs: inout [String]) throws(Rejection) -> Reading {
        guard let first = pieces.first, first.kind == .digits else { throw notATime }
        guard pieces.count > 1 else { return try compact(first, &repairs) }
        let mark = pieces[1].text
        let groups = pieces.filter { $0.kind == .digits }
        guard [":", ".", " ", "h"].contains(mark.lowercased()), groups.count <= 3, groups.allSatisfy({ (1...2).contains($0.count) }),
            pieces.count <= 2 * groups.count, pieces.enumerated().allSatisfy({ $0.offset.isMultiple(of: 2) == ($0.element.kind == .digits) })
        else {
            throw mark == "-" ? Rejection("a range of times") : notATime
        }
        repairs.append("\(mark == ":" ? "colons" : "separators") in a time")
        return try judged(groups.map { $0.number ?? 0 })
    }

    private static func compact(_ digits: Pieces.Piece, _ repairs: inout [String]) throws(Rejection) -> Reading {
        var text = String(digits.text)
        switch text.count {
        case 2, 4, 6: break
        case 1, 3, 5:
            // A program that took it for a number: 93000.
            text = "0" + text
            repairs.append("leading zero lost")
        case 7...12: repairs.append("no point before the fraction")
        case 14:
            text = String(text.dropFirst(8))
            repairs.append("date in front of a time")
        default: throw notATime
        }
        let fraction = text.dropFirst(6)
        let numbers = stride(from: 0, to: min(text.count, 6), by: 2).map { Int(text.dropFirst($0).prefix(2)) ?? 0 }
        var reading = try judged(numbers)
        reading.isMidnight = reading.isMidnight && fraction.allSatisfy { $0 == "0" }
        return reading
    }

    private static func judged(_ numbers: [Int]) throws(Rejection) -> Reading {
        guard let hour = numbers.first, hour < 24 else { throw Rejection("no such hour") }
        var reading = Reading(hour: hour, isMidnight: numbers.allSatisfy { $0 == 0 })
        if numbers.count > 1, numbers[1] > 59 { reading.lack = "no such minute" }
        if numbers.count > 2, numbers[2] > 60 { reading.lack = reading.lack ?? "no such second" }
        return reading
    }
}

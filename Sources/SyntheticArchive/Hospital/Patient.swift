/// A made-up person.
struct Patient: Sendable {
    enum Sex: String, Sendable { case female = "F", male = "M" }

    let identifier: String
    let name: String
    let sex: Sex
    let birth: Day
    let heightInMetres: Double
    let weightInKilograms: Double

    init(seed: UInt64, number: Int, language: Language, isFemale: Bool) {
        var draw = Draw(seed, 2, number)
        identifier = "SYNTH" + String(1_000_000 + number).dropFirst()
        sex = isFemale || draw.chance(0.5) ? .female : .male
        name = Patient.name(draw.pick(language.familyNames), given: "Synthetic")
        birth = Day(year: 2019 - draw.integer(isFemale ? 40...79 : draw.chance(0.06) ? 0...3 : 16...90), month: draw.integer(1...12), day: draw.integer(1...28))
        heightInMetres = draw.number(1.5...1.95)
        weightInKilograms = draw.number(48...110)
    }

    /// The given name goes into each group of a name that has several (PS3.5 §6.2.1.1).
    private static func name(_ family: String, given: String) -> String {
        let groups = family.split(separator: "=")
        return groups.enumerated().map { $0 == 0 ? $1 + "^" + given : $1 + "^合成" }.joined(separator: "=")
    }
}

/// A day of the calendar.
struct Day: Sendable, Comparable {
    let year: Int, month: Int, day: Int

    /// As DA has it.
    var text: String { String(year * 10_000 + month * 100 + day) }
    /// As some write it.
    var dotted: String { "\(year)." + String(100 + month).dropFirst() + "." + String(100 + day).dropFirst() }

    static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    /// Whole years until another day.
    func years(until other: Day) -> Int { other.year - year - ((other.month, other.day) < (month, day) ? 1 : 0) }
    func months(until other: Day) -> Int { (other.year - year) * 12 + other.month - month - (other.day < day ? 1 : 0) }
}

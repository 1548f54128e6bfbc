import TagPluginKit

/// SpecificCharacterSet: which repertoires the text of a file is in (PS3.3 C.12.1.1.2).
///
/// What is spelt otherwise is repaired; the second column tells whether the value was as the standard has it.
struct CharacterSetParser: TagParser {
    let claim: Claim
    private let family: LabelColumn
    private let terms: LabelColumn
    private let conforms: FlagColumn

    init() {
        var claim = Claim()
        claim.claimed("SpecificCharacterSet")
        family = claim.label("SpecificCharacterSet", "script or language that the repertoires are made for")
        terms = claim.label("SpecificCharacterSet_terms", "defined terms, parted by backslash")
        conforms = claim.flag("SpecificCharacterSet_conforms", "the value is as the standard has it")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = input.codes { Repertoire(spelling: $0) != nil }
        let reading = CharacterSetReading(list.codes)
        guard let family = reading.family else { throw Rejection("no character set of the standard") }

        let repairs = list.repairs + reading.repairs
        for repair in repairs { answer.repaired(repair) }
        answer.label(self.family, family)
        answer.label(terms, reading.terms.joined(separator: "\\"))
        answer.flag(conforms, repairs.isEmpty && reading.conforms)
        if reading.unknown > 0 { answer.partial("\(reading.unknown) of \(list.codes.count) values are no character sets") }
    }
}

/// The repertoires of one value.
struct CharacterSetReading {
    private(set) var terms: [String] = []
    private(set) var family: String?
    private(set) var repairs: [String] = []
    private(set) var unknown = 0
    private(set) var conforms = true

    /// - Parameter codes: the values, in upper case.
    init(_ codes: [String]) {
        let read = codes.map { $0.isEmpty ? nil : Repertoire(spelling: $0) }
        unknown = zip(codes, read).count { !$0.isEmpty && $1 == nil }
        let known = read.compactMap { $0 }
        guard !known.isEmpty else { return }

        if let whole = known.first(where: { $0.place == .alone }) {
            takeAlone(whole, codes)
        } else {
            takeExtensible(codes, read)
        }
        if known.contains(where: { $0.place == .nowhere }) || unknown > 0 { conforms = false }
    }

    /// UTF-8 and GB18030 know no code extension, and stand alone.
    private mutating func takeAlone(_ whole: Repertoire, _ codes: [String]) {
        terms = [whole.term(withExtensions: false)]
        family = whole.family
        if !codes.contains(terms[0]) { repairs.append(DefinedTerms.spellingRule) }
        if codes.count > 1 { repairs.append("values beside \(whole.family == "Unicode" ? "UTF-8" : whole.name) dropped") }
    }

    private mutating func takeExtensible(_ codes: [String], _ read: [Repertoire?]) {
        var repertoires = read
        // Values behind the first that say nothing; an empty first value is the default repertoire.
        while repertoires.count > 1, repertoires.last == .some(nil) { repertoires.removeLast() }
        let isExtended = repertoires.count > 1 || codes[0].contains("2022") || repertoires[0]?.place == .later
        var isRespelt = false
        for (place, repertoire) in repertoires.enumerated() {
            let term = repertoire?.term(withExtensions: isExtended) ?? ""
            isRespelt = isRespelt || repertoire != nil && codes[place] != term
            if repertoire != nil || place == 0 { terms.append(term) }
        }
        let withoutExtension = codes.prefix(repertoires.count).contains { $0.hasPrefix("ISO_IR") }
        if repertoires.count > 1, withoutExtension {
            repairs.append("code extension for all values")
        } else if isRespelt {
            repairs.append(DefinedTerms.spellingRule)
        }
        // Only later values may name two-byte sets, and nothing names ASCII alone.
        if let first = repertoires[0], first.place == .later || first.name == "6" && repertoires.count == 1 { conforms = false }
        family = Self.family(repertoires.compactMap { $0?.family })
    }

    /// ASCII goes with all; what is left is one, or several.
    private static func family(_ families: [String]) -> String? {
        let others = Set(families).subtracting(["ASCII"])
        return others.isEmpty ? families.first : others.sorted().joined(separator: "+")
    }
}

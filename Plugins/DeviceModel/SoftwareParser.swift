import TagPluginKit

/// SoftwareVersions: the family of the software, its version as far as the second number, and the first number.
///
/// Of several values that counts which tells most: a maker's form before others, a number alone last.
struct SoftwareParser: TagParser {
    let claim: Claim
    private let family: LabelColumn
    private let version: LabelColumn
    private let major: NumericColumn

    /// More values than any file has that lists its components.
    private static let mostValues = 64
    private static let longest = 1024

    init() {
        var claim = Claim()
        claim.claimed("SoftwareVersions")
        family = claim.label("SoftwareVersions_family", "family of the software: SYNGO MR, GE MR, LIGHTSPEEDAPPS")
        version = claim.label("SoftwareVersions", "version, as far as the second number: E11, 26.0, 2.6")
        major = claim.number("SoftwareVersions_major", "first number of the version")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        if let rule = input.sentinel() { return answer.missing(rule) }
        let list = input.texts()
        let texts = list.elements.filter { !$0.isEmpty && $0.utf8.count <= Self.longest && Sentinels.rule(for: $0) == nil }.prefix(Self.mostValues)
        // The backslashes of 27\LX\MR Software release:DV26.0 separate nothing; some tools wrote underscores for them.
        let whole = texts.joined(separator: " ")
        if let found = SoftwareVersion(ofGE: whole) { return tell(found, list.repairs, answer) }
        let found = texts.compactMap(SoftwareVersion.init(text:))
        guard let best = found.first(where: \.isOfMaker) ?? found.first(where: \.isTelling) ?? found.first(where: { $0.major != nil }) ?? found.first
        else { throw Rejection("no version of software") }
        tell(best, list.repairs, answer)
    }

    private func tell(_ found: SoftwareVersion, _ repairs: SyntaxRepairs, _ answer: borrowing Answer) {
        answer.repaired(repairs)
        if let name = found.family { answer.label(family, name) }
        answer.label(version, found.version)
        if let number = found.major { answer.number(major, Double(number)) }
    }
}

/// What a description says of a contrast agent. `with` and `without` count where an agent follows, where a clause ends with
/// them, and beside each other: `W WO`, `sans et avec injection`, `KNEE W/O FAT SAT` says nothing.
struct DescriptionContrast {
    private(set) var words: [DescriptionWord] = []
    private var said: Set<String> = []
    /// A word that tells of an agent where no other one says anything.
    private var weak: DescriptionWord?
    /// Words for with and without that nothing has followed yet.
    private var open: [DescriptionScan.Found] = []

    private static let given = "GIVEN"
    private static let none = "NONE"
    private static let both = "BOTH"
    /// Words that may stand between `with` and the agent.
    private static let passing: Set<String> = ["AND", "ROUTE"]

    init(_ found: [DescriptionScan.Found], isProjection: Bool) {
        // Of a word in two dictionaries, the first meaning counts.
        let isDixon = found.contains { $0.word.chain.contains("DIXON") || $0.word.term == "WATER" }
        var saidUntil: Int?
        for item in found {
            defer { if item.word.aspect == .contrast, !said.isEmpty { saidUntil = item.range.upperBound } }
            // W/O IV, then CONTRAST: the agent of what was said already.
            if item.word.term == "AGENT" || item.word.aspect == .agent, open.isEmpty, saidUntil == item.range.lowerBound { continue }
            switch item.word.aspect {
            case .contrast: read(item, isDixon: isDixon)
            case .agent: readAgent(item)
            case .phase: if let word = DescriptionContrast.implied(by: item.word) { say(word, item) }
            case .word where DescriptionContrast.passing.contains(item.word.term): break
            // A second meaning of a word, such as SIN, is nothing that follows it.
            default: if open.last?.range != item.range { open = [] }
            }
            if item.endsClause { closeClause(isProjection: isProjection) }
        }
        guard said.isEmpty, let weak else { return }
        said.insert(DescriptionContrast.given)
        words.append(weak)
    }

    /// One label for all; GIVEN and NONE together are BOTH.
    var contrast: String? {
        if said.contains(DescriptionContrast.both) || said.count > 1 { return DescriptionContrast.both }
        return said.first
    }

    private static func implied(by phase: DescriptionWord) -> String? {
        if phase.term == "native" { return none }
        return phase.chain.contains("ENHANCED") ? given : nil
    }

    private mutating func say(_ word: String, _ item: DescriptionScan.Found) {
        said.insert(word)
        if item.word.aspect == .contrast { words.append(item.word) }
    }

    private mutating func read(_ item: DescriptionScan.Found, isDixon: Bool) {
        switch item.word.term {
        case DescriptionContrast.given, DescriptionContrast.none, DescriptionContrast.both:
            // WITH POST CONTRAST: what was open is not needed any more.
            if item.word.term == DescriptionContrast.given, open.contains(where: \.isWithout) { sayOpen(item) } else { say(item.word.term, item) }
            open = []
        case "BEFORE AGENT": say(DescriptionContrast.none, item)
        case "AFTER AGENT": say(DescriptionContrast.given, item)
        case "AGENT": readAgent(item)
        case "DYNAMIC": weak = item.word
        // W is the water of a Dixon method.
        case "W" where isDixon: break
        default: open.append(item)
        }
    }

    private mutating func readAgent(_ item: DescriptionScan.Found) {
        if open.isEmpty { say(DescriptionContrast.given, item) } else { sayOpen(item) }
        open = []
    }

    private mutating func sayOpen(_ item: DescriptionScan.Found) {
        for word in open { say(word.isWithout ? DescriptionContrast.none : DescriptionContrast.given, word) }
        if item.word.aspect == .contrast { words.append(item.word) }
    }

    /// Short words count only before an agent; and what an X-ray is taken with or without is mostly a weight or a cast.
    private mutating func closeClause(isProjection: Bool) {
        let meant = isProjection ? [] : open.filter { !$0.word.term.hasPrefix("BRIEFLY") }
        for word in meant { say(word.isWithout ? DescriptionContrast.none : DescriptionContrast.given, word) }
        open = []
    }
}

extension DescriptionScan.Found {
    fileprivate var isWithout: Bool { ["WO", "WITHOUT", "BRIEFLY WITHOUT"].contains(word.term) || word.chain.contains("WITHOUT") }
}

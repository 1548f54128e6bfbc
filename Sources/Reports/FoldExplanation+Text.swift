import Dictionaries
import PluginHost

extension FoldExplanation {
    /// For a terminal. It shows the value.
    public var text: String {
        let whole = fold == nil && isUnderstood ? " as a whole" : ""
        let head = "“\(Escape.terminal(value))” \(FoldExplanation.describe(fold))\(whole) (dictionary \(Escape.terminal(dictionary)))"
        let parts = [fold.map(entryLines) ?? [], siteLines, answerLines, whyLines, nearLines]
        return ([head] + parts.joined()).joined(separator: "\n")
    }

    private static func describe(_ entry: Entry?) -> String {
        guard let entry else { return "does not fold" }
        guard let term = entry.term else { return "stands for missing" }
        let notes = [entry.meaning].filter { !$0.isEmpty } + entry.codes
        return "folds to \(Escape.terminal(term))" + (notes.isEmpty ? "" : ": \(Escape.terminal(notes.joined(separator: ", ")))")
    }

    private static func steps(_ step: String) -> String {
        switch step {
        case "exact": "exact: the term itself"
        case "synonym": "synonym: listed letter for letter"
        case "normalized": "normalized: after case, space and punctuation"
        case "fingerprint": "fingerprint: after sorting its words"
        case "abbreviation": "abbreviation: after replacing listed abbreviations and dropping fillers"
        case "combination": "combination: of the terms of its parts"
        default: step
        }
    }

    private func entryLines(_ entry: Entry) -> [String] {
        var lines: [String] = []
        if entry.parts.isEmpty {
            lines.append("  entry: \(FoldExplanation.place(entry))")
            lines.append("  layer: \(Escape.terminal(entry.layer))")
        }
        lines.append("  step: \(FoldExplanation.steps(entry.step))")
        lines += entry.parts.map { "    \(FoldExplanation.part($0))" }
        if !entry.parents.isEmpty { lines.append("  above it: \(Escape.terminal(entry.parents.joined(separator: " < ")))") }
        return lines
    }

    /// `“HEAD” where Modality=CR, ours.xml:5`.
    private static func place(_ entry: Entry) -> String {
        let condition = entry.condition.map { " where \(Escape.terminal($0))" } ?? ""
        return "“\(Escape.terminal(entry.entry ?? ""))”\(condition), \(Escape.terminal(entry.file)):\(entry.line)"
    }

    private static func layer(_ entry: Entry) -> String {
        entry.layer.hasPrefix("language") ? Escape.terminal(entry.layer) : "layer \(entry.layer)"
    }

    /// An entry on one line.
    private static func part(_ entry: Entry) -> String {
        let term = Escape.terminal(entry.term ?? "stands for missing")
        guard entry.parts.isEmpty else { return "\(term): \(entry.parts.map(part).joined(separator: "; "))" }
        return "\(term): entry \(place(entry)), \(FoldExplanation.layer(entry)), step \(entry.step)"
    }

    private var siteLines: [String] {
        guard hasSiteLayers else { return [] }
        let place = withoutSite.map { $0.parts.isEmpty ? " (entry \(FoldExplanation.place($0)))" : " (a combination)" } ?? ""
        return ["  without the site's layer: it \(FoldExplanation.describe(withoutSite))\(place)"]
    }

    /// Where the plugin answers more than the fold, or something else.
    private var answerLines: [String] {
        guard let answer else { return [] }
        let isPlain = answer.repairs.isEmpty && answer.labels.count == 1 && answer.labels.values.first == fold?.term
        if isPlain || !answer.state.isUnderstood && fold == nil && answer.state != .partial { return [] }
        let labels = answer.labels.sorted { $0.key < $1.key }.map { Escape.terminal("\($0.key)=\($0.value)") }
        let says = labels.isEmpty ? answer.state == .sentinel ? "it stands for missing" : answer.state.rawValue : labels.joined(separator: ", ")
        let notes = answer.repairs + [answer.reason].compactMap { $0 }
        let line = "  in a run: \(says)" + (notes.isEmpty ? "" : " (\(Escape.terminal(notes.joined(separator: ", "))))")
        return [line] + (fold == nil ? answer.folds.map { "    \(FoldExplanation.part($0))" } : [])
    }

    private var whyLines: [String] { isUnderstood ? [] : obstacles.map { "  why: \(Escape.terminal($0))" } }

    private var nearLines: [String] {
        guard !isUnderstood else { return [] }
        guard !nearTerms.isEmpty else { return ["  no term is near"] }
        let lines = nearTerms.map { near in
            let name = Escape.terminal(near.term ?? "(stands for missing)")
            return "    \(name)  \(Decimals.text(near.score, 2))  \(Escape.terminal(near.reasons.joined(separator: ", ")))"
        }
        return ["  near terms, for a person to judge (nothing folds by them):"] + lines
    }
}

extension FoldObstacle {
    /// In words.
    func text(sides: SynonymFolder?, _ shippedFolder: String?) -> String {
        func place(_ entry: Entry) -> String { "\(FileName.short(entry.file, in: shippedFolder)):\(entry.line)" }
        func name(_ term: String?) -> String { term ?? "a value that stands for missing" }
        func quoted(_ words: [String]) -> String { words.map { "“\($0)”" }.joined(separator: ", ") }
        func each(_ entries: [Entry]) -> String {
            entries.map { "“\($0.text)” \($0.language.map { "(\($0)) " } ?? "")is \(name($0.term)) (\(place($0)))" }.joined(separator: ", ")
        }
        switch self {
        case .noWords: return "it has neither letters nor digits, and no entry is spelt like it"
        case .switchedOff(let entry): return "the entry for \(name(entry.term)) is switched off: it waits to be accepted (\(place(entry)))"
        case .otherLanguage(let entry):
            let language = entry.language ?? ""
            return "it is a word for \(name(entry.term)) in the language \(language), which --language leaves out (\(place(entry)))"
        case .otherContext(let entry): return "it is \(name(entry.term)) only where \(entry.condition) (\(place(entry)))"
        case .otherLetters(let entry): return "“\(entry.text)” is \(name(entry.term)), but only letter for letter (\(place(entry)))"
        case .twoLanguages(let entries): return "it means different things in different languages: \(each(entries))"
        case .twoOrders(let entries): return "its words mean different things in different order: \(each(entries))"
        case .unknownWords(let words):
            let unknown = words.filter { sides?.fold($0)?.term == nil }
            return "the dictionary does not know \(quoted(unknown.isEmpty ? words : unknown))"
        case .onlyFillers: return "its words name no term: all of them are fillers"
        case .noEntry: return "its words are known, but no entry has them together"
        case .severalTerms(let terms):
            let names = terms.joined(separator: ", ")
            return "it names several terms (\(names)), and this dictionary has no connectors, so that it takes no value apart"
        case .tooLong: return "it is too long to be taken apart"
        case .openEnd: return "something is missing beside a word or mark that connects terms"
        case .apart(let terms):
            return "nothing joins its terms \(terms.joined(separator: " and ")), and they share no group: one may be a part of the other"
        case .twoReadings(let one, let other):
            return "it can be read as \(one.joined(separator: " and ")) or as \(other.joined(separator: " and "))"
        case .sharedEnd(let word): return "“\(word)” means one thing alone, and another one with the end of what follows"
        }
    }
}

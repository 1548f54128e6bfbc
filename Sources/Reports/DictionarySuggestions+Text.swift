import Dictionaries

extension DictionarySuggestions {
    /// Every value with its candidates. It shows values.
    public var text: String { ([summary] + suggestions.map(text)).joined(separator: "\n\n") }

    /// How much is not understood.
    public var summary: String {
        let name = "\(Escape.terminal(tag)), dictionary \(Escape.terminal(dictionary))"
        guard presentInstances > 0 else { return "\(name): no instance has a value." }
        guard valueCount > 0 else { return "\(name): all values are understood." }
        let share = Percent.fineText(Double(unmappedInstances) / Double(presentInstances))
        let rest = valueCount > suggestions.count ? "; the first \(suggestions.count):" : ":"
        return "\(name): \(valueCount) \(valueCount == 1 ? "value is" : "values are") not understood,\n"
            + "in \(unmappedInstances) of \(presentInstances) instances (\(share))\(rest)"
    }

    private func text(_ suggestion: Suggestion) -> String {
        ([title(suggestion)] + candidateLines(suggestion)).joined(separator: "\n")
    }

    /// `  3. “KNEE JOINTT”  57 instances (0.42 %)`.
    public func title(_ suggestion: Suggestion) -> String {
        let rank = "\(suggestion.rank)"
        let value = Escape.terminal(TextTable.shortened(suggestion.value, to: 64))
        return String(repeating: " ", count: max(0, 3 - rank.count)) + "\(rank). “\(value)”  \(counts(suggestion))"
    }

    private func counts(_ suggestion: Suggestion) -> String {
        let spellings = suggestion.spellings > 1 ? ", \(suggestion.spellings) spellings" : ""
        let noun = suggestion.instances == 1 ? "instance" : "instances"
        return "\(suggestion.instances) \(noun) (\(Percent.fineText(share(suggestion))))\(spellings)"
    }

    /// A number, the term and the score of each candidate; below it why, a line a reason.
    public func candidateLines(_ suggestion: Suggestion) -> [String] {
        guard !suggestion.candidates.isEmpty else { return ["     no near term"] + conditionLine(suggestion) }
        return suggestion.candidates.enumerated().flatMap { number, candidate in
            let reasons = candidate.reasons.map { "          " + Escape.terminal($0.text) }
            return ["     \(number + 1)  \(Escape.terminal(candidate.name))  \(Decimals.text(candidate.score, 2))"] + reasons
        } + conditionLine(suggestion)
    }

    private func conditionLine(_ suggestion: Suggestion) -> [String] {
        guard let condition = suggestion.condition else { return ["     understood in another context: an entry would take it from there"] }
        return condition == .always ? [] : ["     only where \(Escape.terminal(condition.description)): elsewhere it is understood"]
    }

    /// What the draft says above an entry.
    func comment(_ suggestion: Suggestion) -> String {
        let candidates = suggestion.candidates.map { candidate in
            "\(candidate.name) \(Decimals.text(candidate.score, 2)): " + candidate.reasons.map { $0.text }.joined(separator: ", ")
        }
        let note = suggestion.condition == nil ? "; understood in another context: this entry would take it from there" : ""
        let near = candidates.isEmpty ? "No near term" : candidates.joined(separator: "; ")
        return "\(suggestion.rank). \(counts(suggestion)). \(near)\(note)"
    }
}

extension TermCandidate {
    /// The term, or what stands in its place.
    public var name: String { term ?? "(stands for missing)" }
}

extension TermCandidate.Reason {
    /// Why, in words. It holds words of the dictionary alone.
    var text: String {
        switch self {
        case .spelling(let spelling, let edits): "\(edits) edit\(edits == 1 ? "" : "s") from “\(spelling)”"
        case .beginning(let spelling): "the beginning of “\(spelling)”"
        case .cutOff(let spelling, let length): "cut off at \(length) characters: the beginning of “\(spelling)”"
        case .words(let words, let spelling): "\(words.joined(separator: ", ")) of “\(spelling)”"
        case .description(let keyword, let instances, let all): "\(keyword) of \(instances) of \(all) instances names it"
        case .study(let instances, let all): "in other images of the same study, for \(instances) of \(all) instances"
        }
    }
}

extension DictionarySuggestions {
    /// Adds the suggestions to a draft, each switched off.
    /// - Returns: how many values cannot be written: XML has no way to, or nobody would see all of it.
    package func add(to draft: inout SuggestionDraft) -> Int {
        var unwritable = 0
        for suggestion in suggestions {
            guard let text = SuggestionDraft.writable(suggestion.value) else {
                unwritable += 1
                continue
            }
            let target = suggestion.candidates.first.map { $0.term.map(SuggestionDraft.Target.term) ?? .missing } ?? .open
            draft.add(text, to: target, when: suggestion.condition ?? .always, comment: comment(suggestion))
        }
        return unwritable
    }
}

/// What the entries of one file get wrong among themselves.
extension LintedFile {
    /// Entries of one form collide where they hold in the same context.
    private struct Key: Hashable {
        let form: String
        let condition: FoldCondition
    }

    mutating func checkEntries() {
        var names: [String: LintEntry] = [:]
        var exact: [Key: LintEntry] = [:]
        var normalized: [Key: LintEntry] = [:]
        var sorted: [Key: LintEntry] = [:]
        var contexts: [String: Int] = [:]
        for entry in LintEntry.all(of: dictionary) {
            if entry.isName {
                if let first = names[entry.text] {
                    add(.error, .duplicateEntry, "the term “\(entry.text)” is defined already in line \(line(of: first.tag))", at: entry.tag)
                    continue
                }
                names[entry.text] = entry
            }
            let words = FoldKey.words(entry.text)
            guard !words.isEmpty, !entry.isExact else {
                let first = exact.merge(entry, at: Key(form: entry.text, condition: entry.condition))
                checkLetters(entry, first)
                continue
            }
            let form = words.joined()
            contexts[form, default: 0] += 1
            if contexts[form] == LayerIndex.mostContexts + 1 {
                add(.error, .tooLarge, "“\(entry.text)” stands in more than \(LayerIndex.mostContexts) contexts", at: entry.tag)
            }
            if let first = normalized.merge(entry, at: Key(form: form, condition: entry.condition)) {
                checkSameForm(entry, first)
                continue
            }
            let fingerprint = Key(form: FoldKey.fingerprint(words), condition: entry.condition)
            if let first = sorted.merge(entry, at: fingerprint), first.term != entry.term {
                let message = "“\(entry.text)” has the words of “\(first.text)” in line \(line(of: first.tag)), which stands for \(first.meaning): "
                add(.remark, .ambiguousSynonym, message + "in another order, neither folds", at: entry.tag)
            }
        }
    }

    /// Of an entry that folds only letter for letter.
    private mutating func checkLetters(_ entry: LintEntry, _ first: LintEntry?) {
        guard let first else {
            // Values for missing that are punctuation are usual, and need nothing but that.
            guard entry.term != nil, !entry.isExact else { return }
            add(.remark, .unreachable, "“\(entry.text)” is nothing but punctuation: it folds only letter for letter", at: entry.tag)
            return
        }
        let place = "line \(line(of: first.tag))"
        if first.term == entry.term {
            add(.remark, .repeatedEntry, "“\(entry.text)” is listed already in \(place)", at: entry.tag)
        } else {
            add(.error, .ambiguousSynonym, "“\(entry.text)” stands for \(entry.meaning), but \(place) gives it to \(first.meaning)", at: entry.tag)
        }
    }

    private mutating func checkSameForm(_ entry: LintEntry, _ first: LintEntry) {
        let place = "line \(line(of: first.tag))"
        if first.term != entry.term {
            let message = "“\(entry.text)” stands for \(entry.meaning), but \(place) gives it to \(first.meaning)"
            guard let one = first.language, let other = entry.language, LayerIndex.areOfTwoLanguages(one, other) else {
                add(.error, .ambiguousSynonym, message + entry.place, at: entry.tag)
                return
            }
            add(.remark, .ambiguousSynonym, message + ": while both \(one) and \(other) are on, it folds to neither", at: entry.tag)
        } else if first.text == entry.text {
            add(.remark, .repeatedEntry, "“\(entry.text)” is listed already in \(place)", at: entry.tag)
        } else if FoldKey.words(first.text) == FoldKey.words(entry.text) {
            // With other spaces it has other words to sort.
            let message = "“\(entry.text)” differs from “\(first.text)” in \(place) only by case or punctuation, which do not count"
            add(.remark, .repeatedEntry, message, at: entry.tag)
        }
    }

    /// Each connector is one word, or marks that no word has.
    mutating func checkConnectors() {
        var first: [String: SynonymDictionary.Synonym] = [:]
        for entry in dictionary.connectors {
            let words = FoldKey.words(entry.text)
            if words.count > 1 || words.count == 1 && entry.text.contains(where: { !$0.isLetter && !$0.isNumber }) {
                add(.error, .badTerm, "a connector is one word or one mark, not “\(entry.text)”", at: entry.tag)
            }
            let key = (entry.language ?? "") + " " + (words.first ?? entry.text)
            if let other = first[key] {
                add(.remark, .repeatedEntry, "the connector “\(entry.text)” stands already in line \(line(of: other.tag))", at: entry.tag)
            }
            first[key] = first[key] ?? entry
        }
    }

    mutating func checkAbbreviations() {
        var first: [String: SynonymDictionary.Abbreviation] = [:]
        for entry in dictionary.abbreviations {
            let (from, to) = (FoldKey.words(entry.from), FoldKey.words(entry.to))
            let key = FoldWords.key(entry.from)
            guard from.count == 1 || from.isEmpty && key == "#" else {
                add(.error, .badAbbreviation, "an abbreviation is one word, not “\(entry.from)”", at: entry.tag)
                continue
            }
            if let other = first[key] {
                let isSame = FoldKey.words(other.to) == to
                let message = "the abbreviation “\(entry.from)” stands already in line \(line(of: other.tag))"
                add(isSame ? .remark : .error, isSame ? .repeatedEntry : .badAbbreviation, message + (isSame ? "" : ", for “\(other.to)”"), at: entry.tag)
                continue
            }
            first[key] = entry
            if from == to { add(.remark, .badAbbreviation, "the abbreviation “\(entry.from)” stands for itself", at: entry.tag) }
        }
    }

    mutating func checkCodes() {
        var first: [SynonymDictionary.Code: (term: String, tag: Int)] = [:]
        for (code, term, tag) in codes where !term.isEmpty {
            let key = SynonymDictionary.Code(scheme: code.scheme, value: code.value, meaning: "")
            guard let other = first[key] else {
                first[key] = (term, tag)
                continue
            }
            let place = "“\(other.term)” in line \(line(of: other.tag))"
            add(.remark, .sharedCode, "the code \(code.scheme) \(code.value) of “\(term)” is that of \(place) too", at: tag)
        }
    }
}

extension Dictionary {
    /// Keeps the first value of a key, and returns it when there was one.
    fileprivate mutating func merge(_ value: Value, at key: Key) -> Value? {
        if let first = self[key] { return first }
        self[key] = value
        return nil
    }
}

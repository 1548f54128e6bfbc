import DICOM

extension DataDictionary {
    /// Reads an attribute path: steps separated by `.`, each a keyword, eight hexadecimal digits, or
    /// `ggggxxee@"CREATOR"`. Nil for what the dictionary does not know or cannot be read.
    public func path(_ text: String) -> AttributePath? {
        let steps = splitSteps(text).map(step)
        guard steps.allSatisfy({ $0 != nil }) else { return nil }
        return AttributePath(steps: steps.compactMap { $0 })
    }

    /// How a path is written: keywords where the dictionary has them; private steps as `ggggxxee@"CREATOR"`.
    public func text(_ path: AttributePath) -> String { path.steps.map(text).joined(separator: ".") }

    /// A name for columns and plans: keywords, or `gggg_ee_CREATOR` for private steps, of letters, digits and `_`.
    public func columnName(_ path: AttributePath) -> String {
        let name = path.steps.map { step in
            if let creator = step.creator {
                let hex = step.tag.hex
                return "\(hex.prefix(4))_\(hex.suffix(2))_\(creator)"
            }
            return entry(step.tag)?.keyword.nonEmpty ?? step.tag.hex
        }.joined(separator: "_")
        return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" })
    }

    /// Whether a step is private and its creator is in no dictionary: then its name is only what some file says.
    public func hasUnknownCreator(_ path: AttributePath) -> Bool {
        path.steps.contains { step in
            // Tags of a creator are without their block: they look like the tag that names one.
            if let creator = step.creator { return !knowsCreator(creator) }
            return step.tag.isPrivate && !step.tag.isPrivateCreator
        }
    }

    private func text(_ step: AttributePath.Step) -> String {
        if let creator = step.creator {
            let hex = step.tag.hex
            return "\(hex.prefix(4))xx\(hex.suffix(2))@\"\(creator)\""
        }
        return entry(step.tag)?.keyword.nonEmpty ?? step.tag.hex
    }

    /// Dots inside the quotes of a creator separate nothing.
    private func splitSteps(_ text: String) -> [String] {
        var steps = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == ".", !isQuoted { steps.append("") } else { steps[steps.count - 1].append(character) }
        }
        return steps
    }

    /// Without the quotes around it; those inside are its own.
    static func unquoted(_ text: Substring) -> String {
        text.utf8.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : String(text)
    }

    private func step(_ text: String) -> AttributePath.Step? {
        if let at = text.firstIndex(of: "@") {
            let creator = DataDictionary.unquoted(text[text.index(after: at)...])
            guard let (_, value) = DataElementEntry.pattern(String(text[..<at])), !creator.isEmpty else { return nil }
            let tag = Tag(rawValue: value)
            return tag.isPrivate ? AttributePath.Step(tag, creator: creator) : nil
        }
        if let entry = entry(keyword: text), !entry.isRepeating { return AttributePath.Step(Tag(rawValue: entry.value)) }
        return Tag(text: text).map { AttributePath.Step($0) }
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}

extension SynonymFolder {
    /// Most words of a text that are looked at, and of a name that is looked for.
    private static let mostWords = 32
    private static let longestName = 4

    /// The terms that a text of several words names: `CT KNEE W LT` names KNEE. The longest name counts at each place, and
    /// nothing shorter than three letters. What else the text says does not come out.
    /// - Parameter context: values of other attributes by keyword, for entries that hold only there.
    public func terms(namedIn text: String, context: [String: String] = [:]) -> Set<String> {
        let words = Array(FoldKey.words(text).prefix(SynonymFolder.mostWords))
        var terms: Set<String> = []
        var start = 0
        while start < words.count {
            var taken = 1
            for end in stride(from: min(words.count, start + SynonymFolder.longestName), to: start, by: -1) {
                let name = words[start..<end]
                guard name.reduce(0, { $0 + $1.utf8.count }) >= 3 else { continue }
                guard let fold = fold(name.joined(separator: " "), context: context) else { continue }
                if let term = fold.term?.name { terms.insert(term) }
                taken = end - start
                break
            }
            start += taken
        }
        return terms
    }
}

import Dictionaries

/// The texts that an attribute's dictionary lacks: values that are not understood, or those parts of them that do not fold.
/// What one entry would fold is one value.
struct UnmappedValues {
    struct Value {
        /// The spelling that most instances have.
        let text: String
        var instances = 0
        /// How many spellings there are of it.
        var spellings = 0
        /// Contexts in which it is not understood.
        var contexts: Set<[String: String]> = []
        /// It is understood in other contexts.
        var isUnderstoodElsewhere = false
    }

    /// By falling number of instances, then by text.
    let values: [Value]
    /// The values that each item lacks: most lack none.
    let valuesOfItem: [[Int]]

    /// - Parameter sides: folds words for the side, where the plugin splits them off.
    init(_ items: FoldedItems, _ folder: SynonymFolder, sides: SynonymFolder?) {
        let textsOfItem = items.items.map { item -> [String] in
            guard item.isUnmapped, let value = item.value else { return [] }
            return UnmappedValues.texts(value, item.context, folder, items.splitsSides ? sides : nil)
        }
        var (values, numberOfText) = UnmappedValues.joined(zip(items.items, textsOfItem).map { ($0.instances, $1) })
        let numbersOfItem = textsOfItem.map { Set($0.compactMap { numberOfText[$0] }) }
        for (item, numbers) in zip(items.items, numbersOfItem) {
            for number in numbers {
                values[number].instances += item.instances
                values[number].contexts.insert(item.context)
            }
        }
        let understood = Set(items.items.filter { !$0.isUnmapped }.compactMap(\.value).map(SuggestionDraft.form))
        for number in values.indices {
            values[number].isUnderstoodElsewhere = understood.contains(SuggestionDraft.form(values[number].text))
        }
        let order = values.indices.sorted { (values[$1].instances, values[$0].text) < (values[$0].instances, values[$1].text) }
        var rank = [Int](repeating: 0, count: values.count)
        for (place, number) in order.enumerated() { rank[number] = place }
        self.values = order.map { values[$0] }
        valuesOfItem = numbersOfItem.map { $0.map { rank[$0] }.sorted() }
    }

    /// Texts that one entry would fold, as one: those that differ only by case, spaces and punctuation, or by the order of
    /// words.
    private static func joined(_ items: [(instances: Int, texts: [String])]) -> ([Value], [String: Int]) {
        var instances: [String: Int] = [:]
        for item in items { for text in item.texts { instances[text, default: 0] += item.instances } }
        var values: [Value] = []
        var byForm: [String: Int] = [:]
        var byWords: [String: Int] = [:]
        var numberOfText: [String: Int] = [:]
        for text in instances.keys.sorted(by: { (instances[$1] ?? 0, $0) < (instances[$0] ?? 0, $1) }) {
            let (form, words) = (SuggestionDraft.form(text), SuggestionDraft.words(text))
            let number = byForm[form] ?? byWords[words] ?? values.count
            if number == values.count {
                values.append(Value(text: text))
                byForm[form] = number
                byWords[words] = number
            }
            values[number].spellings += 1
            numberOfText[text] = number
        }
        return (values, numberOfText)
    }

    /// The parts of a value that do not fold; the whole where all do, or where it is one.
    private static func texts(_ value: String, _ context: [String: String], _ folder: SynonymFolder, _ sides: SynonymFolder?) -> [String] {
        let parts = value.split(separator: "\\").map(String.init).filter { $0.contains { $0 != " " } }
        guard parts.count > 1 else { return [withoutSide(value, sides)] }
        func folds(_ text: String) -> Bool { folder.fold(text, context: context) != nil }
        let unknown = Set(parts.filter { !folds($0) }.map { withoutSide($0, sides) }.filter { !folds($0) })
        return unknown.isEmpty ? [value] : unknown.sorted()
    }

    /// A text without a word for the side at its begin or end, as the parser of body parts takes it.
    private static func withoutSide(_ text: String, _ sides: SynonymFolder?) -> String {
        guard let sides else { return text }
        let words = text.split { " _-^.,;:/()".contains($0) }
        guard words.count > 1, let first = words.first, let last = words.last else { return text }
        func isSide(_ word: Substring) -> Bool { ["L", "R", "B"].contains(sides.fold(String(word))?.term?.name) }
        if isSide(first) { return words.dropFirst().joined(separator: " ") }
        return isSide(last) ? words.dropLast().joined(separator: " ") : text
    }
}

extension UnmappedValues.Value {
    /// Where an entry shall hold: everywhere, but for a value that is understood in some contexts, which an entry of an upper
    /// layer would take it from. Nil where no condition can say so.
    var condition: FoldCondition? {
        guard isUnderstoodElsewhere else { return .always }
        let keywords = Set(contexts.flatMap(\.keys))
        guard keywords.count == 1, let keyword = keywords.first else { return nil }
        let values = contexts.map { $0[keyword] ?? "" }
        guard values.allSatisfy({ !$0.isEmpty && !$0.contains { ";|=".contains($0) } }) else { return nil }
        return FoldCondition("\(keyword)=\(values.sorted().joined(separator: "|"))")
    }
}

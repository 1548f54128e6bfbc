import DICOM
import Dictionaries
import PluginHost
import TagTable

/// The values of one attribute as they fared: as the plugin that claims it answered, or as a dictionary folds them where
/// none does.
struct FoldedItems {
    struct Item {
        /// Nil where the attribute is absent or empty.
        let value: String?
        /// Values of other attributes by keyword, as folding asks for them.
        let context: [String: String]
        let instances: Int
        /// Not understood, or only in part.
        let isUnmapped: Bool
        /// What it came to, where that is one term.
        let term: String?
    }

    /// Distinct ones.
    let items: [Item]
    /// Index into `items` for each row of the table.
    let itemOfRow: [Int32]
    /// Whether the plugin splits off a word for the side.
    let splitsSides: Bool

    /// What a plugin answered.
    /// - Parameter path: one of the attributes that the result's claim parses.
    init(_ result: ClaimResult, _ path: AttributePath, _ table: TagTable) {
        let columns = result.inputs.map { table[$0.path] }
        let own = result.inputs.firstIndex { $0.path == path }
        let labels = result.columns.first { $0.kind == .categorical }
        func text(_ place: Int, _ item: ItemOutcome) -> String? {
            item.codes[place] > 0 ? columns[place]?.values[Int(item.codes[place]) - 1] : nil
        }
        items = result.items.enumerated().map { number, item in
            var context: [String: String] = [:]
            for (place, input) in result.inputs.enumerated() where !input.isClaimed { context[input.pathText] = text(place, item) }
            let value = own.flatMap { text($0, item) }
            var term: String?
            if item.state.isUnderstood, case .label(let label)? = labels?.values[number] { term = label }
            return Item(
                value: value?.isEmpty == true ? nil : value, context: context, instances: item.instances,
                isUnmapped: item.state == .rejected || item.state == .partial, term: term)
        }
        itemOfRow = Array(result.itemOfRow)
        splitsSides = result.columns.contains { $0.name.hasSuffix("_laterality") }
    }

    /// What a dictionary folds to.
    init(_ column: TagColumn, _ folder: SynonymFolder, _ table: TagTable, _ data: DataDictionary) {
        let keywords = folder.conditionKeywords
        let contexts = keywords.map { keyword in data.path(keyword).flatMap { table[$0] } }
        var numbers: [[Int32]: Int32] = [:]
        var instances: [Int] = []
        var codes: [[Int32]] = []
        itemOfRow = (0..<table.rowCount).map { row in
            let key = ([column] + contexts).map { Int32(truncatingIfNeeded: $0?.codes[row] ?? 0) }
            let number = numbers[key] ?? Int32(truncatingIfNeeded: codes.count)
            if Int(number) == codes.count {
                numbers[key] = number
                codes.append(key)
                instances.append(0)
            }
            instances[Int(number)] += table.instances(ofRow: row)
            return number
        }
        items = zip(codes, instances).map { codes, instances in
            let text = codes[0] > 0 ? column.values[Int(codes[0]) - 1] : ""
            var context: [String: String] = [:]
            for (place, keyword) in keywords.enumerated() where codes[place + 1] > 0 {
                context[keyword] = contexts[place]?.values[Int(codes[place + 1]) - 1]
            }
            let fold = text.isEmpty ? nil : folder.fold(text, context: context)
            let isKnown = fold != nil || text.split(separator: "\\").allSatisfy { folder.fold(String($0), context: context) != nil }
            return Item(
                value: text.isEmpty ? nil : text, context: context, instances: instances, isUnmapped: !text.isEmpty && !isKnown,
                term: fold?.term?.name)
        }
        splitsSides = false
    }
}

import DICOM
import Dictionaries
import Features
import PluginHost
import TagTable

/// What makes two results those of one claim.
struct ResultKey: Hashable {
    let plugin: String
    let claim: Int
    let inputs: [AttributePath]

    init(_ result: ClaimResult) {
        plugin = result.plugin.name
        claim = result.claim
        inputs = result.inputs.map(\.path)
    }
}

/// One claim's results before and after, whose items are the same: distinct inputs in order of their first instance.
struct ResultPair {
    let before: ClaimResult
    let after: ClaimResult
    let table: TagTable

    /// What merges into one change: the same value with the same fate.
    private struct Fate: Hashable {
        let value: [Int32]
        let before: DictionaryDiff.Outcome
        let after: DictionaryDiff.Outcome
    }

    /// The values whose outcome changes, in no order.
    func changes() -> [DictionaryDiff.Change] {
        var instances: [Fate: Int] = [:]
        var contexts: [Fate: [[Int32]]] = [:]
        var unchanged: Set<[Int32]> = []
        let columns = columnPairs
        for index in 0..<min(before.items.count, after.items.count) {
            let (value, context) = split(before.items[index].codes)
            guard isChanged(index, columns) else {
                unchanged.insert(value)
                continue
            }
            let fate = Fate(value: value, before: outcome(before, index), after: outcome(after, index))
            instances[fate, default: 0] += before.items[index].instances
            contexts[fate, default: []].append(context)
        }
        let fatesOfValue = Dictionary(grouping: instances.keys, by: \.value)
        return instances.map { fate, count in
            let hasOneFate = fatesOfValue[fate.value]?.count == 1 && !unchanged.contains(fate.value)
            return DictionaryDiff.Change(
                kind: kind(fate), input: before.subject, plugin: before.plugin.name, value: text(fate.value),
                context: hasOneFate ? [] : contextTexts(contexts[fate] ?? []), instances: count, before: fate.before, after: fate.after)
        }
    }

    /// Columns of one name. Array columns are as long as some value needs, so that one side may have more.
    private var columnPairs: [(before: OutputColumn?, after: OutputColumn?)] {
        let names = Set((before.columns + after.columns).map(\.name)).sorted()
        return names.map { name in (before.columns.first { $0.name == name }, after.columns.first { $0.name == name }) }
    }

    /// Whether a user gets something else. Which entry gave it does not matter.
    private func isChanged(_ index: Int, _ columns: [(before: OutputColumn?, after: OutputColumn?)]) -> Bool {
        let (old, new) = (before.items[index], after.items[index])
        if old.state != new.state || old.repairs != new.repairs { return true }
        return columns.contains { $0.before?.values[index] != $0.after?.values[index] }
    }

    private func kind(_ fate: Fate) -> DictionaryDiff.Change.Kind {
        switch (fate.before.state.isUnderstood, fate.after.state.isUnderstood) {
        case (false, true): .gained
        case (true, false): .lost
        case (true, true): .altered
        case (false, false): .other
        }
    }

    /// The codes of the claimed inputs, and those of the others.
    private func split(_ codes: ValueCodes) -> (value: [Int32], context: [Int32]) {
        var value: [Int32] = [], context: [Int32] = []
        for (code, input) in zip(codes, before.inputs) { if input.isClaimed { value.append(code) } else { context.append(code) } }
        return (value, context)
    }

    private func outcome(_ result: ClaimResult, _ index: Int) -> DictionaryDiff.Outcome {
        let item = result.items[index]
        var labels: [String: String] = [:]
        for column in result.columns { labels[column.name] = column.values[index]?.text }
        return DictionaryDiff.Outcome(
            state: item.state, reason: item.reason, labels: labels, repairs: item.repairs,
            entries: item.folds.map { DictionaryDiff.Entry(term: $0.term?.name, step: "\($0.step)", file: $0.file, line: $0.line) })
    }

    private func text(_ codes: [Int32]) -> String {
        zip(before.inputs.filter(\.isClaimed), codes).compactMap { input, code in
            code > 0 ? table[input.path]?.values[Int(code) - 1] : nil
        }.joined(separator: " + ")
    }

    /// What the context inputs hold there, each pair once; without those that the archive does not have.
    private func contextTexts(_ contexts: [[Int32]]) -> [String] {
        let inputs = zip(before.inputs, before.inputNames).filter { !$0.0.isClaimed }
        return inputs.enumerated().filter { table[$0.element.0.path] != nil }.flatMap { place, input in
            Set(contexts.map { $0[place] }).map { code in
                "\(input.1)=" + (code > 0 ? table[input.0.path]?.values[Int(code) - 1] ?? "" : "")
            }
        }.sorted()
    }
}

extension DictionaryDiff.Coverage {
    /// - Parameter result: the input that it is the coverage of; nil for all together.
    init(_ pairs: [ResultPair], of result: ClaimResult? = nil) {
        func count(_ results: [ClaimResult], _ isCounted: (ValueState) -> Bool) -> CoverageReport.Count {
            var count = CoverageReport.Count()
            for result in results {
                for item in result.items where isCounted(item.state) { count.add(item.instances) }
            }
            return count
        }
        input = result?.subject
        plugin = result?.plugin.name
        present = count(pairs.map(\.before), \.isPresent)
        understoodBefore = count(pairs.map(\.before), \.isUnderstood)
        understoodAfter = count(pairs.map(\.after), \.isUnderstood)
    }
}

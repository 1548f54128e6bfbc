import DICOM
import Dictionaries
import Dispatch
import TagTable

/// Runs one claim over one archive: finds the distinct inputs, calls the plugin in batches, and settles what became of
/// each.
struct ClaimRun {
    let binding: ClaimBinding
    let table: TagTable
    var batchSize = 1024

    private let columns: [TagColumn?]

    init(binding: ClaimBinding, table: TagTable) {
        self.binding = binding
        self.table = table
        columns = binding.inputs.map { table[$0.path] }
    }

    func run() -> ClaimResult {
        let start = DispatchTime.now()
        let inputs = DistinctInputs(columns, table)
        let items = zip(inputs.codes, inputs.instances).map { codes, instances in
            ItemOutcome(state: presence(codes), codes: codes, instances: instances)
        }
        var calls = BatchCalls(binding, columns, ClaimOutcomes(items, slotCount: slotCount), batchSize: batchSize)
        calls.ask(items.indices.filter { needsPlugin(items[$0]) })
        var outcomes = calls.outcomes
        for index in items.indices where items[index].state.isPresent && isOverlong(items[index].codes) {
            outcomes.reject(index, "the value is longer than is kept")
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
        return ClaimResult(
            plugin: binding.plugin.description, claim: binding.claim, inputs: binding.inputs, inputNames: binding.inputNames,
            columns: outputColumns(outcomes.slots), items: outcomes.items, itemOfRow: inputs.itemOfRow, misuses: calls.misuses, seconds: seconds)
    }

    /// Whether the claimed inputs are absent, empty, or there (then `parsed` until the plugin has answered).
    private func presence(_ codes: [Int32]) -> ValueState {
        var state = ValueState.absent
        for (index, code) in codes.enumerated() where binding.inputs[index].isClaimed && code > 0 {
            guard let column = columns[index] else { continue }
            if !column.values.isEmpty(Int(code) - 1) { return .parsed }
            state = .empty
        }
        return state
    }

    private func needsPlugin(_ item: ItemOutcome) -> Bool {
        if item.state.isPresent { return !isOverlong(item.codes) }
        guard binding.declared.infers else { return false }
        return item.codes.indices.contains { index in
            !binding.inputs[index].isClaimed && item.codes[index] > 0 && columns[index].map { !$0.values.isEmpty(Int(item.codes[index]) - 1) } == true
        }
    }

    private func isOverlong(_ codes: [Int32]) -> Bool {
        codes.indices.contains { binding.inputs[$0].isClaimed && codes[$0] > 0 && columns[$0]?.overlong.contains(Int(codes[$0]) - 1) == true }
    }

    // MARK: Columns

    private var slotCount: Int { binding.declared.columns.reduce(0) { $0 + $1.components } }

    /// Plain columns as declared; array columns as far as some input has a value.
    private func outputColumns(_ slots: [[ColumnValue?]]) -> [OutputColumn] {
        var columns: [OutputColumn] = []
        var first = 0
        for declared in binding.declared.columns {
            let name = declared.name.isEmpty ? binding.keyword : declared.name
            let used = declared.components == 1 ? 1 : (0..<declared.components).last { slots[first + $0].contains { $0 != nil } }.map { $0 + 1 } ?? 0
            for component in 0..<used {
                columns.append(
                    OutputColumn(
                        name: declared.components == 1 ? name : "\(name)_\(component + 1)", kind: declared.kind, unit: declared.unit,
                        values: slots[first + component]))
            }
            first += declared.components
        }
        return columns
    }
}

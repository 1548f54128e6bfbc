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

    private var columns: [TagColumn?] { binding.inputs.map { table[$0.path] } }

    init(binding: ClaimBinding, table: TagTable) {
        self.binding = binding
        self.table = table
    }

    func run() -> ClaimResult {
        let start = DispatchTime.now()
        let columns = columns
        let (codes, itemOfRow, instances) = distinctInputs(columns)
        var items = zip(codes, instances).map { codes, count in
            var item = ItemOutcome(state: presence(codes, columns), codes: codes)
            item.instances = count
            return item
        }
        var slots = [[ColumnValue?]](repeating: Array(repeating: nil, count: items.count), count: slotCount)
        let misuses = askPlugin(&items, &slots, columns)
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
        return ClaimResult(
            plugin: binding.plugin.description, claim: binding.claim, inputs: binding.inputs, inputNames: binding.inputNames,
            columns: outputColumns(slots), items: items, itemOfRow: itemOfRow, misuses: misuses, seconds: seconds)
    }

    // MARK: Distinct inputs

    /// The distinct tuples of value codes in order of their first instance, and the tuple of each instance.
    private func distinctInputs(_ columns: [TagColumn?]) -> (codes: [[Int32]], itemOfRow: [Int32], instances: [Int]) {
        var itemOfRow = [Int32](repeating: 0, count: table.rowCount)
        var tuples: [[Int32]] = table.rowCount > 0 ? [[]] : []
        for column in columns {
            // An attribute that no instance has parts no tuples.
            guard let column else {
                tuples = tuples.map { $0 + [0] }
                continue
            }
            var known = PairNumbers(firsts: tuples.count, seconds: column.distinctCount + 1)
            var extended: [[Int32]] = []
            column.codes.forEach { row, code in
                let item = known.number(itemOfRow[row], code, or: Int32(extended.count))
                if item == extended.count { extended.append(tuples[Int(itemOfRow[row])] + [Int32(code)]) }
                itemOfRow[row] = item
            }
            tuples = extended
        }
        var instances = [Int](repeating: 0, count: tuples.count)
        for (row, item) in itemOfRow.enumerated() { instances[Int(item)] += table.instances(ofRow: row) }
        return (tuples, itemOfRow, instances)
    }

    /// Whether the claimed inputs are absent, empty, or there (then `parsed` until the plugin has answered).
    private func presence(_ codes: [Int32], _ columns: [TagColumn?]) -> ValueState {
        var state = ValueState.absent
        for (index, code) in codes.enumerated() where binding.inputs[index].isClaimed && code > 0 {
            guard let column = columns[index] else { continue }
            if !column.values.isEmpty(Int(code) - 1) { return .parsed }
            state = .empty
        }
        return state
    }

    // MARK: Answers

    private var slotCount: Int { binding.declared.columns.reduce(0) { $0 + $1.components } }

    private func askPlugin(_ items: inout [ItemOutcome], _ slots: inout [[ColumnValue?]], _ columns: [TagColumn?]) -> Int {
        var misuses = 0
        let asked = items.indices.filter { needsPlugin(items[$0], columns) }
        for start in stride(from: 0, to: asked.count, by: batchSize) {
            let batch = asked[start..<min(start + batchSize, asked.count)]
            let inputs = batch.map { input(items[$0].codes, columns) }
            let caller = InProcessCaller(loaded: binding.plugin)
            guard let answered = caller.parse(inputs, claim: binding.claim, keyword: binding.keyword) else {
                for item in batch where items[item].state.isPresent { fail(&items[item]) }
                continue
            }
            misuses += answered.misuses
            for (item, answer) in zip(batch, answered.answers) { settle(item, answer, &items, &slots) }
        }
        for item in items.indices where items[item].state.isPresent && isOverlong(items[item].codes, columns) {
            items[item].state = .rejected
            items[item].reason = "the value is longer than is kept"
        }
        return misuses
    }

    private func fail(_ item: inout ItemOutcome) {
        item.state = .failed
        item.reason = "the plugin failed on the batch"
    }

    private func needsPlugin(_ item: ItemOutcome, _ columns: [TagColumn?]) -> Bool {
        if item.state.isPresent { return !isOverlong(item.codes, columns) }
        guard binding.declared.infers else { return false }
        return item.codes.indices.contains { index in
            !binding.inputs[index].isClaimed && item.codes[index] > 0 && columns[index].map { !$0.values.isEmpty(Int(item.codes[index]) - 1) } == true
        }
    }

    private func isOverlong(_ codes: [Int32], _ columns: [TagColumn?]) -> Bool {
        codes.indices.contains { binding.inputs[$0].isClaimed && codes[$0] > 0 && columns[$0]?.overlong.contains(Int(codes[$0]) - 1) == true }
    }

    private func input(_ codes: [Int32], _ columns: [TagColumn?]) -> PluginInput {
        PluginInput(values: zip(codes, columns).map { code, column in
            guard code > 0, let column else { return PluginInput.Value(text: "", presence: .absent, representation: "UN") }
            let value = Int(code) - 1
            let text = column.values[value]
            return PluginInput.Value(text: text, presence: text.isEmpty ? .empty : .present, representation: column.representations[value].name)
        })
    }

    /// Settles the state of one input from what was answered; the worst that was said counts.
    private func settle(_ index: Int, _ answer: AnswerSink.Answer, _ items: inout [ItemOutcome], _ slots: inout [[ColumnValue?]]) {
        items[index].repairs = answer.repairs
        items[index].folds = answer.folds
        items[index].inference = answer.inference
        items[index].contradictions = answer.contradictions
        let isPresent = items[index].state.isPresent
        if isPresent { (items[index].state, items[index].reason) = state(of: answer) }
        guard answer.rejection == nil, answer.sentinel == nil else { return }
        for (slot, value) in answer.values { slots[slot][index] = value }
        if !isPresent, !answer.values.isEmpty, items[index].inference == nil { items[index].inference = "context" }
    }

    private func state(of answer: AnswerSink.Answer) -> (ValueState, String?) {
        if let reason = answer.rejection { return (.rejected, reason) }
        if let rule = answer.sentinel { return (.sentinel, rule) }
        if !answer.isAnswered { return (.rejected, "no answer") }
        if let reason = answer.partial { return (.partial, reason) }
        if answer.values.isEmpty {
            if let rule = answer.missingColumns.values.min() { return (.sentinel, rule) }
            return (.rejected, "no column was answered")
        }
        if !answer.repairs.isEmpty { return (.repaired, nil) }
        if answer.folds.contains(where: { $0.step != .exact }) { return (.folded, nil) }
        return (.parsed, nil)
    }

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

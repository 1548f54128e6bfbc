import Dictionaries

/// What became of the distinct inputs of one claim, as answers come in.
struct ClaimOutcomes {
    private(set) var items: [ItemOutcome]
    /// Values by slot and item; an array column has a slot for each component.
    private(set) var slots: [[ColumnValue?]]

    init(_ items: [ItemOutcome], slotCount: Int) {
        self.items = items
        slots = Array(repeating: Array(repeating: nil, count: items.count), count: slotCount)
    }

    /// Settles one input from what was answered at `place` of a batch; the worst that was said counts.
    mutating func take(_ index: Int, _ answers: BatchAnswers, _ place: Int) {
        let notes = answers.notes.isEmpty ? [] : answers.notes(of: place)
        let isPresent = items[index].state.isPresent
        if notes.isEmpty {
            if isPresent { (items[index].state, items[index].reason) = ClaimOutcomes.state(answers, place) }
            return takeValues(index, answers, place)
        }
        let answer = Answer(answers, place)
        items[index].repairs = answer.repairs
        items[index].folds = answer.folds
        items[index].inference = answer.inference
        items[index].contradictions = answer.contradictions
        if isPresent { (items[index].state, items[index].reason) = answer.state }
        guard answer.rejection == nil, answer.sentinel == nil else { return }
        takeValues(index, answers, place)
    }

    /// Of an input of which nothing was said but values.
    private static func state(_ answers: BatchAnswers, _ place: Int) -> (ValueState, String?) {
        answers.hasValue[place] ? (.parsed, nil) : (.rejected, "no answer")
    }

    private mutating func takeValues(_ index: Int, _ answers: BatchAnswers, _ place: Int) {
        let start = place * answers.slotCount
        for slot in 0..<answers.slotCount {
            if let value = answers.values[start + slot] { slots[slot][index] = value }
        }
        if !items[index].state.isPresent, answers.hasValue[place], items[index].inference == nil { items[index].inference = "context" }
    }

    /// Takes back what may have been answered. What was not there cannot fail: it stays absent or empty.
    mutating func fail(_ index: Int, _ reason: String) {
        items[index] = ItemOutcome(state: items[index].state, codes: items[index].codes, instances: items[index].instances)
        for slot in slots.indices { slots[slot][index] = nil }
        guard items[index].state.isPresent else { return }
        items[index].state = .failed
        items[index].reason = reason
    }

    mutating func reject(_ index: Int, _ reason: String) {
        items[index].state = .rejected
        items[index].reason = reason
    }

    mutating func failAll(_ reason: String) {
        for index in items.indices { fail(index, reason) }
    }
}

/// All that was said of one input.
struct Answer {
    /// By slot.
    var values: [Int: ColumnValue] = [:]
    var missingColumns: [Int: String] = [:]
    var sentinel: String?
    var rejection: String?
    var partial: String?
    var repairs: [String] = []
    var folds: [Fold] = []
    var inference: String?
    var contradictions: [String] = []

    init(_ answers: BatchAnswers, _ place: Int) {
        for slot in 0..<answers.slotCount { values[slot] = answers.values[place * answers.slotCount + slot] }
        for note in answers.notes(of: place) {
            switch note.kind {
            case .missing: if let column = note.column { missingColumns[column] = note.text } else { sentinel = note.text }
            case .repaired: repairs.append(note.text)
            case .folded: if let fold = note.fold { folds.append(fold) }
            case .inferred: inference = note.text
            case .partial: partial = note.text
            case .rejected: rejection = note.text
            case .contradiction: contradictions.append(note.text)
            case .number, .label, .flag, .log, .misuse: break
            }
        }
    }

    var state: (ValueState, String?) {
        if let reason = rejection { return (.rejected, reason) }
        if let rule = sentinel { return (.sentinel, rule) }
        if let reason = partial { return (.partial, reason) }
        if values.isEmpty {
            if let rule = missingColumns.values.min() { return (.sentinel, rule) }
            return (.rejected, "no column was answered")
        }
        if !repairs.isEmpty { return (.repaired, nil) }
        if folds.contains(where: { $0.step != .exact }) { return (.folded, nil) }
        return (.parsed, nil)
    }
}

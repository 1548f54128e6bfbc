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
        let isPresent = items[index].state.isPresent
        // Nearly all inputs: nothing was said of them but values.
        if isPresent, answers.hasValue[place], answers.notes.isEmpty || answers.notes(of: place).isEmpty {
            items[index].settle(.parsed, nil)
            return takeValues(index, answers, place)
        }
        let answer = Answer(answers, place)
        let isTaken = answer.rejection == nil && answer.sentinel == nil
        let (state, reason) = isPresent ? answer.state : (items[index].state, nil)
        let inference = answer.inference ?? (!isPresent && isTaken && !answer.values.isEmpty ? "context" : nil)
        let remarks = ItemOutcome.Remarks(
            reason: reason, repairs: answer.repairs, folds: answer.folds, inference: inference, contradictions: answer.contradictions)
        items[index].settle(state, remarks)
        if isTaken { takeValues(index, answers, place) }
    }

    private mutating func takeValues(_ index: Int, _ answers: BatchAnswers, _ place: Int) {
        let start = place * answers.slotCount
        for slot in 0..<answers.slotCount {
            if let value = answers.values[start + slot] { slots[slot][index] = value }
        }
    }

    /// Takes back what may have been answered. What was not there cannot fail: it stays absent or empty.
    mutating func fail(_ index: Int, _ reason: String) {
        for slot in slots.indices { slots[slot][index] = nil }
        if items[index].state.isPresent { items[index].settle(.failed, .init(reason: reason)) } else { items[index].settle(items[index].state, nil) }
    }

    mutating func reject(_ index: Int, _ reason: String) {
        items[index].settle(.rejected, .init(reason: reason))
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
    private let isAnswered: Bool

    init(_ answers: BatchAnswers, _ place: Int) {
        isAnswered = answers.isAnswered[place]
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
            return (.rejected, isAnswered ? "no column was answered" : "no answer")
        }
        if !repairs.isEmpty { return (.repaired, nil) }
        if folds.contains(where: { $0.step != .exact }) { return (.folded, nil) }
        return (.parsed, nil)
    }
}

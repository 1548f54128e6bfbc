import CTagPlugin

/// One thing that a plugin told the sink of an item.
enum Told: Hashable {
    /// The bits of the number, so that equal answers are equal to the last one.
    case number(column: Int, component: Int, bits: UInt64)
    case label(column: Int, component: Int, String)
    case flag(column: Int, component: Int, Bool)
    /// Without a column the item as a whole.
    case missing(column: Int?, String)
    case repaired(String)
    /// The term; empty where the value stands for missing.
    case folded(String)
    case inferred(String)
    case partial(String)
    case rejected(String)
    case contradiction(String)

    /// What goes into reports as it is.
    var reason: String? {
        switch self {
        case .missing(_, let text), .repaired(let text), .inferred(let text), .partial(let text), .rejected(let text), .contradiction(let text): text
        case .number, .label, .flag, .folded: nil
        }
    }
    var column: Int? {
        switch self {
        case .number(let column, _, _), .label(let column, _, _), .flag(let column, _, _): column
        case .missing(let column, _): column
        case .repaired, .folded, .inferred, .partial, .rejected, .contradiction: nil
        }
    }
}

/// Writes down what a plugin answers to one batch, and what of it breaks the contract.
final class AnswerRecorder {
    enum Manner {
        case keeps
        /// Only counts.
        case forgets
        /// Nothing is taken: every function gives this status.
        case refuses(tagplugin_status)
    }

    private let claim: Declaration.Claim
    private let itemCount: Int
    private let manner: Manner
    private let isFold: (UInt64) -> Bool
    private(set) var answers: [[Told]]
    /// What broke the contract, in words; at most some.
    private(set) var misuses: [String] = []

    init(_ claim: Declaration.Claim, itemCount: Int, manner: Manner, isFold: @escaping (UInt64) -> Bool) {
        self.claim = claim
        self.itemCount = itemCount
        self.manner = manner
        self.isFold = isFold
        if case .keeps = manner { answers = Array(repeating: [], count: itemCount) } else { answers = [] }
    }

    /// The table that leads here, for as long as `body` runs.
    func withSink<R>(longer: Bool, _ body: (UnsafePointer<tagplugin_sink>) -> R) throws(Fault) -> R {
        let size = MemoryLayout<tagplugin_sink>.size + (longer ? 64 : 0)
        let pages = try Pages(size)
        pages.bytes.initializeMemory(as: UInt8.self, repeating: 0xA5)
        pages.bytes.storeBytes(of: table(size), as: tagplugin_sink.self)
        pages.makeReadOnly()
        guard let start = pages.bytes.baseAddress else { throw Fault("the check got no memory") }
        return withExtendedLifetime((self, pages)) { body(UnsafePointer(start.assumingMemoryBound(to: tagplugin_sink.self))) }
    }

    private func table(_ size: Int) -> tagplugin_sink {
        var sink = tagplugin_sink()
        sink.struct_size = UInt32(size)
        sink.abi_version = TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR
        sink.context = Unmanaged.passUnretained(self).toOpaque()
        sink.number = { AnswerRecorder.from($0).number($1, $2, $3, $4) }
        sink.label = { AnswerRecorder.from($0).label($1, $2, $3, $4) }
        sink.flag = { AnswerRecorder.from($0).flag($1, $2, $3, $4) }
        sink.missing = { AnswerRecorder.from($0).missing($1, $2, $3) }
        sink.repaired = { AnswerRecorder.from($0).note("repaired", $1, $2) { .repaired($0) } }
        sink.folded = { AnswerRecorder.from($0).folded($1, $2) }
        sink.inferred = { AnswerRecorder.from($0).note("inferred", $1, $2) { .inferred($0) } }
        sink.partial = { AnswerRecorder.from($0).note("partial", $1, $2) { .partial($0) } }
        sink.rejected = { AnswerRecorder.from($0).note("rejected", $1, $2) { .rejected($0) } }
        sink.contradiction = { AnswerRecorder.from($0).note("contradiction", $1, $2) { .contradiction($0) } }
        return sink
    }

    /// The context is the recorder, which lives while the call runs. A plugin that passes something else ends its check.
    private static func from(_ context: UnsafeMutableRawPointer?) -> AnswerRecorder {
        guard let context else { fatalError("the plugin called the sink without the sink's context") }
        return Unmanaged<AnswerRecorder>.fromOpaque(context).takeUnretainedValue()
    }
}

// MARK: What is told
extension AnswerRecorder {
    private func number(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: Double) -> tagplugin_status {
        guard value.isFinite else { return misuse("number: NaN or infinity") }
        return answer("number", item, column, component, TAGPLUGIN_KIND_NUMERIC) { .number(column: $0, component: $1, bits: value.bitPattern) }
    }

    private func label(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ text: tagplugin_text) -> tagplugin_status {
        guard let label = text.checkedText else { return misuse("label: not UTF-8 text of at most \(tagplugin_text.mostBytes) bytes") }
        guard !label.isEmpty else { return misuse("label: the text is empty") }
        return answer("label", item, column, component, TAGPLUGIN_KIND_CATEGORICAL) { .label(column: $0, component: $1, label) }
    }

    private func flag(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: UInt32) -> tagplugin_status {
        guard value <= 1 else { return misuse("flag: \(value) is neither 0 nor 1") }
        return answer("flag", item, column, component, TAGPLUGIN_KIND_FLAG) { .flag(column: $0, component: $1, value == 1) }
    }

    private func answer(
        _ function: String, _ item: UInt32, _ column: UInt32, _ component: UInt32, _ kind: UInt32, _ told: (Int, Int) -> Told
    ) -> tagplugin_status {
        guard claim.columns.indices.contains(Int(column)) else { return misuse("\(function): there is no column \(column)") }
        let declared = claim.columns[Int(column)]
        guard declared.kind == kind else { return misuse("\(function): the column “\(declared.name)” is of another kind") }
        guard Int(component) < declared.components else {
            return misuse("\(function): the column “\(declared.name)” has \(declared.components) components, none has the index \(component)")
        }
        return take(function, item, told(Int(column), Int(component)))
    }

    private func missing(_ item: UInt32, _ column: UInt32, _ rule: tagplugin_text) -> tagplugin_status {
        guard let rule = rule.checkedText else { return misuse("missing: the rule is not UTF-8 text") }
        guard column == TAGPLUGIN_ALL_COLUMNS || claim.columns.indices.contains(Int(column)) else {
            return misuse("missing: there is no column \(column)")
        }
        return take("missing", item, .missing(column: column == TAGPLUGIN_ALL_COLUMNS ? nil : Int(column), rule))
    }

    private func note(_ function: String, _ item: UInt32, _ text: tagplugin_text, _ told: (String) -> Told) -> tagplugin_status {
        guard let text = text.checkedText else { return misuse("\(function): not UTF-8 text of at most \(tagplugin_text.mostBytes) bytes") }
        return take(function, item, told(text))
    }

    private func folded(_ item: UInt32, _ fold: UnsafePointer<tagplugin_fold>?) -> tagplugin_status {
        guard let fold else { return misuse("folded: NULL") }
        guard isFold(fold.pointee.trace) else { return misuse("folded: not a fold of this call") }
        guard let term = fold.pointee.term.checkedText else { return misuse("folded: its term is not UTF-8") }
        return take("folded", item, .folded(term))
    }

    private func take(_ function: String, _ item: UInt32, _ told: Told) -> tagplugin_status {
        guard Int(item) < itemCount else { return misuse("\(function): the batch has \(itemCount) items, none has the index \(item)") }
        switch manner {
        case .keeps: answers[Int(item)].append(told)
        case .forgets: break
        case .refuses(let status): return status
        }
        return TAGPLUGIN_OK
    }

    private func misuse(_ reason: String) -> tagplugin_status {
        if misuses.count < 100 { misuses.append(reason) }
        return TAGPLUGIN_BAD_ARGUMENT
    }
}

import CTagPlugin
import Dictionaries

/// Takes a plugin's answers for one batch, behind the C function table. Everything it is told is checked: what does not
/// fit has no effect and is counted.
final class AnswerSink {
    struct Answer {
        var values: [Int: ColumnValue] = [:]
        var missingColumns: [Int: String] = [:]
        var sentinel: String?
        var rejection: String?
        var partial: String?
        var repairs: [String] = []
        var folds: [Fold] = []
        var inference: String?
        var contradictions: [String] = []
        var isAnswered = false
    }

    private let claim: PluginDescription.Claim
    private let services: HostServices
    private(set) var answers: [Answer]
    private(set) var misuses = 0
    /// First slot of each column; array columns take one slot a component.
    let firstSlots: [Int]

    init(claim: PluginDescription.Claim, count: Int, services: HostServices) {
        self.claim = claim
        self.services = services
        answers = Array(repeating: Answer(), count: count)
        var next = 0
        firstSlots = claim.columns.map { column in
            defer { next += column.components }
            return next
        }
    }

    fileprivate func misuse() -> tagplugin_status {
        misuses += 1
        return TAGPLUGIN_BAD_ARGUMENT
    }

    fileprivate func set(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ kind: ColumnKind, _ value: ColumnValue) -> tagplugin_status {
        guard Int(item) < answers.count, Int(column) < claim.columns.count else { return misuse() }
        let declared = claim.columns[Int(column)]
        guard declared.kind == kind, Int(component) < declared.components else { return misuse() }
        answers[Int(item)].values[firstSlots[Int(column)] + Int(component)] = value
        answers[Int(item)].isAnswered = true
        return TAGPLUGIN_OK
    }

    fileprivate func missing(_ item: UInt32, _ column: UInt32, _ rule: tagplugin_text) -> tagplugin_status {
        guard Int(item) < answers.count, let rule = rule.validated(limit: 4096) else { return misuse() }
        if column == TAGPLUGIN_ALL_COLUMNS {
            answers[Int(item)].sentinel = rule
        } else {
            guard Int(column) < claim.columns.count else { return misuse() }
            answers[Int(item)].missingColumns[Int(column)] = rule
        }
        answers[Int(item)].isAnswered = true
        return TAGPLUGIN_OK
    }

    fileprivate func note(_ item: UInt32, _ text: tagplugin_text, _ add: (inout Answer, String) -> Void) -> tagplugin_status {
        guard Int(item) < answers.count, let text = text.validated(limit: 4096) else { return misuse() }
        add(&answers[Int(item)], text)
        answers[Int(item)].isAnswered = true
        return TAGPLUGIN_OK
    }

    fileprivate func folded(_ item: UInt32, _ fold: UnsafePointer<tagplugin_fold>?) -> tagplugin_status {
        guard Int(item) < answers.count, let fold, fold.pointee.trace > 0, fold.pointee.trace <= UInt64(services.folds.count) else {
            return misuse()
        }
        answers[Int(item)].folds.append(services.folds[Int(fold.pointee.trace) - 1])
        answers[Int(item)].isAnswered = true
        return TAGPLUGIN_OK
    }
}

/// The C function table of one plugin's answers. It stays where it is for good, so that a plugin which keeps it, against
/// the contract, points to nothing that is gone: outside a call it leads nowhere.
final class SinkPort {
    private var sink: AnswerSink?
    private let table: UnsafeMutablePointer<tagplugin_sink>

    init() {
        table = .allocate(capacity: 1)
        table.initialize(to: tagplugin_sink())
        table.pointee.struct_size = UInt32(MemoryLayout<tagplugin_sink>.size)
        table.pointee.abi_version = ABI.version
        table.pointee.context = Unmanaged.passRetained(self).toOpaque()
        table.pointee.number = { SinkPort.from($0).number($1, $2, $3, $4) }
        table.pointee.label = { SinkPort.from($0).label($1, $2, $3, $4) }
        table.pointee.flag = { SinkPort.from($0).flag($1, $2, $3, $4) }
        table.pointee.missing = { SinkPort.from($0).missing($1, $2, $3) }
        table.pointee.repaired = { SinkPort.from($0).note($1, $2) { $0.repairs.append($1) } }
        table.pointee.folded = { SinkPort.from($0).folded($1, $2) }
        table.pointee.inferred = { SinkPort.from($0).note($1, $2) { $0.inference = $1 } }
        table.pointee.partial = { SinkPort.from($0).note($1, $2) { $0.partial = $1 } }
        table.pointee.rejected = { SinkPort.from($0).note($1, $2) { $0.rejection = $1 } }
        table.pointee.contradiction = { SinkPort.from($0).note($1, $2) { $0.contradictions.append($1) } }
    }

    /// Leads the table to a sink while `body` runs.
    func with<R>(_ sink: AnswerSink, _ body: (UnsafePointer<tagplugin_sink>) -> R) -> R {
        self.sink = sink
        defer { self.sink = nil }
        return body(UnsafePointer(table))
    }

    /// The context is the port, which is never freed.
    private static func from(_ context: UnsafeMutableRawPointer?) -> AnswerSinkReference {
        AnswerSinkReference(sink: context.map { Unmanaged<SinkPort>.fromOpaque($0).takeUnretainedValue() }?.sink)
    }
}

/// Stands between the C callbacks and the sink, so that a call without a sink is an error and not a crash.
private struct AnswerSinkReference {
    let sink: AnswerSink?

    func number(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: Double) -> tagplugin_status {
        guard value.isFinite else { return sink?.misuse() ?? TAGPLUGIN_FAILED }
        return sink?.set(item, column, component, .numeric, .number(value)) ?? TAGPLUGIN_FAILED
    }
    func label(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ text: tagplugin_text) -> tagplugin_status {
        guard let label = text.validated(limit: 4096), !label.isEmpty else { return sink?.misuse() ?? TAGPLUGIN_FAILED }
        return sink?.set(item, column, component, .categorical, .label(label)) ?? TAGPLUGIN_FAILED
    }
    func flag(_ item: UInt32, _ column: UInt32, _ component: UInt32, _ value: UInt32) -> tagplugin_status {
        guard value <= 1 else { return sink?.misuse() ?? TAGPLUGIN_FAILED }
        return sink?.set(item, column, component, .flag, .flag(value == 1)) ?? TAGPLUGIN_FAILED
    }
    func missing(_ item: UInt32, _ column: UInt32, _ rule: tagplugin_text) -> tagplugin_status {
        sink?.missing(item, column, rule) ?? TAGPLUGIN_FAILED
    }
    func note(_ item: UInt32, _ text: tagplugin_text, _ add: (inout AnswerSink.Answer, String) -> Void) -> tagplugin_status {
        sink?.note(item, text, add) ?? TAGPLUGIN_FAILED
    }
    func folded(_ item: UInt32, _ fold: UnsafePointer<tagplugin_fold>?) -> tagplugin_status { sink?.folded(item, fold) ?? TAGPLUGIN_FAILED }
}

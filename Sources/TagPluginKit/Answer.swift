import CTagPlugin

/// Takes the answers for one input. Lent to `parse`; it cannot be kept.
///
/// A column that gets no answer is missing. The functions that can be refused say whether the host took the answer: it
/// refuses numbers that are not finite, empty labels, and components that the column does not have, and counts such
/// answers against the plugin.
public struct Answer: ~Copyable {
    private let sink: tagplugin_sink
    private let item: UInt32

    init(sink: tagplugin_sink, item: UInt32) {
        self.sink = sink
        self.item = item
    }
}

// MARK: Values
extension Answer {
    @discardableResult
    public func number(_ column: NumericColumn, _ value: Double, component: Int = 0) -> Bool {
        guard let number = sink.number, let component = UInt32(exactly: component) else { return false }
        return number(sink.context, item, column.index, component, value) == TAGPLUGIN_OK
    }

    @discardableResult
    public func label(_ column: LabelColumn, _ value: String, component: Int = 0) -> Bool {
        guard let label = sink.label, let component = UInt32(exactly: component) else { return false }
        return value.withPluginText { label(sink.context, item, column.index, component, $0) } == TAGPLUGIN_OK
    }

    @discardableResult
    public func flag(_ column: FlagColumn, _ value: Bool, component: Int = 0) -> Bool {
        guard let flag = sink.flag, let component = UInt32(exactly: component) else { return false }
        return flag(sink.context, item, column.index, component, value ? 1 : 0) == TAGPLUGIN_OK
    }

    /// Answers with the canonical term and records the fold; or, when the dictionary lists the value as one that stands
    /// for missing, with that.
    @discardableResult
    public func label(_ column: LabelColumn, _ fold: Fold, component: Int = 0) -> Bool {
        folded(fold)
        guard !fold.standsForMissing else {
            missing(Sentinels.dictionaryRule)
            return true
        }
        return label(column, fold.term, component: component)
    }
}

// MARK: How the answer came about
extension Answer {
    /// The value as a whole stands for missing, by the named rule ("zero is not a spacing").
    public func missing(_ rule: String) {
        tell(sink.missing, column: TAGPLUGIN_ALL_COLUMNS, rule)
    }

    /// What the value says for one column stands for missing, by the named rule.
    public func missing(_ column: some Column, _ rule: String) {
        tell(sink.missing, column: column.index, rule)
    }

    /// The value was repaired by the named rule ("decimal comma") before it was parsed. May repeat.
    public func repaired(_ rule: String) {
        tell(sink.repaired, rule)
    }

    /// The value was repaired by each of these rules.
    public func repaired(_ repairs: SyntaxRepairs) {
        guard !repairs.isEmpty else { return }
        for rule in repairs.rules { repaired(rule) }
    }

    /// The value was folded. May repeat.
    public func folded(_ fold: Fold) {
        guard let folded = sink.folded else { return }
        fold.withABI { _ = folded(sink.context, item, $0) }
    }

    /// The answer comes from a context tag, by the named rule ("PatientBirthDate and StudyDate").
    public func inferred(_ rule: String) {
        tell(sink.inferred, rule)
    }

    /// Some of the value was understood, some not, for this reason.
    public func partial(_ reason: String) {
        tell(sink.partial, reason)
    }

    /// The value was not understood, for this reason; answers given before are discarded.
    ///
    /// The same as throwing a ``Rejection``.
    public func rejected(_ reason: String) {
        tell(sink.rejected, reason)
    }

    /// Two inputs say different things; the answer stands. Never put the values in the message.
    public func contradiction(_ message: String) {
        tell(sink.contradiction, message)
    }

    private typealias Telling = @convention(c) (UnsafeMutableRawPointer?, UInt32, tagplugin_text) -> tagplugin_status
    private typealias ColumnTelling =
        @convention(c) (UnsafeMutableRawPointer?, UInt32, UInt32, tagplugin_text) -> tagplugin_status

    private func tell(_ function: Telling?, _ text: String) {
        guard let function else { return }
        text.withPluginText { _ = function(sink.context, item, $0) }
    }

    private func tell(_ function: ColumnTelling?, column: UInt32, _ text: String) {
        guard let function else { return }
        text.withPluginText { _ = function(sink.context, item, column, $0) }
    }
}

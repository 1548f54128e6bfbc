import Dictionaries
import WorkerProcesses

/// What a plugin answered to a batch, checked: values by item and slot, and what else it said, in the order in which it did.
struct BatchAnswers {
    struct Note {
        let item: Int
        let kind: AnswerRecord.Kind
        /// Of a `missing`; nil for the item as a whole.
        var column: Int?
        let text: String
        var fold: Fold?
    }

    struct LogLine: Equatable {
        let level: UInt32
        let text: String
    }

    let slotCount: Int
    /// Of item i and slot s at i × slotCount + s.
    fileprivate(set) var values: [ColumnValue?]
    /// By item; of one item in the order in which they came.
    fileprivate(set) var notes: [Note] = []
    fileprivate(set) var isAnswered: [Bool]
    fileprivate(set) var hasValue: [Bool]
    fileprivate(set) var log: [LogLine] = []
    /// Why the whole batch counts as failed.
    fileprivate(set) var fault: String?
    fileprivate(set) var misuses = 0
    /// Bytes written to standard output and error since the plugin's start.
    fileprivate(set) var strayOutput = 0

    var itemCount: Int { isAnswered.count }
    /// Where a call that broke off most likely was.
    var firstUnanswered: Int? { isAnswered.firstIndex(of: false) }

    /// Whether two calls said the same of an item each.
    func agrees(_ item: Int, with other: BatchAnswers, _ otherItem: Int) -> Bool {
        func said(_ answers: BatchAnswers, _ item: Int) -> [String] {
            answers.notes(of: item).map { "\($0.kind) \($0.column ?? -1) \($0.text) \($0.fold?.term?.name ?? "")" }
        }
        return (0..<slotCount).allSatisfy { values[item * slotCount + $0] == other.values[otherItem * slotCount + $0] }
            && said(self, item) == said(other, otherItem)
    }

    func notes(of item: Int) -> ArraySlice<Note> {
        let first = notes.partitioningIndex { $0.item >= item }
        let end = notes[first...].firstIndex { $0.item != item } ?? notes.endIndex
        return notes[first..<end]
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index at which what holds from some place on holds.
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = startIndex, high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Reads what was written down of a call. The writer may be a process that has lost its senses: whatever does not fit fails
/// the batch, and nothing is taken on trust, folds neither; they are made again.
struct AnswerReader {
    /// Kind and components of each column.
    let columns: [PluginDescription.Column]
    let fold: HostServices.Folding
    private let firstSlots: [Int]
    private let slotCount: Int

    init(_ claim: PluginDescription.Claim, fold: @escaping HostServices.Folding) {
        columns = claim.columns
        self.fold = fold
        var next = 0
        firstSlots = claim.columns.map { column in
            defer { next += column.components }
            return next
        }
        slotCount = next
    }

    /// - Parameter bytes: a copy that nobody else can change.
    func read(_ bytes: [UInt8], items: Int) -> BatchAnswers {
        var answers = BatchAnswers(
            slotCount: slotCount, values: Array(repeating: nil, count: items * slotCount),
            isAnswered: Array(repeating: false, count: items), hasValue: Array(repeating: false, count: items))
        bytes.withUnsafeBytes { read($0, into: &answers) }
        if !zip(answers.notes, answers.notes.dropFirst()).allSatisfy({ $0.item <= $1.item }) {
            answers.notes = answers.notes.enumerated().sorted { ($0.element.item, $0.offset) < ($1.element.item, $1.offset) }.map(\.element)
        }
        return answers
    }

    private func read(_ bytes: UnsafeRawBufferPointer, into answers: inout BatchAnswers) {
        guard bytes.count >= AnswerRecord.recordsOffset else { return answers.fault = "it left no answers" }
        let head = bytes.loadUnaligned(as: AnswerRecord.Head.self)
        answers.strayOutput = Int(clamping: head.strayOutput)
        if head.status != 0 { answers.fault = "its parse function returned the status \(head.status)" }
        if head.isFull != 0 { answers.fault = "it gave too many answers" }
        var next = AnswerRecord.recordsOffset
        var lastText = LastText()
        while next < bytes.count {
            guard let record = record(bytes, at: next) else { return answers.fault = "its answers are no records" }
            next += AnswerRecord.fieldsSize + (record.text.count + 7) & ~7
            take(record, &lastText, &answers)
        }
    }

    private struct Record {
        let kind: AnswerRecord.Kind
        let fields: AnswerRecord.Fields
        let text: UnsafeRawBufferPointer
    }

    @inline(__always)
    private func record(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Record? {
        guard bytes.count - start >= AnswerRecord.fieldsSize else { return nil }
        let fields = bytes.loadUnaligned(fromByteOffset: start, as: AnswerRecord.Fields.self)
        guard let kind = AnswerRecord.Kind(rawValue: fields.kind) else { return nil }
        let length = kind == .flag ? 0 : Int(fields.length), textStart = start + AnswerRecord.fieldsSize
        guard length <= bytes.count - textStart else { return nil }
        return Record(kind: kind, fields: fields, text: UnsafeRawBufferPointer(rebasing: bytes[textStart..<(textStart + length)]))
    }

    @inline(__always)
    private func take(_ record: Record, _ lastText: inout LastText, _ answers: inout BatchAnswers) {
        let item = Int(record.fields.item)
        switch record.kind {
        case .number:
            guard record.text.count == 8 else { return misuse("a number of another size", item, &answers) }
            let value = record.text.loadUnaligned(as: Double.self)
            guard value.isFinite else { return misuse("a number that is not finite", item, &answers) }
            set(.number(value), .numeric, item, record.fields, &answers)
        case .label:
            guard record.text.count > 0, let text = lastText.string(record.text) else { return misuse("a label that is no text", item, &answers) }
            set(.label(text), .categorical, item, record.fields, &answers)
        case .flag:
            guard record.fields.length <= 1 else { return misuse("a flag that is neither 0 nor 1", item, &answers) }
            set(.flag(record.fields.length == 1), .flag, item, record.fields, &answers)
        case .log:
            if let text = lastText.string(record.text) { answers.log.append(.init(level: record.fields.column, text: text)) }
        case .misuse:
            misuse(lastText.string(record.text) ?? "something that does not fit", item, &answers)
        case .missing, .repaired, .folded, .inferred, .partial, .rejected, .contradiction:
            takeNote(record, item, &lastText, &answers)
        }
    }

    private func takeNote(_ record: Record, _ item: Int, _ lastText: inout LastText, _ answers: inout BatchAnswers) {
        guard item < answers.itemCount else { return misuse("an item that the batch has not", item, &answers) }
        var note: BatchAnswers.Note
        if record.kind == .folded {
            guard let fold = refold(Array(record.text)) else { return misuse("a fold that the host did not make", item, &answers) }
            note = .init(item: item, kind: .folded, text: "", fold: fold)
        } else {
            guard let text = lastText.string(record.text) else { return misuse("a rule or reason that is no text", item, &answers) }
            note = .init(item: item, kind: record.kind, text: text)
        }
        if record.kind == .missing, record.fields.column != AnswerRecord.allColumns {
            guard Int(record.fields.column) < columns.count else { return misuse("a column that it has not", item, &answers) }
            note.column = Int(record.fields.column)
        }
        answers.notes.append(note)
        answers.isAnswered[item] = true
    }

    @inline(__always)
    private func set(_ value: ColumnValue, _ kind: ColumnKind, _ item: Int, _ fields: AnswerRecord.Fields, _ answers: inout BatchAnswers) {
        let column = Int(fields.column), component = Int(fields.component)
        guard item < answers.itemCount, column < columns.count, columns[column].kind == kind, component < columns[column].components else {
            return misuse("a place that does not fit", item, &answers)
        }
        answers.values[item * slotCount + firstSlots[column] + component] = value
        answers.isAnswered[item] = true
        answers.hasValue[item] = true
    }

    /// Of an item: a note. Of none: the batch counts as failed, until the item is found.
    private func misuse(_ what: String, _ item: Int, _ answers: inout BatchAnswers) {
        answers.misuses += 1
        if item < answers.itemCount {
            answers.notes.append(.init(item: item, kind: .misuse, text: what))
            answers.isAnswered[item] = true
        } else {
            answers.fault = answers.fault ?? "it answered with \(what)"
        }
    }

    /// The same look into the dictionaries as the plugin's.
    private func refold(_ query: [UInt8]) -> Fold? {
        var reader = WireReader(query)
        guard let dictionary = try? reader.text(), let value = try? reader.text(), let context = try? reader.texts(), context.count % 2 == 0 else { return nil }
        var pairs: [String: String] = [:]
        for place in stride(from: 0, to: context.count, by: 2) { pairs[context[place]] = context[place + 1] }
        return fold(dictionary, value, pairs)
    }
}

/// Rules and reasons repeat from value to value: the text that came last need not be made again.
private struct LastText {
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    private var text = ""

    /// - Returns: nil for what is not UTF-8.
    mutating func string(_ new: UnsafeRawBufferPointer) -> String? {
        if new.count == bytes.count, new.elementsEqual(bytes) { return text }
        guard let made = String(validating: new, as: UTF8.self) else { return nil }
        (bytes, text) = (new, made)
        return made
    }
}

import CTagPlugin
import DICOM
import TagTable

/// Asks a plugin about the distinct inputs of one claim, batch by batch, and finds the inputs on which it fails.
struct BatchCalls {
    private let binding: ClaimBinding
    private let inputs: [InputTexts?]
    private let batchSize: Int
    private let reader: AnswerReader
    private let plugin: LoadedPlugin
    private var caller: any PluginCaller { plugin.caller }
    var outcomes: ClaimOutcomes
    private(set) var misuses = 0
    private var secondAsking = SecondAsking([])

    init(_ binding: ClaimBinding, _ columns: [TagColumn?], _ outcomes: ClaimOutcomes, batchSize: Int) {
        self.binding = binding
        inputs = columns.map { $0.map(InputTexts.init) }
        self.outcomes = outcomes
        self.batchSize = batchSize
        plugin = binding.plugin
        reader = AnswerReader(binding.declared, fold: binding.plugin.folding)
    }

    /// Asks about these items. While the plugin works on a batch, the next one is written.
    mutating func ask(_ items: [Int]) {
        if caller.checksAgain { secondAsking = SecondAsking(items) }
        var next = 0, slot = 0
        var sent: [(slot: Int, items: ArraySlice<Int>)] = []
        while plugin.record.quarantine == nil {
            while sent.count < BatchSlot.count, next < items.count {
                let batch = send(items[next...].prefix(batchSize), slot)
                sent.append((slot, batch))
                next = batch.endIndex
                slot = (slot + 1) % BatchSlot.count
            }
            guard let first = sent.first else { break }
            do throws(CallFailure) {
                take(first.items, try caller.receive(first.slot, items: first.items.count, reader))
                sent.removeFirst()
            } catch {
                // What was sent behind it is lost, and is sent again.
                next = first.items.endIndex
                sent = []
                countingOnce(error) { $0.search(first.items, error) }
            }
        }
        if let reason = plugin.record.quarantine {
            caller.abandon()
            for item in items[(sent.first?.items.startIndex ?? next)...] { outcomes.fail(item, reason) }
        } else {
            checkAgain(items)
        }
    }

    // MARK: One batch

    /// Sends as many items as fit, one at least.
    private func send(_ items: ArraySlice<Int>, _ slot: Int) -> ArraySlice<Int> {
        var writer = BatchWriter(
            caller.request(slot), claim: binding.claim, keyword: binding.keyword, inputCount: inputs.count, mostItems: items.count)
        for item in items {
            guard write(item, &writer) else { break }
            writer.endItem()
        }
        writer.finish()
        caller.send(slot)
        return items.prefix(writer.count)
    }

    private func write(_ item: Int, _ writer: inout BatchWriter) -> Bool {
        let codes = outcomes.items[item].codes
        for place in 0..<inputs.count {
            let code = Int(codes[place])
            let fits = if code > 0, let texts = inputs[place] { texts.write(code - 1, &writer) } else { InputTexts.writeAbsent(&writer) }
            guard fits else { return false }
        }
        return true
    }

    private mutating func take(_ items: ArraySlice<Int>, _ answers: BatchAnswers) {
        misuses += answers.misuses
        plugin.note(answers)
        secondAsking.keep(items, answers)
        let hasMisuses = answers.misuses > 0
        for (place, item) in items.enumerated() {
            if hasMisuses, let misuse = answers.notes(of: place).first(where: { $0.kind == .misuse }) {
                fail(item, "it answered with \(misuse.text)")
            } else {
                outcomes.take(item, answers, place)
            }
        }
    }

    private mutating func fail(_ item: Int, _ reason: String) {
        outcomes.fail(item, "the plugin failed: " + reason)
        plugin.countFailure(reason)
    }

    // MARK: After a failure

    /// A call that failed costs the inputs that made it fail, and no other: the input where it broke off is tried alone; if
    /// it was not that one, the batch is halved until it is found.
    private mutating func search(_ items: ArraySlice<Int>, _ failure: CallFailure) {
        if let reason = plugin.record.quarantine { return items.forEach { outcomes.fail($0, reason) } }
        guard items.count > 1 else { return items.forEach { blame($0, failure) } }
        var rest = items
        if let place = failure.answers?.firstUnanswered, place < items.count {
            let suspect = rest.remove(at: rest.startIndex + place)
            if case .failed(let ownFailure) = askAlone([suspect]) {
                blame(suspect, ownFailure)
                return askOrSearch(rest)
            }
        }
        let middle = rest.startIndex + rest.count / 2
        askOrSearch(rest[..<middle])
        askOrSearch(rest[middle...])
    }

    /// A failure for which no value is found to blame counts, too: a plugin that fails again and again is not called for ever.
    private mutating func countingOnce(_ failure: CallFailure, _ search: (inout Self) -> Void) {
        let before = plugin.record.failures
        search(&self)
        if plugin.record.failures == before { plugin.countFailure(failure.reason) }
    }

    private mutating func blame(_ item: Int, _ failure: CallFailure) {
        misuses += failure.answers?.misuses ?? 0
        fail(item, failure.reason)
    }

    private enum Alone {
        case taken
        case failed(CallFailure)
    }

    /// What stood beside the value that put the plugin into quarantine gets this one call, too.
    private mutating func askOrSearch(_ items: ArraySlice<Int>) {
        guard !items.isEmpty else { return }
        if case .failed(let failure) = askAlone(items) { search(items, failure) }
    }

    /// One call with nothing before or behind it, and a moment for what it leaves behind.
    private mutating func askAlone(_ items: ArraySlice<Int>) -> Alone {
        do throws(CallFailure) {
            let answers = try call(items)
            if let reason = caller.linger() { return .failed(CallFailure(reason: reason)) }
            take(items, answers)
            return .taken
        } catch { return .failed(error) }
    }

    private func call(_ items: ArraySlice<Int>) throws(CallFailure) -> BatchAnswers {
        _ = send(items, 0)
        return try caller.receive(0, items: items.count, reader)
    }

    /// The plugin failed when all was answered: some value left a thread behind, say. Each batch is asked again, with a
    /// moment behind it.
    private mutating func searchForLateFailure(_ items: [Int]) {
        var next = 0
        while next < items.count {
            let batch = items[next...].prefix(batchSize)
            askOrSearch(batch)
            next = batch.endIndex
        }
    }

    // MARK: Asking again

    /// The same value must get the same answer whatever stands around it. A plugin that guesses would give other features
    /// with every run: none of its answers is kept.
    private mutating func checkAgain(_ all: [Int]) {
        let items = secondAsking.items
        guard !items.isEmpty else { return }
        let answers: BatchAnswers
        do throws(CallFailure) { answers = try call(items[...]) } catch {
            return countingOnce(error) { $0.searchForLateFailure(all) }
        }
        guard !secondAsking.agrees(with: answers) else { return }
        let reason = "it answered the same value differently when it was asked again"
        outcomes.failAll("the plugin failed: " + reason)
        plugin.quarantine(reason)
    }
}

/// The values of one input. An object, since a column is too large to be passed around for each of a million values.
private final class InputTexts {
    private let values: TextPool
    private let representations: [VR]

    init(_ column: TagColumn) {
        values = column.values
        representations = column.representations
    }

    func write(_ value: Int, _ writer: inout BatchWriter) -> Bool {
        let letters = InputTexts.letters[Int(representations[value].rawValue)]
        return values.withBytes(value) { bytes in
            writer.add(bytes, presence: bytes.isEmpty ? TAGPLUGIN_EMPTY : TAGPLUGIN_PRESENT, vr: letters)
        }
    }

    static func writeAbsent(_ writer: inout BatchWriter) -> Bool {
        writer.add(.init(start: nil, count: 0), presence: TAGPLUGIN_ABSENT, vr: letters[Int(VR.UN.rawValue)])
    }

    /// By raw value.
    private static let letters: [(CChar, CChar)] = VR.allCases.map { vr in
        let letters = vr.name.utf8.map { CChar(bitPattern: $0) }
        return (letters[0], letters[1])
    }
}

/// A few inputs that are asked for twice, the second time in the opposite order and without the others.
struct SecondAsking {
    private static let most = 16
    private var first: [Int: (answers: BatchAnswers, place: Int)] = [:]
    private let sample: [Int]

    /// - Parameter all: from which they are taken at equal steps; ascending, as all items are.
    init(_ all: [Int]) {
        let step = max(1, all.count / SecondAsking.most)
        sample = stride(from: 0, to: all.count, by: step).prefix(SecondAsking.most).map { all[$0] }
    }

    mutating func keep(_ items: ArraySlice<Int>, _ answers: BatchAnswers) {
        for item in sample {
            let index = items.partitioningIndex { $0 >= item }
            if index < items.endIndex, items[index] == item { first[item] = (answers, index - items.startIndex) }
        }
    }

    var items: [Int] { first.keys.sorted(by: >) }

    func agrees(with second: BatchAnswers) -> Bool {
        items.enumerated().allSatisfy { place, item in
            first[item].map { $0.answers.agrees($0.place, with: second, place) } ?? true
        }
    }
}

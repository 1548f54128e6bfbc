import CTagPlugin

/// Why a call failed as a whole.
struct CallFailure: Error {
    let reason: String
    /// What was answered before, from which one sees how far the plugin came.
    var answers: BatchAnswers?
}

/// Calls a plugin's parse function. Where the plugin runs is its business.
///
/// There are `BatchSlot.count` slots, each of which holds one batch: while the plugin works on one, the next can be written.
protocol PluginCaller: AnyObject {
    /// Memory for the next batch of a slot.
    func request(_ slot: Int) -> RawRegion
    /// Sends the batch that was written there.
    func send(_ slot: Int)
    /// Waits for the answers to what was sent, in the order of sending.
    /// - Parameters:
    ///   - items: how many the batch has.
    ///   - reader: of the claim that was asked.
    func receive(_ slot: Int, items: Int, _ reader: AnswerReader) throws(CallFailure) -> BatchAnswers
    /// Forgets what was sent and not yet answered.
    func abandon()
    /// Waits a little for what the plugin may have left behind, such as a thread that fails later.
    /// - Returns: why it failed after all.
    func linger() -> String?
    /// The last call.
    func finish()
    /// Plugins of one place are called one after the other.
    var place: ObjectIdentifier { get }
    /// Whether a value that is asked for again must get the same answer.
    var checksAgain: Bool { get }
}

enum BatchSlot {
    static let count = 2
}

/// A plugin's parse function, ready to be called.
struct PluginExecution {
    let plugin: tagplugin_plugin
    /// By claim.
    let columns: [[AnswerWriter.ColumnShape]]
    private let sink: SinkTable
    private let services: HostServices

    init(_ library: PluginLibrary) {
        plugin = library.plugin
        services = library.services
        columns = library.declared.claims.map { $0.columns.map { .init(kind: $0.kind, components: $0.components) } }
        sink = SinkTable(AnswerWriter(services: services))
    }

    /// Has the plugin parse the batch that the request holds.
    /// - Parameter answers: memory to answer into.
    func run(_ request: inout BatchReader, answers: RawRegion, strayOutput: () -> UInt64 = { 0 }) {
        let head = request.head
        let claim = Int(head.claim)
        sink.writer.pointee.open(answers, columns.indices.contains(claim) ? columns[claim] : [], items: head.count)
        services.startCall { [sink] level, text in sink.writer.pointee.log(level, text) }
        let status = request.withBatch { batch in plugin.parse?(plugin.state, batch, sink.pointer) ?? TAGPLUGIN_FAILED }
        services.endCall()
        sink.writer.pointee.close(status: status, strayOutput: strayOutput())
    }
}

/// Calls the plugin in this process.
final class InProcessCaller: PluginCaller {
    private let requests: [RawRegion]
    private let answers: RawRegion
    private let execution: PluginExecution
    private let finishFunction: () -> Void
    private var readers: [BatchReader]

    init(_ library: PluginLibrary) {
        func memory(_ size: Int) -> RawRegion {
            RawRegion(base: .allocate(byteCount: size, alignment: 16), count: size)
        }
        requests = (0..<BatchSlot.count).map { _ in memory(BatchRequest.size) }
        readers = requests.map(BatchReader.init)
        answers = memory(AnswerRecord.size)
        execution = PluginExecution(library)
        let plugin = library.plugin
        finishFunction = { plugin.finish?(plugin.state) }
    }

    deinit {
        for memory in requests + [answers] { memory.base.deallocate() }
    }

    var checksAgain: Bool { false }
    var place: ObjectIdentifier { ObjectIdentifier(self) }
    func request(_ slot: Int) -> RawRegion { requests[slot] }
    func send(_ slot: Int) {}
    func abandon() {}
    func linger() -> String? { nil }
    func finish() { finishFunction() }

    func receive(_ slot: Int, items: Int, _ reader: AnswerReader) throws(CallFailure) -> BatchAnswers {
        execution.run(&readers[slot], answers: answers)
        let used = AnswerRecord.recordsOffset + Int(answers.load(UInt64.self, at: 0))
        let answered = reader.read(answers.prefix(used), items: items)
        if let fault = answered.fault { throw CallFailure(reason: fault, answers: answered) }
        return answered
    }
}

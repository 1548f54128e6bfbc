/// Calls a plugin in a worker process.
final class WorkerCaller: PluginCaller {
    private let link: WorkerLink
    /// Of the plugin among those of the process.
    private let number: Int

    init(_ link: WorkerLink, _ number: Int) {
        self.link = link
        self.number = number
    }

    /// What shares a worker came with the command, and was asked twice by its tests.
    var checksAgain: Bool { !link.isShared }
    var place: ObjectIdentifier { ObjectIdentifier(link) }
    func request(_ slot: Int) -> RawRegion { link.request(slot) }
    func send(_ slot: Int) { link.send(slot, to: number) }
    func abandon() { link.abandon() }
    func linger() -> String? { link.linger() }
    func finish() { link.finish() }

    func receive(_ slot: Int, items: Int, _ reader: AnswerReader) throws(CallFailure) -> BatchAnswers {
        try link.receive(slot, items: items, reader)
    }
}

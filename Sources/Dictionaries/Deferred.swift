import Dispatch
import Synchronization

/// Work whose result is asked for later, so that several pieces can be done side by side.
final class Deferred<Output: Sendable>: DeferredWork {
    private let work: @Sendable () throws -> Output
    private let result = Mutex<Result<Output, any Error>?>(nil)

    init(_ work: @escaping @Sendable () throws -> Output) { self.work = work }

    func run() {
        let made = Result { try work() }
        result.withLock { $0 = made }
    }

    /// Does the work, where that has not happened yet.
    func output() throws -> Output {
        if let made = result.withLock({ $0 }) { return try made.get() }
        return try work()
    }
}

/// A piece of work, whatever it makes.
protocol DeferredWork: AnyObject, Sendable {
    func run()
}

extension Sequence where Element == any DeferredWork {
    /// Does all of it, on as many threads as there are. The order in which results are asked for decides which error counts.
    func runSideBySide() {
        let all = Array(self)
        DispatchQueue.concurrentPerform(iterations: all.count) { all[$0].run() }
    }
}

import Glibc

/// Time that a worker may take.
package enum WorkerTime {
    /// On a busy machine a worker may get little of a processor: one that had less than half of its time gets it again, thrice
    /// at most. What becomes of a value must not hang on what else runs.
    /// - Parameters:
    ///   - start: of the work that is waited for.
    ///   - hear: waits for an answer until the deadline; nil when it is late, or the worker is gone.
    package static func wait<Answer>(
        for process: pid_t, from start: ContinuousClock.Instant, seconds: Double, _ hear: (ContinuousClock.Instant) -> Answer?
    ) -> (answer: Answer?, isLate: Bool) {
        let usedBefore = processorSeconds(process)
        for times in 1...4 {
            let deadline = start + .seconds(seconds * Double(times))
            if let answer = hear(deadline) { return (answer, false) }
            if ContinuousClock.now < deadline { return (nil, false) }
            if processorSeconds(process) - usedBefore > seconds / 2 { break }
        }
        return (nil, true)
    }

    private static func processorSeconds(_ process: pid_t) -> Double {
        var clock = clockid_t(), time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

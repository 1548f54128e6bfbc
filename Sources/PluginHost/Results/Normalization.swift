import DICOM
import Dispatch
import Synchronization
import TagTable

/// What all plugins made of an archive.
public struct Normalization: Sendable {
    public let results: [ClaimResult]
    /// Attributes that no plugin claims, by their place in the table.
    public let unclaimed: [Int]
    /// How each plugin behaved, by its name.
    public let records: [String: PluginRecord]
}

extension PluginHost {
    /// Passes every distinct input of the table to the plugin that claims it, once.
    /// - Parameter threads: plugins that work at the same time; the result does not depend on it.
    public func normalize(_ table: TagTable, threads: Int = 1) -> Normalization {
        for plugin in loaded { plugin.startRun() }
        return run(bind(table), table, threads: threads)
    }

    /// The same as though a plugin were not installed: others may take what it claims.
    /// - Parameter whole: what all plugins made of the table; of it stays what would be no different.
    public func normalize(_ table: TagTable, without plugin: String, keeping whole: Normalization, threads: Int = 1) -> Normalization {
        let bindings = bind(table, without: plugin)
        let known = bindings.map { binding in whole.results.first { binding.made($0) } }
        var rest = run(zip(bindings, known).filter { $1 == nil }.map(\.0), table, threads: threads).results[...]
        let results = known.compactMap { $0 ?? rest.popFirst() }
        return Normalization(results: results, unclaimed: unclaimed(results, table), records: whole.records)
    }

    private func unclaimed(_ results: [ClaimResult], _ table: TagTable) -> [Int] {
        let claimed = Set(results.flatMap(\.inputs).filter(\.isClaimed).map(\.path))
        return table.columns.indices.filter { !claimed.contains(table.columns[$0].path) }
    }

    private func run(_ bindings: [ClaimBinding], _ table: TagTable, threads: Int) -> Normalization {
        let results = Mutex<[Int: ClaimResult]>([:])
        let next = Atomic<Int>(0)
        // What runs in one place stays together, and is called by one thread at a time.
        let places = bindings.indices.reduce(into: [ObjectIdentifier]()) { places, index in
            let place = bindings[index].plugin.caller.place
            if !places.contains(place) { places.append(place) }
        }
        let groups = places.map { place in bindings.indices.filter { bindings[$0].plugin.caller.place == place } }
        // Who calls a worker mostly waits for it.
        let callers = loaded.contains { $0.caller is WorkerCaller } ? 2 * threads : threads
        let shared = SharedBindings(bindings: bindings)
        DispatchQueue.concurrentPerform(iterations: max(1, min(callers, groups.count))) { _ in
            while true {
                let group = next.add(1, ordering: .relaxed).oldValue
                guard group < groups.count else { break }
                for index in groups[group] {
                    let result = ClaimRun(binding: shared.bindings[index], table: table).run()
                    results.withLock { $0[index] = result }
                }
            }
        }
        let ordered = results.withLock { found in bindings.indices.compactMap { found[$0] } }
        return Normalization(results: ordered, unclaimed: unclaimed(ordered, table), records: records)
    }
}

/// Bindings only hold immutable data and plugins that are called serially.
private struct SharedBindings: @unchecked Sendable {
    let bindings: [ClaimBinding]
}

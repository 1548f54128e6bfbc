import Synchronization

/// The letter sums of all entries of a dictionary, to tell quickly what it does not have: most of what is asked of it are
/// words and phrases that it has not. The table is made when it is asked first.
final class LetterSums: Sendable {
    private let sums: [[UInt64]]
    private let table = Mutex<Set<UInt64>?>(nil)

    /// - Parameter sums: of each layer.
    init(_ sums: [[UInt64]]) { self.sums = sums }

    func contain(_ sum: UInt64) -> Bool {
        table.withLock { table in
            if let made = table { return made.contains(sum) }
            let made = Set(sums.joined())
            table = made
            return made.contains(sum)
        }
    }
}

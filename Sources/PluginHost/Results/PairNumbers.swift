/// Numbers for pairs of small numbers. Few values meet in few combinations: a plain table of all pairs then costs a look
/// into an array, where a hash table would cost a hash for every instance of an archive.
package struct PairNumbers {
    private static let largestTable = 1 << 22
    private let width: Int
    /// The number of a pair plus one; empty when there are too many.
    private var table: [Int32] = []
    private var others: [UInt64: Int32] = [:]

    /// - Parameters:
    ///   - firsts: the first numbers are below it.
    ///   - seconds: the second ones are below it.
    package init(firsts: Int, seconds: Int) {
        width = seconds
        let (count, isTooLarge) = firsts.multipliedReportingOverflow(by: seconds)
        if !isTooLarge, count <= PairNumbers.largestTable { table = Array(repeating: 0, count: count) }
    }

    /// The pair's number; `new` when it has none yet.
    package mutating func number(_ first: Int32, _ second: Int, or new: Int32) -> Int32 {
        let place = Int(first) * width + second
        if table.indices.contains(place) {
            if table[place] == 0 { table[place] = new + 1 }
            return table[place] - 1
        }
        let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(truncatingIfNeeded: second)
        if let known = others[key] { return known }
        others[key] = new
        return new
    }
}

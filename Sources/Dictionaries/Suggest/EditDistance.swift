/// Damerau-Levenshtein distance: the fewest insertions, deletions, replacements and exchanges of neighbours that make one
/// text of another. After Lowrance & Wagner (1975): letters that were exchanged may be edited further.
enum EditDistance {
    /// - Parameter limit: what is farther apart is of no interest.
    /// - Returns: the distance, or nil when it is above the limit.
    static func damerauLevenshtein(_ a: [UInt32], _ b: [UInt32], limit: Int = .max) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        // One row and one column more than letters, and before them one of a distance that nothing has.
        let width = b.count + 2
        let never = a.count + b.count
        var distances = [Int](repeating: 0, count: (a.count + 2) * width)
        distances[0] = never
        for row in 0...a.count { (distances[(row + 1) * width], distances[(row + 1) * width + 1]) = (never, row) }
        for column in 0...b.count { (distances[column + 1], distances[width + column + 1]) = (never, column) }
        var lastRow: [UInt32: Int] = [:]
        for row in 1...a.count {
            var lastColumn = 0
            for column in 1...b.count {
                let matchRow = lastRow[b[column - 1]] ?? 0
                let matchColumn = lastColumn
                let isSame = a[row - 1] == b[column - 1]
                if isSame { lastColumn = column }
                let place = (row + 1) * width + column + 1
                let replaced = distances[place - width - 1] + (isSame ? 0 : 1)
                let added = min(distances[place - 1], distances[place - width]) + 1
                let exchanged = distances[matchRow * width + matchColumn] + (row - matchRow - 1) + 1 + (column - matchColumn - 1)
                distances[place] = min(replaced, added, exchanged)
            }
            lastRow[a[row - 1]] = row
        }
        let distance = distances[distances.count - 1]
        return distance <= limit ? distance : nil
    }
}

/// How often each letter stands in a text, in 32 classes of letters: two texts are at least as far apart as these.
struct LetterCounts {
    private var counts = SIMD32<Int8>()

    init(_ letters: [UInt32]) {
        for letter in letters { counts[Int(letter & 31)] &+= 1 }
    }

    /// Never more than the distance, for texts of at most 127 letters.
    func leastDistance(to other: LetterCounts) -> Int {
        let difference = counts &- other.counts
        let zero = SIMD32<Int8>()
        let missing = SIMD32<Int16>(truncatingIfNeeded: difference.replacing(with: zero, where: difference .< zero)).wrappedSum()
        let surplus = SIMD32<Int16>(truncatingIfNeeded: difference.replacing(with: zero, where: difference .> zero)).wrappedSum()
        return max(Int(missing), -Int(surplus))
    }
}

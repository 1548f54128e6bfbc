import CClusteringKernels

/// The dissimilarities between the clusters of an agglomerative clustering, each cluster in a place 0..<count.
///
/// A join computes one row, and leaves all other rows alone: writing a column would touch as many cache lines as there
/// are rows. So a row is right for the clusters that are older than what it was last brought up to date with
/// (`current`), and the dissimilarity to a younger one stands in that one's row. Rows that nothing was joined with yet
/// lie in a matrix that is only read; joined ones in rows of their own.
///
/// Unsafe pointers: `row(_:)` points into `base` or into a chunk of `pool`, both of which live as long as this object,
/// and every place is below `count`. It is used by one thread, except for the reading in `compacted`.
final class LinkageRows {
    /// The number of places.
    let count: Int
    /// +∞ where there is no cluster (any more), else 0: what the kernel adds before it compares.
    private let mask: UnsafeMutablePointer<Float>
    /// The same, with +∞ for joined clusters also.
    private let unjoinedMask: UnsafeMutablePointer<Float>
    private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
    private let base: MatrixStorage
    private let pool: RowPool
    private let merge: Merge
    /// The number of the join that made the cluster of each place, from 1; 0 for those that are as in `base`.
    private let born: UnsafeMutablePointer<Int32>
    /// The number of the last join that the row of each place knows of.
    private let current: UnsafeMutablePointer<Int32>
    /// The places of the joined clusters there are, in the order of their joins.
    private var joined: [Int32] = []
    private var joins: Int32 = 0
    /// The number of clusters there are.
    private(set) var clusterCount: Int
    /// What reading places without a cluster and values from other rows has cost so far, in values read in a row.
    private(set) var detours = 0
    /// What reading a value from another row costs.
    private static let detourCost = 16

    /// How two rows become one: the kernel, and the same for a single value.
    struct Merge {
        let linkage: Agglomerative.Linkage

        @inline(__always)
        func callAsFunction(_ a: Float, _ b: Float, share: Float) -> Float {
            switch linkage {
            case .average: a + share * (b - a)
            case .complete: a < b ? b : a
            }
        }

        func callAsFunction(
            _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, share: Float, count: Int, into merged: UnsafeMutablePointer<Float>
        ) {
            switch linkage {
            case .average: Kernels.best.linkage.merge_average(a, b, share, Int32(count), merged)
            case .complete: Kernels.best.linkage.merge_complete(a, b, share, Int32(count), merged)
            }
        }
    }

    /// Starts with each row of a square matrix as a cluster.
    ///
    /// - Parameters:
    ///   - base: The dissimilarities in the square layout, which are only read.
    ///   - count: The number of rows, below half of what an `Int32` holds.
    init(_ base: MatrixStorage, count: Int, _ linkage: Agglomerative.Linkage) {
        self.base = base
        self.count = count
        merge = Merge(linkage: linkage)
        clusterCount = count
        pool = RowPool(count: count)
        mask = .allocate(capacity: count)
        mask.initialize(repeating: 0, count: count)
        unjoinedMask = .allocate(capacity: count)
        unjoinedMask.initialize(repeating: 0, count: count)
        rows = .allocate(capacity: count)
        for place in 0..<count { (rows + place).initialize(to: base.floats + place * DissimilarityMatrix.rowStride(of: count)) }
        born = .allocate(capacity: count)
        born.initialize(repeating: 0, count: count)
        current = .allocate(capacity: count)
        current.initialize(repeating: 0, count: count)
    }

    deinit {
        mask.deallocate()
        unjoinedMask.deallocate()
        rows.deallocate()
        born.deallocate()
        current.deallocate()
    }

    /// Whether there is a cluster in a place.
    @inline(__always)
    func isAlive(_ place: Int) -> Bool { mask[place] == 0 }

    /// Whether the cluster found in a place at some join is still there.
    @inline(__always)
    func isAlive(_ neighbour: Neighbour) -> Bool {
        neighbour.place >= 0 && isAlive(Int(neighbour.place)) && born[Int(neighbour.place)] <= neighbour.join
    }

    /// The nearest cluster to one, the one in the lowest place of several. There must be another one.
    func nearest(to place: Int) -> Neighbour {
        let row = rows[place]
        let younger = joinedPlaces(after: born[place] == 0 ? 0 : current[place])
        detours += count - clusterCount + younger.count * LinkageRows.detourCost
        guard born[place] == 0 else {
            // A row of its own: brings it up to date, and reads nothing else.
            for younger in younger { row[younger] = rows[younger][place] }
            current[place] = joins
            return LinkageRows.nearest(to: place, in: row, mask, count: count, join: joins)
        }
        var best = LinkageRows.nearest(to: place, in: row, unjoinedMask, count: count, join: joins)
        for younger in younger {
            let distance = rows[younger][place]
            if distance < best.distance || (distance == best.distance && younger < Int(best.place)) {
                best = Neighbour(place: Int32(younger), join: joins, distance: distance)
            }
        }
        return best
    }

    /// The nearest of the clusters that a mask lets pass, leaving out the row's own.
    static func nearest(
        to place: Int, in row: UnsafePointer<Float>, _ mask: UnsafePointer<Float>, count: Int, join: Int32
    ) -> Neighbour {
        var left = Float.infinity
        var right = Float.infinity
        let leftPlace = Kernels.best.linkage.nearest(row, mask, Int32(place), &left)
        let after = place + 1
        let rightPlace = Kernels.best.linkage.nearest(row + after, mask + after, Int32(count - after), &right)
        if rightPlace >= 0, leftPlace < 0 || right < left {
            return Neighbour(place: rightPlace + Int32(after), join: join, distance: right)
        }
        return Neighbour(place: leftPlace, join: join, distance: left)
    }

    /// Joins two clusters into the lower place.
    ///
    /// - Parameters:
    ///   - heavier: A place with a cluster.
    ///   - lighter: Another one.
    ///   - share: The lighter one's share of the rows of both, in [0, 1/2].
    /// - Returns: The place of the joined cluster.
    /// - Throws: ``ClusteringError`` with code `tooLarge` when there is no memory.
    func join(_ heavier: Int, _ lighter: Int, share: Float) throws(ClusteringError) -> Int {
        let (a, b) = (rows[heavier], rows[lighter])
        // What the rows do not know yet, read before either is written over.
        let younger = joinedPlaces(after: min(current[heavier], current[lighter]))
        detours += count - clusterCount + younger.count * LinkageRows.detourCost
        let patches = younger.map { place in
            let ofA = born[place] > current[heavier] ? rows[place][heavier] : a[place]
            let ofB = born[place] > current[lighter] ? rows[place][lighter] : b[place]
            return merge(ofA, ofB, share: share)
        }
        let merged = born[heavier] > 0 ? a : born[lighter] > 0 ? b : try pool.take()
        merge(a, b, share: share, count: count, into: merged)
        for (place, distance) in zip(younger, patches) { merged[place] = distance }

        if born[heavier] > 0, born[lighter] > 0 { pool.give(back: b) }
        for place in [heavier, lighter] where born[place] > 0 { forget(place) }
        let (kept, freed) = (min(heavier, lighter), max(heavier, lighter))
        mask[freed] = .infinity
        unjoinedMask[freed] = .infinity
        unjoinedMask[kept] = .infinity
        joins += 1
        rows[kept] = merged
        born[kept] = joins
        current[kept] = joins
        joined.append(Int32(kept))
        clusterCount -= 1
        return kept
    }

    /// Drops a place from the joined ones.
    private func forget(_ place: Int) {
        // Joined places are in the order of their births.
        var (low, high) = (0, joined.count)
        while low < high {
            let middle = (low + high) / 2
            if born[Int(joined[middle])] < born[place] { low = middle + 1 } else { high = middle }
        }
        joined.remove(at: low)
    }

    /// The places of the joined clusters that are younger than a join.
    private func joinedPlaces(after join: Int32) -> some RandomAccessCollection<Int> {
        var (low, high) = (0, joined.count)
        if join == 0 { high = 0 }
        while low < high {
            let middle = (low + high) / 2
            if born[Int(joined[middle])] <= join { low = middle + 1 } else { high = middle }
        }
        return joined[low...].lazy.map(Int.init)
    }
}

extension LinkageRows {
    /// The same clusters in as many places, in the same order, with every row up to date.
    ///
    /// - Parameter options: Threads.
    /// - Returns: The rows, and the old place of each new one.
    func compacted(options: ExecutionOptions) throws(ClusteringError) -> (rows: LinkageRows, oldPlaces: [Int]) {
        let oldPlaces = (0..<count).filter(isAlive)
        var newPlaces = [Int](repeating: 0, count: count)
        for (new, old) in oldPlaces.enumerated() { newPlaces[old] = new }
        let kept = oldPlaces.count
        let stride = DissimilarityMatrix.rowStride(of: kept)
        let storage = try MatrixStorage(count: kept * stride)
        // Safe to share: nothing of this object changes meanwhile, and each chunk writes rows of its own.
        nonisolated(unsafe) let source = self
        nonisolated(unsafe) let target = storage.floats
        _ = options.mapChunks(of: 0..<kept, grain: 64) { [newPlaces] chunk in
            for new in chunk {
                let old = oldPlaces[new]
                let (from, to) = (source.rows[old], target + new * stride)
                for other in 0..<kept { to[other] = from[oldPlaces[other]] }
                for younger in source.joinedPlaces(after: source.current[old]) {
                    to[newPlaces[younger]] = source.rows[younger][old]
                }
                to[new] = 0
            }
        }
        return (LinkageRows(storage, count: kept, merge.linkage), oldPlaces)
    }
}

/// A cluster's nearest neighbour, as found at some time.
struct Neighbour {
    /// The place of the neighbour; −1 for none.
    let place: Int32
    /// The last join before it was found.
    let join: Int32
    /// How far it is.
    let distance: Float
}

extension Dendrogram {
    /// The clusters that are left when the last k − 1 joins are undone.
    ///
    /// Unlike SciPy's `fcluster(criterion="maxclust")`, which may return fewer clusters where heights are equal, this is
    /// always k of them, as `cut_tree` has it.
    ///
    /// - Parameter clusterCount: The number of clusters, k, from 1 to the number of rows; 0 for no rows.
    /// - Returns: The cluster of each row. Clusters are numbered 0..<k in the order of their first rows.
    /// - Throws: ``ClusteringError`` with code `invalidClusterCount`.
    public func assignments(clusterCount: Int) throws(ClusteringError) -> [Int] {
        guard clusterCount >= min(1, rowCount), clusterCount <= rowCount else {
            throw ClusteringError(.invalidClusterCount, "\(clusterCount) clusters cannot be made of \(rowCount) distinct rows")
        }
        // From the last join made down to the first, each part takes over the cluster of the whole.
        let made = merges.prefix(rowCount - clusterCount)
        var top = Array(0..<rowCount + made.count)
        for (number, merge) in made.enumerated().reversed() {
            top[merge.first] = top[rowCount + number]
            top[merge.second] = top[rowCount + number]
        }
        var numbers: [Int: Int] = [:]
        return (0..<rowCount).map { row in
            let number = numbers[top[row]] ?? numbers.count
            numbers[top[row]] = number
            return number
        }
    }

    /// The tree of all original rows: that of the distinct rows after the joins, at height 0, of the rows that are equal.
    ///
    /// - Parameter rows: The distinct rows, m of them, that were clustered.
    /// - Throws: ``ClusteringError`` with code `rowCountMismatch` if the tree is not one of m rows.
    public func expanded(by rows: WeightedRows) throws(ClusteringError) -> Dendrogram {
        guard rowCount == rows.representative.count else {
            throw ClusteringError(
                .rowCountMismatch, "a tree of \(rowCount) rows for \(rows.representative.count) distinct rows")
        }
        var joins: [Join] = []
        for (row, distinct) in rows.distinctRow.enumerated() where rows.representative[distinct] != row {
            joins.append(Join(rows.representative[distinct], row, height: 0))
        }
        // A row of each cluster.
        var leaf = rows.representative
        for merge in merges {
            joins.append(Join(leaf[merge.first], leaf[merge.second], height: merge.height))
            leaf.append(leaf[merge.first])
        }
        return Dendrogram(joins: joins, rowWeights: [Int](repeating: 1, count: rows.distinctRow.count))
    }

    /// The rows in an order in which the branches of the tree do not cross: the first part of each join before the second.
    public var leafOrder: [Int] { leaves.order }

    /// The leaf order, with the height of the join at which each leaf meets the one after it.
    var leaves: (order: [Int], heights: [Double]) {
        guard rowCount > 0 else { return ([], []) }
        var leafCounts = [Int](repeating: 1, count: rowCount)
        for merge in merges { leafCounts.append(leafCounts[merge.first] + leafCounts[merge.second]) }
        var start = [Int](repeating: 0, count: leafCounts.count)
        var heights = [Double](repeating: 0, count: rowCount - 1)
        for (number, merge) in merges.enumerated().reversed() {
            let first = start[rowCount + number]
            let second = first + leafCounts[merge.first]
            start[merge.first] = first
            start[merge.second] = second
            heights[second - 1] = merge.height
        }
        var order = [Int](repeating: 0, count: rowCount)
        for row in 0..<rowCount { order[start[row]] = row }
        return (order, heights)
    }
}

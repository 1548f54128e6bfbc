extension KMedoids {
    /// An exchange of a medoid for another row.
    struct Swap: Sendable {
        /// The cluster whose medoid goes.
        let cluster: Int
        /// The row that comes.
        let candidate: Int
        /// The change of the loss; a swap is worth making when it is negative.
        let change: Double
    }

    /// The exchange that lowers the loss most; `nil` if none does.
    ///
    /// Looks at each row that is no medoid as FastPAM1 of Schubert & Rousseeuw (2021) does. Ties go to the lowest
    /// row, then to the lowest cluster.
    func bestSwap(_ nearest: NearestMedoids, _ rows: WeightedMatrix, options: ExecutionOptions) -> Swap? {
        guard nearest.medoids.count > 1 else { return nil }
        let removalLosses = nearest.removalLosses(rows)
        let isMedoid = nearest.isMedoid
        let found = options.mapChunks(of: 0..<rows.count, grain: WeightedMatrix.grain) { candidates -> Swap? in
            var distances = [Float](repeating: 0, count: rows.count)
            var changes = removalLosses
            var best: Swap?
            for candidate in candidates where !isMedoid[candidate] {
                rows.matrix.copyRow(candidate, into: &distances)
                for cluster in changes.indices { changes[cluster] = removalLosses[cluster] }
                let swap = nearest.bestRemoval(for: candidate, distances, rows.weights, changes: &changes)
                if swap.change < best?.change ?? 0 { best = swap }
            }
            return best
        }
        return found.compactMap(\.self).reduce(nil as Swap?) { best, swap in
            swap.change < best?.change ?? 0 ? swap : best
        }
    }
}

extension NearestMedoids {
    /// For each cluster, by how much the loss grows when its medoid goes and none comes:
    /// ΔTD⁻(mi) = Σ wo (d_second(o) − d_nearest(o)) over the rows o of the cluster (Schubert & Rousseeuw 2021).
    func removalLosses(_ rows: WeightedMatrix) -> [Double] {
        var losses = [Double](repeating: 0, count: medoids.count)
        for o in cluster.indices {
            losses[cluster[o]] += rows.weights[o] * (Double(secondDistance[o]) - Double(distance[o]))
        }
        return losses
    }

    /// The medoid that is best exchanged for one candidate.
    ///
    /// Each row's share of the change is known from its nearest and second nearest medoid alone:
    /// - the candidate is nearer than the nearest: the row gains that, whichever medoid goes, and the removal of its
    ///   own medoid costs it nothing;
    /// - it is nearer than the second nearest: if the row's own medoid goes, it moves to the candidate;
    /// - otherwise nothing changes.
    ///
    /// - Parameters:
    ///   - candidate: The row that would come.
    ///   - distances: Its distances to all rows.
    ///   - weights: The weights of all rows.
    ///   - changes: The removal losses of all clusters; used up.
    func bestRemoval(
        for candidate: Int, _ distances: [Float], _ weights: [Double], changes: inout [Double]
    ) -> KMedoids.Swap {
        var shared = 0.0
        for o in distances.indices {
            let toCandidate = distances[o]
            guard toCandidate < secondDistance[o] else { continue }
            if toCandidate < distance[o] {
                shared += weights[o] * (Double(toCandidate) - Double(distance[o]))
                changes[cluster[o]] += weights[o] * (Double(distance[o]) - Double(secondDistance[o]))
            } else {
                changes[cluster[o]] += weights[o] * (Double(toCandidate) - Double(secondDistance[o]))
            }
        }
        var best = 0
        for cluster in changes.indices where changes[cluster] < changes[best] { best = cluster }
        return KMedoids.Swap(cluster: best, candidate: candidate, change: changes[best] + shared)
    }
}

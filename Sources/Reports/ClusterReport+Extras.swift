import Clustering

extension ClusterReport {
    /// One number of clusters that DynMSC looked at.
    public struct Selection: Codable, Sendable {
        public var k: Int
        public var meanMedoidSilhouette: Double
    }

    /// A tree of agglomerative clustering, cut at the K of the sweep.
    public struct Linkage: Codable, Sendable {
        public var k: Int
        /// `average` or `complete`.
        public var linkage: String
        public var meanSilhouette: Double?
        /// That of K-medoids at the same K.
        public var meanSilhouetteOfKMedoids: Double?
        /// Adjusted Rand index against K-medoids.
        public var agreement: Double
        /// Share of the rows in the largest cluster.
        public var largestShare: Double
        /// Clusters of one row.
        public var singleRows: Int
    }

    /// What each feature adds to the mean silhouette of the best K, by leaving it out.
    public struct Importance: Codable, Sendable {
        public struct Entry: Codable, Sendable {
            /// The attributes that the columns were made of, or the column's own name.
            public var feature: String
            public var silhouetteWithout: Double
            /// The mean silhouette with all features, less that without this one.
            public var importance: Double
            public var standardError: Double?
        }

        /// Rows that were looked at, and the seed of their draw where that is not all.
        public var rows: Int
        public var seed: UInt64?
        public var meanSilhouette: Double
        /// Those that add most first.
        public var features: [Entry]
    }

    /// The two axes of ordination.csv.
    public struct OrdinationSummary: Codable, Sendable {
        /// Rows that have a place.
        public var rows: Int
        /// Distinct rows that the axes were computed from.
        public var landmarks: Int
        /// Share of each axis in what can be shown.
        public var shares: [Double]
        /// Share of the dissimilarities that no number of axes can show.
        public var negativeShare: Double
    }
}

extension ClusterReport {
    public static func selection(_ result: KSelectionResult) -> [Selection] {
        result.entries.map { Selection(k: $0.clusterCount, meanMedoidSilhouette: $0.meanMedoidSilhouette) }
    }

    public static func linkages(_ comparison: ClusteringComparison) -> [Linkage] {
        comparison.entries.flatMap { entry in
            Agglomerative.Linkage.allCases.compactMap { linkage in
                entry.agglomerative[linkage].map { side in
                    Linkage(
                        k: entry.clusterCount, linkage: linkage.rawValue, meanSilhouette: side.silhouetteMean,
                        meanSilhouetteOfKMedoids: entry.given.silhouetteMean, agreement: side.agreement, largestShare: side.largestShare,
                        singleRows: side.singleCount)
                }
            }
        }
    }

    /// The agglomerative clusterings and the features that add most and least, for the terminal.
    var extrasText: String {
        var text = ""
        if let linkages, !linkages.isEmpty {
            var table = TextTable(columns: [.right("K"), .left("linkage"), .right("silhouette"), .right("K-medoids"), .right("agreement"), .right("largest"), .right("single")])
            for tree in linkages {
                table.add([
                    "\(tree.k)", tree.linkage, tree.meanSilhouette.map { Decimals.text($0, 3) } ?? "", tree.meanSilhouetteOfKMedoids.map { Decimals.text($0, 3) } ?? "",
                    Decimals.text(tree.agreement, 3), Decimals.text(100 * tree.largestShare, 1) + " %", "\(tree.singleRows)",
                ])
            }
            text += "\n\nAgglomerative clustering beside it (agreement: adjusted Rand index; largest cluster; clusters of one row)\n" + table.text
        }
        if let importance, !importance.features.isEmpty {
            var table = TextTable(columns: [.left("feature"), .right("adds"), .right("silhouette without")])
            let shown = importance.features.count <= 8 ? importance.features : importance.features.prefix(5) + importance.features.suffix(3)
            for (place, entry) in shown.enumerated() {
                if importance.features.count > 8, place == 5 { table.add(["…", "", ""]) }
                let error = entry.standardError.map { " ± " + Decimals.text($0, 4) } ?? ""
                table.add([Escape.terminal(entry.feature), Decimals.text(entry.importance, 4) + error, Decimals.text(entry.silhouetteWithout, 4)])
            }
            text += "\n\nWhat features add to the silhouette of the best K, those that add most and least\n" + table.text
        }
        return text
    }
}

extension ClusterReport.Importance {
    /// - Parameters:
    ///   - seed: Of the draw of rows.
    ///   - count: The rows there were to draw from.
    public init(_ importance: FeatureImportance, seed: UInt64, of count: Int) {
        rows = importance.sampledRows
        self.seed = importance.sampledRows < count ? seed : nil
        meanSilhouette = importance.silhouetteMean
        let sorted = importance.entries.enumerated().sorted { ($1.element.importance, $0.offset) < ($0.element.importance, $1.offset) }
        features = sorted.map { _, entry in
            Entry(
                feature: entry.group.name, silhouetteWithout: entry.silhouetteWithout, importance: entry.importance, standardError: entry.standardError)
        }
    }
}

extension ClusterReport.OrdinationSummary {
    /// - Parameter rows: How many rows have a place.
    public init(_ ordination: Ordination, rows: Int) {
        self.rows = rows
        landmarks = ordination.landmarks.count
        shares = ordination.shares
        negativeShare = ordination.negativeShare
    }
}

/// ordination.csv: a line a row that has a place, for plots.
public struct OrdinationFile: Sendable {
    private let ordination: Ordination
    private let rows: [(row: Int, place: Int)]
    private let clusters: [Int]

    /// - Parameters:
    ///   - rows: Rows of the features, and for each its place in the ordination.
    ///   - cluster: of a row of the features.
    public init(_ ordination: Ordination, rows: [(row: Int, place: Int)], cluster: (Int) -> Int) {
        self.ordination = ordination
        self.rows = rows
        clusters = rows.map { cluster($0.row) }
    }

    /// The same for a plot.
    var points: [ScatterPlot.Point] {
        func coordinate(_ axis: Int, _ place: Int) -> Double { axis < ordination.axes.count ? ordination.axes[axis][place] : 0 }
        return zip(rows, clusters).map { ScatterPlot.Point(x: coordinate(0, $0.place), y: coordinate(1, $0.place), group: $1) }
    }

    /// - Parameter name: of a row of the features.
    public func csv(name: (Int) -> String) -> [UInt8] {
        var out: [UInt8] = []
        FeatureFile.line(&out, [FeatureFile.rowName, "axis1", "axis2", "cluster"])
        for (number, entry) in rows.enumerated() {
            FeatureFile.append(&out, name(entry.row))
            for axis in 0..<2 {
                let value = axis < ordination.axes.count ? Decimals.text(ordination.axes[axis][entry.place], 6) : "0.000000"
                out.append(contentsOf: ",\(value)".utf8)
            }
            out.append(contentsOf: ",\(clusters[number])\n".utf8)
        }
        return out
    }
}

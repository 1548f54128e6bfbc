import Foundation
import TestSupport
import Testing

/// Feature files clustered as a user does it.
@Suite("Command: cluster")
struct ClusterCommandTests {
    let archive: MadeArchive

    init() throws { archive = try MadeArchive() }

    private func tagfold(_ arguments: String...) throws -> Command.Result { try Command.tagfold().run(arguments) }

    @Test("cluster takes any CSV with a schema by hand")
    func cluster() throws {
        let csv = (0..<12).map { "p\($0),\($0 % 2 == 0 ? 30 + $0 : 70 + $0),\($0 % 2 == 0 ? "F" : "M"),\($0 == 3 ? "" : "\($0 % 2 == 0)")" }
        let file = try archive.write("people.csv", "name,age,sex,seen\n" + csv.joined(separator: "\n") + "\n")
        try archive.write(
            "people.schema.json",
            #"{"rowName": "name", "columns": [{"name": "age", "kind": "numeric"}, {"name": "sex", "kind": "categorical"}, {"name": "seen", "kind": "flag"}]}"#)
        let result = try tagfold("cluster", file, "--k", "2,3", "--out", archive.file("clustered"))
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output.hasPrefix("12 rows, 12 distinct, 3 features; Gower dissimilarity, K-medoids.\n"))
        let lines = try Output.lines(TemporaryFolder.read(archive.file("clustered/clusters.csv")))
        #expect(lines.count == 13)
        let clusters = lines.dropFirst().map { String($0.split(separator: ",")[1]) }
        #expect(lines[1].hasPrefix("p0,"))
        #expect(Set(clusters).count == 2)
        #expect(clusters.enumerated().allSatisfy { $1 == clusters[$0 % 2] }, "\(clusters)")
        #expect(lines.count { $0.contains(",true,") } == 2)
        #expect(try tagfold("cluster", file, "--k", "2,3", "--threads", "1").output == result.output)
        let (first, again) = (try tagfold("cluster", file, "--k", "2", "--seed", "7"), try tagfold("cluster", file, "--k", "2", "--seed", "7"))
        #expect(first.code == 0 && first.output == again.output)
    }

    private struct Sampled: Decodable {
        struct Entry: Decodable {
            let k: Int
            let loss: Double?
            let meanSilhouette: Double?
            let silhouetteStandardError: Double?
            let sampleSizes: [Int]?
            let skipped: String?
        }
        struct Cluster: Decodable { let size: Int }
        let method: String
        let sampleSeed: Int
        let rows: Int
        let bestK: Int?
        let sweep: [Entry]
        let clusters: [Cluster]
    }

    /// What clusters.json says of what is looked at besides.
    private struct Extras: Decodable {
        struct Selection: Decodable { let k: Int, meanMedoidSilhouette: Double }
        struct Linkage: Decodable { let k: Int, linkage: String, meanSilhouette: Double, agreement: Double, largestShare: Double }
        struct Importance: Decodable {
            struct Entry: Decodable { let feature: String, importance: Double }
            let rows: Int
            let features: [Entry]
        }
        struct Ordination: Decodable { let rows: Int, shares: [Double] }

        let bestK: Int
        let selection: [Selection]?
        let linkages: [Linkage]?
        let importance: Importance?
        let ordination: Ordination?
    }

    @Test("the best of a range, trees beside it, what features add, and a plot")
    func clusterExtras() throws {
        // Three groups, told by a, b and d; c says nothing.
        let rows = (0..<90).map { "row\($0),\(["x", "y", "z"][$0 % 3]),\(["p", "q", "r"][$0 % 3]),\($0 * 7919 % 97),\($0 % 3 * 50)" }
        let file = try archive.write("groups.csv", "id,a,b,c,d\n" + rows.joined(separator: "\n") + "\n")
        try archive.write(
            "groups.schema.json",
            #"{"columns": [{"name": "a", "kind": "categorical"}, {"name": "b", "kind": "categorical"}, {"name": "c", "kind": "numeric"}, {"name": "d", "kind": "numeric"}], "rowName": "id"}"#)
        func extras(_ arguments: String..., folder: String) throws -> Extras {
            let result = try Command.tagfold().run(["cluster", file, "--out", archive.file(folder)] + arguments)
            #expect(result.code == 0, "\(result.error)")
            return try Output.json(Extras.self, TemporaryFolder.read(archive.file("\(folder)/clusters.json")))
        }
        let all = try extras("--k", "2-12", folder: "extras")
        #expect(all.bestK == 3)
        #expect(all.selection?.map(\.k) == Array(2...12))
        #expect(all.selection?.max { $0.meanMedoidSilhouette < $1.meanMedoidSilhouette }?.k == 3)
        #expect(all.linkages?.map(\.linkage).sorted() == ["average", "complete"])
        #expect(try #require(all.linkages).allSatisfy { $0.k == 3 && $0.agreement == 1 && abs($0.largestShare - 1.0 / 3) < 1e-9 })
        let importance = try #require(all.importance)
        #expect(Set(importance.features.prefix(3).map(\.feature)) == ["a", "b", "d"])
        #expect(importance.features.last?.feature == "c")
        #expect(importance.features.last.map { $0.importance < 0 } == true)
        #expect(all.ordination?.rows == 90)
        let plot = try Output.lines(TemporaryFolder.read(archive.file("extras/ordination.csv"))).map { $0.split(separator: ",") }
        #expect(plot.first == ["file", "axis1", "axis2", "cluster"])
        #expect(plot.count == 91 && plot[1][0] == "row0")

        // Files of what is no longer asked for are taken away.
        let none = try extras("--k", "3", "--also", "none", "--restarts", "4", folder: "extras")
        #expect(none.bestK == 3 && none.linkages == nil && none.importance == nil && none.ordination == nil && none.selection == nil)
        #expect(try !TemporaryFolder.names(in: archive.file("extras")).contains("ordination.csv"))
        let sampled = try extras("--k", "2-9", "--sampled", "--also", "ordination,importance", folder: "sampled")
        #expect(sampled.bestK == 3 && sampled.linkages == nil && sampled.importance != nil && sampled.ordination?.rows == 90)
        for bad in [["--k", "5-2"], ["--k", "1-4"], ["--k", "2-"], ["--also", "trees"], ["--also", ""], ["--restarts", "0"]] {
            #expect(try Command.tagfold().run(["cluster", file] + bad).code == 2, "\(bad)")
        }
        // A range beyond the rows ends with them.
        #expect(try extras("--k", "2-1000", "--also", "linkage", folder: "wide").selection?.last?.k == 90)
    }

    @Test("rows beyond the limit are clustered by samples")
    func clusterSamples() throws {
        // Three groups, and every row different: its number is a feature too.
        let csv = (0..<3000).map { "p\($0),\($0 % 3 * 40 + $0 % 5),\(["F", "M", "O"][$0 % 3]),\($0)" }
        let file = try archive.write("many.csv", "name,age,sex,number\n" + csv.joined(separator: "\n") + "\n")
        try archive.write(
            "many.schema.json",
            #"""
            {"rowName": "name", "columns": [{"name": "age", "kind": "numeric"}, {"name": "sex", "kind": "categorical"},
             {"name": "number", "kind": "numeric", "weight": 0.01}]}
            """#)
        let options = ["--k", "2,3,1000", "--exact-rows", "1000", "--sample-size", "200", "--samples", "2"]
        let result = try Command.tagfold().run(["cluster", file, "--out", archive.file("sampled")] + options)
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output.hasPrefix("3000 rows, 3 features; Gower dissimilarity, K-medoids of samples (2 of 200 rows, seed 1), refined among all rows.\n"))
        #expect(result.output.contains(" ± "))
        let report = try Output.json(Sampled.self, TemporaryFolder.read(archive.file("sampled/clusters.json")))
        #expect(report.method == "sampled" && report.sampleSeed == 1 && report.rows == 3000 && report.bestK == 3)
        #expect(report.sweep[0].sampleSizes == [200, 200])
        #expect(report.sweep[1].silhouetteStandardError ?? 1 < 0.01)
        #expect(report.sweep[1].meanSilhouette ?? 0 > 0.8)
        #expect(report.sweep[2].skipped != nil && report.sweep[2].loss == nil, "samples of 200 rows make no 1000 clusters")
        #expect(report.clusters.map(\.size) == [1000, 1000, 1000])
        let lines = try Output.lines(TemporaryFolder.read(archive.file("sampled/clusters.csv")))
        #expect(lines.count == 3001)
        let fields = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(fields.indices.allSatisfy { fields[$0][0] == "p\($0)" && fields[$0][1] == fields[$0 % 3][1] && fields[$0][3].isEmpty })
        #expect(fields.count { $0[2] == "true" } == 3)
        // The same bytes again, on one thread; the exact way where it is asked for, with the same clusters.
        _ = try Command.tagfold().run(["cluster", file, "--out", archive.file("again"), "--threads", "1"] + options)
        for name in ["clusters.csv", "clusters.json"] {
            #expect(try TemporaryFolder.read(archive.file("again/" + name)) == TemporaryFolder.read(archive.file("sampled/" + name)))
        }
        let exact = try tagfold("cluster", file, "--k", "3", "--out", archive.file("exact"))
        #expect(exact.output.hasPrefix("3000 rows, 3000 distinct, 3 features; Gower dissimilarity, K-medoids.\n"))
        #expect(try tagfold("cluster", file, "--k", "3", "--sampled").output.contains("(1 of 3000 rows, seed 1)"))
        #expect(try tagfold("cluster", file, "--exact-rows", "-1").code == 2)
        #expect(try tagfold("cluster", file, "--samples", "0").code == 2)
        #expect(try tagfold("cluster", file, "--sample-size", "0").code == 2)
    }

    private struct Sweep: Decodable, Equatable {
        struct Entry: Decodable, Equatable {
            let k: Int
            let loss: Double
            let meanSilhouette: Double
        }
        let rows: Int
        let columns: Int
        let bestK: Int
        let sweep: [Entry]
    }

    @Test("features.csv of a run clusters as the run did")
    func clusterFeatures() throws {
        let (_, files) = try archive.run(out: "results")
        let result = try tagfold("cluster", archive.file("results/features.csv"), "--k", "2,3", "--out", archive.file("again"))
        #expect(result.code == 0, "\(result.error)")
        #expect(try TemporaryFolder.read(archive.file("again/clusters.csv")) == files["clusters.csv"])
        let reports = try [try #require(files["clusters.json"]), TemporaryFolder.read(archive.file("again/clusters.json"))]
            .map { try Output.json(Sweep.self, $0) }
        #expect(reports[0] == reports[1])
        #expect(reports[0].bestK == 3)
    }
}

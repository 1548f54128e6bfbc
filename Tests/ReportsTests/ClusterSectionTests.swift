import Foundation
import Testing
@testable import Reports

/// What the page says of clusters and of the evaluation, and to whom.
@Suite("Sections of clusters")
struct ClusterSectionTests {
    private static let report = """
        {"method": "exact", "rows": 1200, "distinctRows": 300, "columns": 12, "bestK": 2,
         "sweep": [{"k": 2, "loss": 12.5, "meanSilhouette": 0.61}, {"k": 3, "loss": 10.25, "meanSilhouette": 0.5}, {"k": 900, "skipped": "there are 300 rows"}],
         "clusters": [
           {"cluster": 0, "size": 1000, "meanSilhouette": 0.7, "medoid": {"Modality": "MR", "Manufacturer": "<b>ACME</b>", "Secret": "Miller"}, "profile": [
             {"feature": "Modality", "kind": "value", "value": "MR", "effect": 0.9, "share": 1, "shareElsewhere": 0.05},
             {"feature": "Station", "kind": "value", "value": "Miller7", "effect": 0.8, "share": 0.9, "shareElsewhere": 0.01},
             {"feature": "Doe_0019", "kind": "present", "effect": 0.7, "share": 0.8, "shareElsewhere": 0},
             {"feature": "EchoTime", "kind": "median", "effect": 0.6, "median": 91.25, "medianOverall": 12, "unit": "ms"},
             {"feature": "Spoiled", "kind": "value", "value": "true", "effect": 0.5, "share": 0.8, "shareElsewhere": 0.2}]},
           {"cluster": 1, "size": 200, "meanSilhouette": 0.2, "medoid": {}, "profile": []}],
         "linkages": [{"k": 2, "linkage": "average", "meanSilhouette": 0.6, "meanSilhouetteOfKMedoids": 0.61, "agreement": 0.9, "largestShare": 0.8, "singleRows": 1}],
         "importance": {"rows": 500, "seed": 1, "meanSilhouette": 0.6, "features": [
           {"feature": "Modality", "silhouetteWithout": 0.5, "importance": 0.1, "standardError": 0.01},
           {"feature": "Doe_0019", "silhouetteWithout": 0.65, "importance": -0.05, "standardError": 0.02}]}}
        """

    private func page(_ audience: ReportPage.Audience) throws -> String {
        let report = try JSON.decode(ClusterReport.self, from: Array(ClusterSectionTests.report.utf8))
        var source = ClusterSource(report, ordination: nil)
        source.names = ["Modality", "Station", "EchoTime", "Spoiled"]
        source.isShareable = { feature, label in feature == "Modality" && label == "MR" }
        return String(decoding: try ReportPage(title: "t", audience: audience, sections: ReportPage.ofRun(source, nil, for: audience)).html(), as: UTF8.self)
    }

    @Test("a page to be shared shows terms that many share, and shapes and counts of all else")
    func shareable() throws {
        let page = try page(.shareable)
        #expect(page.contains("<bdi>Modality MR (100\u{A0}% vs 5\u{A0}%)</bdi>"))
        #expect(page.contains("<bdi>Station AAAAAA9 (90\u{A0}% vs 1\u{A0}%)</bdi>"))
        #expect(page.contains("<bdi>a private tag present (80\u{A0}% vs 0\u{A0}%)</bdi>"))
        #expect(page.contains("<bdi>EchoTime higher than elsewhere</bdi>"))
        #expect(page.contains("<bdi>Spoiled true (80\u{A0}% vs 20\u{A0}%)</bdi>"))
        for hidden in ["Miller", "Doe", "ACME", "91.3", "91.25"] { #expect(!page.contains(hidden), "\(hidden)") }
    }

    @Test("a local page shows all of it, as text")
    func local() throws {
        let page = try page(.local)
        #expect(page.contains("<bdi>Station Miller7 (90\u{A0}% vs 1\u{A0}%)</bdi>"))
        #expect(page.contains("<bdi>EchoTime median 91.3 ms (overall 12 ms)</bdi>"))
        #expect(page.contains("MR, &lt;b&gt;ACME&lt;/b&gt;") && !page.contains("<b>ACME"))
        #expect(page.contains("Doe_0019") && page.contains("nothing clearly"))
    }

    @Test("the sweep, trees beside it and what features add are drawn and told")
    func figures() throws {
        let page = try page(.shareable)
        #expect(page.contains("1200 rows, 300 of them distinct, of 12 features"))
        #expect(page.contains("<title>Loss and silhouette by number of clusters</title>"))
        #expect(page.contains("skipped: there are 300 rows"))
        #expect(page.contains("<title>What features add to the mean silhouette</title>") && page.contains("−0.0500"))
        #expect(page.contains("Looked at in 500 rows."))
        // No row has a place, nor a silhouette.
        #expect(!page.contains("id=\"ordination\"") && !page.contains("<title>Silhouette plot"))
    }

    @Test("labels of clusters may be any text", arguments: MadeCharts.hostile)
    func hostile(_ text: String) throws {
        var report = try JSON.decode(ClusterReport.self, from: Array(ClusterSectionTests.report.utf8))
        report.clusters[0].profile = [ClusterTrait(feature: text, kind: .value, effect: 1, value: text, share: 1, shareElsewhere: 0)]
        report.clusters[0].medoid = ["Modality": text]
        report.importance?.features[0].feature = text
        let sections = ReportPage.ofRun(ClusterSource(report, ordination: nil), nil, for: .local)
        let page = String(decoding: try ReportPage(title: text, audience: .local, sections: sections).html(), as: UTF8.self)
        for markup in ["<script", "<img", "<foreignObject", "onerror=\"", "{{", "\u{202E}", "\u{1B}"] where !markup.hasPrefix("{{") || text.contains("{{") == false {
            #expect(!page.contains(markup), "\(markup)")
        }
        let main = try #require(page.firstRange(of: "<main>")), end = try #require(page.firstRange(of: "</main>"))
        let parsed = ParsedSVG(String(page[main.lowerBound..<end.upperBound]))
        #expect(parsed.problem == nil, "\(parsed.problem ?? "")")
    }

    @Test("nothing is said of clusters that are not there")
    func nothing() throws {
        #expect(ReportPage.ofRun(nil, nil, for: .local).allSatisfy { $0 == nil })
    }

    @Test("the evaluation tells distances, tests and plugins")
    func evaluation() throws {
        func comparison(_ difference: Double) -> String {
            "{\"pairs\": 3, \"meanDifference\": \(difference), \"t\": -9, \"degreesOfFreedom\": 2, \"p\": 0.012, \"log10P\": -1.92, \"interval\": {\"lower\": \(difference - 0.01), \"upper\": \(difference + 0.01)}}"
        }
        let json = """
            {"version": 1, "kind": "shareable", "tagfold": "0", "seed": 1, "embedding": {"name": "pixels", "kind": "pixels", "dimension": 256},
             "images": {"rows": 60, "listed": 0, "copies": 0, "rendered": 60, "problems": {}, "trained": 0, "validated": 0, "twins": 0, "knownToWeights": 0, "clustered": 60},
             "split": {"basis": "notTrained", "groupsInSeveralSets": 0},
             "sets": {"count": 3, "size": 20, "clusters": 5, "askedCount": 3, "askedSize": 20, "askedClusters": 5, "permutations": 100},
             "features": {"columns": 5, "plugins": ["A"]},
             "measures": [{"name": "tags", "mean": 0.2, "standardDeviation": 0.01, "values": [0.19, 0.2, 0.21]}, {"name": "permuted", "mean": 0.4, "standardDeviation": 0.01, "values": [0.39, 0.4, 0.41]},
               {"name": "ceiling", "mean": 0.1, "values": [0.1, 0.1, 0.1]}, {"name": "Modality", "mean": 0.3, "values": [0.3, 0.3, 0.3]}],
             "comparisons": [{"first": "tags", "second": "permuted", "result": \(comparison(-0.2))}], "clusters": [],
             "ablation": {"plugins": [{"plugin": "<Plug>", "columns": 3, "columnsWithout": 2, "silhouette": \(comparison(0.1)), "distance": \(comparison(-0.05))}]},
             "notes": ["few images & sets"]}
            """
        let report = try JSON.decode(EvaluationReport.self, from: Array(json.utf8))
        let page = String(decoding: try ReportPage(title: "t", audience: .shareable, sections: [EvaluationSection(report, nil)]).html(), as: UTF8.self)
        #expect(page.contains("<strong>Images of a cluster lie 50.0 % nearer to its centre than with shuffled labels (p = 0.012): 66.7 % of what clusters made of the pictures themselves reach.</strong>"))
        #expect(page.contains("-0.2100 to -0.1900") && page.contains("few images &amp; sets") && page.contains("&lt;Plug&gt;"))
        #expect(page.contains("<title>Mean cosine distance of images to the centre of their group</title>"))
        let main = try #require(page.firstRange(of: "<main>")), end = try #require(page.firstRange(of: "</main>"))
        #expect(ParsedSVG(String(page[main.lowerBound..<end.upperBound])).problem == nil)
    }
}

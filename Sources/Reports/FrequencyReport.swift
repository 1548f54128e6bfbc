import DICOM
import Dictionaries
import TagTable

/// The frequency analysis of an archive's tags: what each holds, and how often it is missing.
public struct FrequencyReport: Encodable, Sendable {
    public struct Row: Encodable, Sendable {
        public let tag: String
        public let keyword: String
        public let vr: String
        public let missingShare: Double
        public let present: Int
        public let empty: Int
        public let distinct: Int
        public let topValues: [TopValue]
        /// Instances that keep the attribute in functional groups.
        public let inSharedFunctionalGroups: Int
        public let inPerFrameFunctionalGroups: Int
    }

    public struct TopValue: Encodable, Sendable {
        public let value: String
        public let instances: Int
    }

    public let instances: Int
    public let files: FileSummary
    public let tags: [Row]

    /// - Parameter top: how many values a tag shows at most.
    public init(_ table: TagTable, dictionary: DataDictionary, top: Int) {
        instances = table.instanceCount
        files = FileSummary(table.files)
        tags = table.columns.map { column in
            Row(
                tag: FrequencyReport.tagText(column.path), keyword: dictionary.text(column.path), vr: column.vr.name,
                missingShare: column.missingShare, present: column.presentCount, empty: column.emptyCount,
                distinct: column.distinctCount,
                topValues: column.ranked().prefix(top).map { TopValue(value: column.values[$0], instances: column.counts[$0]) },
                inSharedFunctionalGroups: column.locations.sharedFunctionalGroups,
                inPerFrameFunctionalGroups: column.locations.perFrameFunctionalGroups)
        }
    }

    private static func tagText(_ path: AttributePath) -> String {
        path.steps.map { step in
            guard step.creator != nil else { return step.tag.description }
            let hex = step.tag.hex
            return "(\(hex.prefix(4)),xx\(hex.suffix(2)))"
        }.joined(separator: ".")
    }

    /// A line a tag.
    public var text: String {
        var table = TextTable(columns: [.left("tag"), .left("keyword"), .left("VR"), .right("missing"), .right("distinct"), .left("top values")])
        for row in tags {
            let values = row.topValues.map { "\(Escape.terminal(TextTable.shortened($0.value, to: 28))) ×\($0.instances)" }
            table.add([
                row.tag, Escape.terminal(TextTable.shortened(row.keyword, to: 44)), row.vr, Percent.text(row.missingShare),
                "\(row.distinct)", values.joined(separator: ", "),
            ])
        }
        return table.text
    }

    /// One line a tag and value: `tag,keyword,vr,missing_share,distinct,rank,value,instances`.
    public var csv: String {
        var lines = ["tag,keyword,vr,missing_share,present,empty,distinct,rank,value,instances"]
        for row in tags {
            let start = [row.tag, row.keyword, row.vr].map(Escape.csv) + ["\(row.missingShare)", "\(row.present)", "\(row.empty)", "\(row.distinct)"]
            if row.topValues.isEmpty { lines.append((start + ["", "", ""]).joined(separator: ",")) }
            for (rank, top) in row.topValues.enumerated() {
                lines.append((start + ["\(rank + 1)", Escape.csv(top.value), "\(top.instances)"]).joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n")
    }
}

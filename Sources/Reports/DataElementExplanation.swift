import Dictionaries

/// What the data dictionaries say of an element: which entry counts, and which ones it took the place of.
public struct DataElementExplanation: Encodable, Sendable {
    public struct Element: Encodable, Sendable {
        public let entry: DataElementReport
        /// Entries of files below, in the order of the files.
        public let replaced: [DataElementReport]
        public let conflicts: [DataElementReport.Conflict]
    }

    /// As it was asked for.
    public let tag: String
    /// Several for a private tag that was asked for without its creator; none when no dictionary knows it.
    public let elements: [Element]
    private let files: [String]

    private enum CodingKeys: CodingKey { case tag, elements }

    /// - Parameter tag: a keyword, a tag, or a private tag with its creator, as `entries(named:)` reads it.
    public init(_ tag: String, in dictionary: DataDictionary) {
        self.tag = tag
        elements = dictionary.entries(named: tag).map { entry in
            Element(
                entry: DataElementReport(entry, in: dictionary),
                replaced: dictionary.replaced(by: entry).map { DataElementReport($0, in: dictionary) },
                conflicts: dictionary.conflicts(of: entry).map { DataElementReport.Conflict($0, in: dictionary) })
        }
        files = dictionary.sources.map(\.file)
    }

    /// Safe for a terminal.
    public var text: String {
        guard !elements.isEmpty else {
            let places = files.map { Escape.terminal($0) }.joined(separator: ", ")
            return "“\(Escape.terminal(tag))” is in no data dictionary (\(places))"
        }
        return elements.map(DataElementExplanation.describe).joined(separator: "\n\n")
    }

    private static func describe(_ element: Element) -> String {
        let entry = element.entry
        let path = entry.tag + (entry.creator.map { "@\"\($0)\"" } ?? "")
        var lines = [entry.keyword.isEmpty ? path : "\(entry.keyword) \(path)"]
        if !entry.name.isEmpty { lines.append("  name: \(entry.name)") }
        lines.append("  VR: \(representation(entry))")
        lines.append("  VM: \(entry.vm ?? "not known")")
        lines.append("  retired: \(entry.retired ? "yes" : "no")")
        lines.append("  entry: \(place(entry))")
        for replaced in element.replaced { lines.append("  replaces: \(summary(replaced))") }
        for conflict in element.conflicts { lines.append("  conflict: \(conflict.message)") }
        return lines.map { Escape.terminal($0) }.joined(separator: "\n")
    }

    /// `dicom.xml:12 (edition 2026b): PixelSpacing, VR DS, VM 2`.
    private static func summary(_ entry: DataElementReport) -> String {
        let facts = [entry.keyword.isEmpty ? entry.name : entry.keyword, "VR \(representation(entry))", entry.vm.map { "VM \($0)" } ?? ""]
        return "\(place(entry)): " + (facts + [entry.retired ? "retired" : ""]).filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func place(_ entry: DataElementReport) -> String {
        "\(entry.file):\(entry.line)" + (entry.edition.map { " (edition \($0))" } ?? "")
    }

    private static func representation(_ entry: DataElementReport) -> String {
        entry.vr.isEmpty ? "none" : entry.vr.joined(separator: " or ")
    }
}

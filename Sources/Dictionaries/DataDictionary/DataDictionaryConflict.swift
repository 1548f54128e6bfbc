import DICOM

/// Two files of a data dictionary that do not say the same.
public struct DataDictionaryConflict: Sendable {
    public enum Kind: String, Sendable {
        /// One element, of one creator, with different value representations. The later file counts.
        case representations
        /// One element with different keywords: what asks for it by that of the earlier file no longer finds it.
        case renaming
        /// One keyword for two elements. The earlier file counts.
        case keyword
    }

    public let kind: Kind
    public let entry: DataElementEntry
    /// What an earlier file says.
    public let other: DataElementEntry

    init(_ kind: Kind, _ entry: DataElementEntry, _ other: DataElementEntry) {
        self.kind = kind
        self.entry = entry
        self.other = other
    }

    /// What an entry says against one that it takes the place of.
    static func kinds(_ entry: DataElementEntry, replacing other: DataElementEntry) -> [Kind] {
        var kinds: [Kind] = entry.hasRepresentations(of: other) ? [] : [.representations]
        // Private elements go by their creators.
        if entry.privateCreator == nil, !other.keyword.isEmpty, entry.keyword != other.keyword { kinds.append(.renaming) }
        return kinds
    }
}

extension DataDictionaryConflict: CustomStringConvertible {
    /// `ours.xml:3: 0019xx0C@"SIEMENS MR HEADER" has VR DS here, IS in private.xml:9012; this one counts`.
    public var description: String { "\(entry.file):\(entry.line): \(reason)" }

    /// The same without the place of the entry.
    var reason: String {
        let there = "\(other.file):\(other.line)"
        switch kind {
        case .representations:
            return "\(entry.pathText) has \(entry.representationText) here, \(other.representationText) in \(there); this one counts"
        case .renaming:
            let keyword = entry.keyword.isEmpty ? "no keyword" : "the keyword \(entry.keyword)"
            return "\(entry.pathText) has \(keyword) here, \(other.keyword) in \(there); this one counts"
        case .keyword:
            return "the keyword \(entry.keyword) of \(entry.pathText) is that of \(other.pathText) in \(there), which keeps it"
        }
    }
}

extension DataElementEntry {
    /// `VR US or SS`.
    public var representationText: String {
        representations.isEmpty ? "no VR" : "VR " + representations.map(\.name).joined(separator: " or ")
    }

    /// Whether the value representations are the same, in any order.
    func hasRepresentations(of other: DataElementEntry) -> Bool {
        representations == other.representations || Set(representations) == Set(other.representations)
    }
}

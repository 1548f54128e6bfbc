import DICOM
import Dictionaries

/// What a data dictionary says of an element, and where.
public struct DataElementReport: Encodable, Sendable {
    /// As the dictionary writes it: `00280030`, `60xx3000`, `0019xx0C`.
    public let tag: String
    /// Absent for a standard element.
    public let creator: String?
    public let keyword: String
    public let name: String
    public let vr: [String]
    public let vm: String?
    public let retired: Bool
    public let file: String
    public let line: Int
    /// The edition that the file names.
    public let edition: String?

    public init(_ entry: DataElementEntry, in dictionary: DataDictionary) {
        tag = entry.tagText
        creator = entry.privateCreator
        keyword = entry.keyword
        name = entry.name
        vr = entry.representations.map(\.name)
        vm = entry.multiplicity?.description
        retired = entry.isRetired
        file = entry.file
        line = entry.line
        edition = dictionary.edition(of: entry)
    }

    /// Two files that do not say the same.
    public struct Conflict: Encodable, Sendable {
        public let kind: String
        public let message: String
        /// What the later file says.
        public let entry: DataElementReport
        /// What the earlier one says.
        public let other: DataElementReport

        init(_ conflict: DataDictionaryConflict, in dictionary: DataDictionary) {
            kind = conflict.kind.rawValue
            message = conflict.description
            entry = DataElementReport(conflict.entry, in: dictionary)
            other = DataElementReport(conflict.other, in: dictionary)
        }
    }
}

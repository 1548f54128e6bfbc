import PluginHost

/// What the plugins understood of an archive, and what they did not: every state, by distinct value and by instance, in the
/// whole archive and in its strata. It shows a value only where
/// `Disclosure` does, so it may leave the hospital; `LocalCoverage` and
/// `RejectedValues` are its local counterparts.
public struct CoverageReport: Codable, Sendable {
    /// Counts of distinct inputs and of the instances that hold them.
    public struct Count: Codable, Equatable, Sendable {
        public var distinct = 0
        public var instances = 0

        mutating func add(_ instances: Int) { add(Count(distinct: 1, instances: instances)) }
        mutating func add(_ other: Count) {
            distinct += other.distinct
            instances += other.instances
        }
    }

    public typealias Counts = [String: Count]

    /// One claim of a plugin, or one tag that none claims.
    public struct Input: Codable, Sendable {
        /// Attributes by keyword, joined by `+`.
        public var name: String
        public var plugin: String?
        public var pluginVersion: String?
        /// Private tags of creators that the dictionary does not know, taken together: their names come from files.
        public var isOfUnknownCreators = false
        /// How many claims or tags are taken together.
        public var tags = 1
        /// Counts by state; a state that is not there counts zero. The instances of a tag add up to those of the archive.
        public var states: Counts
        /// Inputs whose columns were filled from other tags while their own were absent or empty.
        public var inferred = Count()
        public var repairs: Counts = [:]
        public var foldSteps: Counts = [:]
        /// Reasons of what was rejected or understood in part.
        public var reasons: Counts = [:]
        public var contradictions: Counts = [:]
        public var columns: [Column] = []
        /// Answers that broke the plugin contract.
        public var misuses = 0
        /// What was not understood, by shape.
        public var shapes: [Shape] = []
        /// Series by what became of it; nil when no instance says which series it is of.
        public var series: SeriesCount?
    }

    public struct Column: Codable, Sendable {
        public var name: String
        public var kind: ColumnKind
        public var unit: String
        /// Instances that have a value in it.
        public var instances: Int
        /// Inputs that have a value in it, by state. All others of a state have none.
        public var filled: Counts
    }

    /// Values that were not understood and look alike; or one of them, which is shown (`Disclosure`).
    public struct Shape: Codable, Equatable, Sendable {
        public var state: String
        public var reason: String
        /// Letters as A, digits as 9; `…` alone for the shapes that are too many to list.
        public var shape: String
        /// Nil where only the shape is shown.
        public var value: String?
        /// Terms of dictionaries that come near to the value; nil where it is not shown, or none does.
        public var nearestTerms: [String]?
        public var distinct: Int
        public var instances: Int
    }

    /// Series: in some instance not understood, else in some understood, else without a value.
    public struct SeriesCount: Codable, Equatable, Sendable {
        public var understood = 0
        public var notUnderstood = 0
        public var withoutValue = 0
    }

    public struct Plugin: Codable, Sendable {
        public var name: String
        public var version: String
        public var abi: String
        /// Values, and calls without a value to blame, on which it failed.
        public var failures: Int
        /// Why it was not called any more; nil when it was called to the end.
        public var quarantine: String?
        /// SHA-256 of its file, when it is in quarantine.
        public var sha256: String?
        /// Bytes that it wrote to standard output and error, which nobody saw.
        public var printedBytes: Int
        /// How long it took; only when it was asked for, since it differs from run to run.
        public var seconds: Double?
    }

    /// One way to part the instances into groups.
    public struct Stratification: Codable, Sendable {
        public enum Kind: String, Codable, Sendable, CaseIterable {
            case modality = "Modality"
            case manufacturer = "Manufacturer"
            case model = "ManufacturerModelName"
            case site
        }

        public var by: Kind
        public var groups: [Group]
    }

    public struct Group: Codable, Sendable {
        public enum Kind: String, Codable, Sendable {
            /// A term of a dictionary that came with tagfold.
            case term
            /// A number, or a name that the user has given.
            case site
            /// What no such dictionary knows.
            case notInDictionary
            case noValue
            /// Groups of few patients, or beyond the largest, together.
            case other
        }

        public var kind: Kind
        /// Of a term or site.
        public var name: String?
        public var instances: Int
        /// Distinct values of PatientID; nil where the archive has none.
        public var patients: Int?
        /// All claimed inputs together.
        public var total: Counts
        public var understoodShareByInstance: Double
        public var understoodShareByDistinct: Double
        /// Claimed inputs that some instance of the group has.
        public var inputs: [Part]
    }

    /// A claimed input within a group.
    public struct Part: Codable, Sendable {
        public var name: String
        public var plugin: String
        public var states: Counts
        /// Instances that have a value in each column.
        public var columns: [String: Int]
    }

    /// How much of the archive the data dictionary knows.
    public struct DictionaryCoverage: Codable, Sendable {
        /// Attributes as `distinct`, elements in all instances as `instances`.
        public var standardTags = Known()
        public var privateTags = Known()
        /// Creators as `distinct`, their elements as `instances`.
        public var privateCreators = Known()

        public struct Known: Codable, Equatable, Sendable {
            public var known = Count()
            public var unknown = Count()
        }
    }

    public var version = CoverageReport.currentVersion
    public var kind = CoverageReport.kindName
    public var instances: Int
    /// Series, when instances say which they are of.
    public var series: Int?
    /// Distinct values of PatientID, when there are some.
    public var patients: Int?
    public var plugins: [Plugin]
    /// All claimed inputs together.
    public var total: Counts
    /// Claimed inputs that are present and were understood, as shares of those present.
    public var understoodShareByInstance: Double
    public var understoodShareByDistinct: Double
    public var inputs: [Input]
    public var strata: [Stratification]
    public var dictionary: DictionaryCoverage
    /// Files of the scan by what became of them.
    public var files: [String: Int]
    /// Files that gave no instance, by the reason's code.
    public var refusals: [String: Int]
    /// Files by the codes of the problems that they have; one may have several.
    public var problems: [String: Int]

    public static let currentVersion = 2
    static let kindName = "shareable"

    /// Shares by instance and by distinct input; 1 where nothing is present.
    static func understood(_ states: Counts) -> (byInstance: Double, byDistinct: Double) {
        let present = states.sum(\.isPresent), understood = states.sum(\.isUnderstood)
        return (
            present.instances == 0 ? 1 : Double(understood.instances) / Double(present.instances),
            present.distinct == 0 ? 1 : Double(understood.distinct) / Double(present.distinct)
        )
    }
}

extension CoverageReport.Counts {
    mutating func add(_ key: String, _ instances: Int) { self[key, default: CoverageReport.Count()].add(instances) }
    mutating func add(_ other: CoverageReport.Counts) {
        for (key, count) in other { self[key, default: CoverageReport.Count()].add(count) }
    }

    /// All states that fit, together.
    func sum(_ isCounted: (ValueState) -> Bool) -> CoverageReport.Count {
        ValueState.allCases.filter(isCounted).reduce(into: CoverageReport.Count()) { $0.add(self[$1.rawValue] ?? CoverageReport.Count()) }
    }

    var allInstances: Int { values.reduce(0) { $0 + $1.instances } }
}

extension CoverageReport.Input {
    var isClaimed: Bool { plugin != nil }
}

extension CoverageReport.Group {
    /// As people read it.
    var label: String {
        switch kind {
        case .term, .site: name ?? ""
        case .notInDictionary: "not in the dictionary"
        case .noValue: "no value"
        case .other: "others"
        }
    }
}

import DICOM

/// One attribute of all instances: its distinct values, each once, and one code an instance.
public struct TagColumn: Sendable {
    public let path: AttributePath
    /// The value representation that most of its values were read with.
    public let vr: VR
    /// Distinct values as DICOM text, in the order in which the files first hold them. Code `c` means value `c - 1`.
    public let values: TextPool
    /// Representation of each distinct value.
    public let representations: [VR]
    /// 0 where the attribute is absent.
    public let codes: CodeArray
    /// Instances that hold each distinct value.
    public let counts: [Int]
    /// All instances of the table.
    public let instanceCount: Int
    /// Distinct values that were too long to keep; their text says how long.
    public let overlong: Set<Int>
    public let locations: LocationCounts

    /// Where instances keep the attribute.
    public struct LocationCounts: Hashable, Sendable {
        public var topLevel = 0
        public var sharedFunctionalGroups = 0
        public var perFrameFunctionalGroups = 0

        public static func + (a: Self, b: Self) -> Self {
            LocationCounts(
                topLevel: a.topLevel + b.topLevel, sharedFunctionalGroups: a.sharedFunctionalGroups + b.sharedFunctionalGroups,
                perFrameFunctionalGroups: a.perFrameFunctionalGroups + b.perFrameFunctionalGroups)
        }
    }

    public var distinctCount: Int { values.count }
    /// Instances in which the attribute is there, with or without a value.
    public var presentCount: Int { counts.reduce(0, +) }
    /// Instances in which it is there without a value.
    public var emptyCount: Int { (0..<values.count).reduce(0) { $0 + (values.isEmpty($1) ? counts[$1] : 0) } }
    /// Share of instances without a value: absent or empty.
    public var missingShare: Double {
        instanceCount == 0 ? 1 : Double(instanceCount - presentCount + emptyCount) / Double(instanceCount)
    }

    /// Indices of distinct values by falling number of instances, then by text.
    public func ranked() -> [Int] {
        (0..<values.count).sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : values[$0] < values[$1] }
    }
}

/// The descriptions that stand beside an attribute, those of the series before those of the study. A claim takes them as context,
/// to fill in what is missing and to tell where they say another thing.
public struct DescriptionSources: Sendable {
    /// What one of them tells.
    public struct Source: Sendable {
        /// Its keyword.
        public let name: String
        public let reading: DescriptionReading
    }

    public let reader: DescriptionReader
    private let inputs: [(name: String, tag: InputTag)]

    private static let names = [
        "SeriesDescription", "ProtocolName", "PerformedProcedureStepDescription", "StudyDescription", "RequestedProcedureDescription",
    ]

    /// - Parameters:
    ///   - claim: gets the context inputs.
    ///   - known: inputs that the claim has already, by their paths.
    public init(for claim: inout Claim, host: Host, known: [String: InputTag] = [:]) {
        var known = known
        // A data dictionary of somebody's own may know less.
        inputs = DescriptionSources.names.filter { host.lookup($0) != nil }.map { name in
            let tag = known[name] ?? claim.context(name)
            known[name] = tag
            return (name, tag)
        }
        reader = DescriptionReader(for: &claim, host: host, known: known)
    }

    /// What they tell, in their order. Call it only from inside `parse`.
    public func read(_ input: borrowing Input) -> [Source] {
        var sources: [Source] = []
        for (name, tag) in inputs where input.isPresent(tag) {
            sources.append(Source(name: name, reading: reader.read(input.text(tag), beside: input)))
        }
        return sources
    }
}

/// How two parts of the body, or sets of them, go together.
public enum BodyPartRelation {
    public typealias Part = DescriptionReading.BodyPart

    /// Regions that take in others: nothing is said to lie outside of them.
    private static let wide: Set<String> = ["BLOODVESSEL", "ARTERY", "VEIN", "BONE", "BONEMARROW", "EXTREMITY", "JOINT", "LYMPHNODE", "MUSCLE", "SKIN", "SOFTTISSUE",
        "TRUNK", "LOWERTRUNK", "UPPERTRUNK", "WHOLEBODY", "CARDIOVASCSYS", "GITRACT", "PHANTOM", "FETUS", "SPINALCORD"]
    private static let regions: Set<String> = ["HEAD", "NECK", "CHEST", "ABDOMEN", "PELVIS", "SPINE", "BREAST", "UPPERLIMB", "LOWERLIMB"]
    /// Regions whose border some examinations cross: a hip is a part of the pelvis too.
    private static let neighbours: [Set<String>] = [
        ["SPINE", "NECK"], ["SPINE", "CHEST"], ["SPINE", "ABDOMEN"], ["SPINE", "PELVIS"], ["BREAST", "CHEST"], ["CHEST", "UPPERLIMB"], ["PELVIS", "LOWERLIMB"],
        ["HEAD", "NECK"], ["ABDOMEN", "PELVIS"], ["SPINE", "HEAD"],
    ]

    /// Whether all of one lies in other regions than all of the other.
    public static func contradict(_ some: [Part], _ others: [Part]) -> Bool {
        guard !some.isEmpty, !others.isEmpty else { return false }
        return some.allSatisfy { one in others.allSatisfy { areApart(one, $0) } }
    }

    private static func areApart(_ one: Part, _ other: Part) -> Bool {
        guard let region = region(one), let otherRegion = self.region(other), region != otherRegion else { return false }
        return !neighbours.contains([region, otherRegion])
    }

    /// The region of a single part; nil for what has several, or none.
    private static func region(_ part: Part) -> String? {
        guard !part.term.contains("+"), wide.isDisjoint(with: part.chain), let last = part.chain.last, regions.contains(last) else { return nil }
        return last
    }

    /// Whether the first is the second, or a part of it.
    public static func lies(_ part: Part, in other: Part) -> Bool { part.chain.contains(other.term) }
}

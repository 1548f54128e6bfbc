import PluginHost

/// What changed from one report of coverage to another: number by number, and value by value where both are local ones.
public struct CoverageDiff: Encodable, Sendable {
    /// All claimed inputs together first, then those whose numbers or plugins are not the same.
    public let inputs: [Line]
    /// Groups whose numbers are not the same.
    public let groups: [GroupLine]
    /// Values that are not understood, by shape, where their numbers are not the same.
    public let shapes: [ShapeLine]
    /// Values that fare otherwise, by falling number of instances; nil where one report has no values.
    public let values: [Change]?
    /// Files by what became of them, where the numbers are not the same.
    public let files: [FileLine]

    public struct Line: Encodable, Sendable {
        /// Nil for all together.
        public let input: String?
        /// With their versions; nil where no plugin claims the input, or it is not there.
        public let pluginBefore: String?
        public let pluginAfter: String?
        public let before: Numbers
        public let after: Numbers
    }

    public struct GroupLine: Encodable, Sendable {
        public let by: CoverageReport.Stratification.Kind
        public let group: String
        public let before: Numbers
        public let after: Numbers
    }

    /// Present values, and those of them that were understood.
    public struct Numbers: Encodable, Equatable, Sendable {
        public let present: CoverageReport.Count
        public let understood: CoverageReport.Count

        init(_ states: CoverageReport.Counts?) {
            present = states?.sum { $0.isPresent && $0 != .unclaimed } ?? CoverageReport.Count()
            understood = states?.sum(\.isUnderstood) ?? CoverageReport.Count()
        }

        var share: Double { present.instances == 0 ? 1 : Double(understood.instances) / Double(present.instances) }
    }

    public struct ShapeLine: Encodable, Sendable {
        public let input: String
        /// Of the later report, where it has the shape.
        public let plugin: String
        public let state: String
        public let reason: String
        public let shape: String
        public let before: CoverageReport.Count
        public let after: CoverageReport.Count
    }

    public struct FileLine: Encodable, Sendable {
        public let outcome: String
        public let before: Int
        public let after: Int
    }

    /// A value that fares otherwise.
    public struct Change: Encodable, Sendable {
        public enum Kind: String, Encodable, Sendable, CaseIterable {
            /// Now understood.
            case gained
            /// No longer understood.
            case lost
            /// Understood before and after, as something else.
            case altered
            /// Understood neither before nor after, and yet not the same.
            case other
            /// Not there before, and not understood.
            case newRejected
            /// Not there before, and understood.
            case new
            /// No longer there.
            case gone
        }

        public let kind: Kind
        public let input: String
        /// With its version; the later one where the value is still there.
        public let plugin: String
        public let value: String
        public let context: [String]
        public let instances: Int
        public let before: Outcome?
        public let after: Outcome?
    }

    public struct Outcome: Encodable, Equatable, Sendable {
        public let state: ValueState
        public let reason: String?
        public let answers: [String: String]

        init(_ value: LocalCoverage.Value) {
            state = value.state
            reason = value.reason
            answers = value.answers ?? [:]
        }
    }

    public var isEmpty: Bool {
        groups.isEmpty && shapes.isEmpty && values?.isEmpty ?? true && files.isEmpty && inputs.allSatisfy { $0.before == $0.after && $0.pluginBefore == $0.pluginAfter }
    }

    public init(_ before: CoverageFile, _ after: CoverageFile) {
        let (old, new) = (before.report, after.report)
        let all = Line(input: nil, pluginBefore: nil, pluginAfter: nil, before: Numbers(old.total), after: Numbers(new.total))
        inputs = [all] + CoverageDiff.inputs(old, new)
        // Groups of few patients are named in local reports alone.
        let areLocal = before.local != nil && after.local != nil
        groups = CoverageDiff.groups(areLocal ? before.strata : old.strata, areLocal ? after.strata : new.strata)
        shapes = CoverageDiff.shapes(old, new)
        if let a = before.local, let b = after.local { values = CoverageDiff.changes(a, b) } else { values = nil }
        files = Set(old.files.keys).union(new.files.keys).sorted().compactMap { name in
            let (a, b) = (old.files[name] ?? 0, new.files[name] ?? 0)
            return a == b ? nil : FileLine(outcome: name, before: a, after: b)
        }
    }

    private static func inputs(_ old: CoverageReport, _ new: CoverageReport) -> [Line] {
        let a = claimed(old), b = claimed(new)
        return Set(a.keys).union(b.keys).sorted().compactMap { name in
            let line = Line(
                input: name, pluginBefore: a[name]?.pluginText, pluginAfter: b[name]?.pluginText, before: Numbers(a[name]?.states), after: Numbers(b[name]?.states))
            return line.before == line.after && line.pluginBefore == line.pluginAfter ? nil : line
        }
    }

    private static func claimed(_ report: CoverageReport) -> [String: CoverageReport.Input] {
        Dictionary(report.inputs.filter(\.isClaimed).map { ($0.name, $0) }) { first, _ in first }
    }

    private static func groups(_ old: [CoverageReport.Stratification], _ new: [CoverageReport.Stratification]) -> [GroupLine] {
        func totals(_ strata: [CoverageReport.Stratification], _ by: CoverageReport.Stratification.Kind) -> [String: CoverageReport.Counts] {
            Dictionary(strata.filter { $0.by == by }.flatMap(\.groups).map { ($0.label, $0.total) }) { first, _ in first }
        }
        return CoverageReport.Stratification.Kind.allCases.flatMap { by in
            let (a, b) = (totals(old, by), totals(new, by))
            return Set(a.keys).union(b.keys).sorted().compactMap { group -> GroupLine? in
                let line = GroupLine(by: by, group: group, before: Numbers(a[group]), after: Numbers(b[group]))
                return line.before == line.after ? nil : line
            }
        }
    }

    private static func shapes(_ old: CoverageReport, _ new: CoverageReport) -> [ShapeLine] {
        struct Key: Hashable {
            let input, state, reason, shape: String
        }
        func counts(_ report: CoverageReport) -> [Key: (count: CoverageReport.Count, plugin: String)] {
            report.inputs.reduce(into: [:]) { counts, input in
                // A value that is shown counts with its shape: a report of fewer patients does not show it.
                for shape in input.shapes {
                    let key = Key(input: input.name, state: shape.state, reason: shape.reason, shape: shape.shape)
                    counts[key, default: (CoverageReport.Count(), input.pluginText ?? "")].count
                        .add(CoverageReport.Count(distinct: shape.distinct, instances: shape.instances))
                }
            }
        }
        let (a, b) = (counts(old), counts(new))
        let lines = Set(a.keys).union(b.keys).compactMap { key -> ShapeLine? in
            let (was, isNow) = (a[key]?.count ?? CoverageReport.Count(), b[key]?.count ?? CoverageReport.Count())
            guard was != isNow else { return nil }
            return ShapeLine(
                input: key.input, plugin: b[key]?.plugin ?? a[key]?.plugin ?? "", state: key.state, reason: key.reason, shape: key.shape, before: was,
                after: isNow)
        }
        return lines.sorted { a, b in
            let (x, y) = (abs(a.after.instances - a.before.instances), abs(b.after.instances - b.before.instances))
            return x != y ? x > y : (a.input, a.state, a.reason, a.shape) < (b.input, b.state, b.reason, b.shape)
        }
    }
}

extension CoverageReport.Input {
    /// `PixelSpacing 1.0.0`.
    var pluginText: String? { plugin.map { name in pluginVersion.map { "\(name) \($0)" } ?? name } }
}

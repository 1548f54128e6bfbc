/// A report of an earlier run, which may come from anyone: nothing in it is believed before it was checked.
public enum CoverageFile: Sendable {
    case shareable(CoverageReport)
    case local(LocalCoverage)

    public var report: CoverageReport {
        switch self {
        case .shareable(let report): report
        case .local(let local): local.coverage
        }
    }

    public var local: LocalCoverage? {
        if case .local(let local) = self { return local }
        return nil
    }

    /// With every group, where the file has them.
    var strata: [CoverageReport.Stratification] { local?.strata ?? report.strata }

    private struct Head: Decodable {
        let version: Int
        let kind: String?
    }

    /// - Throws: `CoverageFileFault`.
    public init(_ bytes: [UInt8]) throws {
        do {
            let head = try JSON.decode(Head.self, from: bytes)
            guard head.version == CoverageReport.currentVersion else {
                throw CoverageFileFault("version \(head.version) of coverage reports is not known here, only \(CoverageReport.currentVersion); make it anew")
            }
            switch head.kind {
            case CoverageReport.kindName?: self = .shareable(try JSON.decode(CoverageReport.self, from: bytes))
            case LocalCoverage.kindName?: self = .local(try JSON.decode(LocalCoverage.self, from: bytes))
            default: throw CoverageFileFault("it is neither a shareable nor a local coverage report")
            }
        } catch let error as DecodingError {
            throw CoverageFileFault("no coverage report: \(JSON.reason(error))")
        }
        if let local, local.coverage.version != CoverageReport.currentVersion { throw CoverageFileFault("the coverage in it has another version") }
        guard report.hasSaneNumbers, local.map({ $0.hasSaneNumbers }) ?? true else {
            throw CoverageFileFault("it holds numbers that cannot be counts")
        }
        if let fault = report.faults.first { throw CoverageFileFault("its numbers do not add up: \(fault)") }
    }
}

/// Why a file is no report of coverage, or no bars.
public struct CoverageFileFault: Error, Sendable {
    public let reason: String
    init(_ reason: String) { self.reason = reason }
}

extension CoverageReport {
    /// No archive has more instances; sums of as many such numbers as a file may hold stay far below what overflows.
    private static let largest = 1 << 36

    static func isSane(_ number: Int) -> Bool { (0...largest).contains(number) }

    private static func isSane(_ counts: Counts) -> Bool {
        counts.values.allSatisfy { isSane($0.distinct) && isSane($0.instances) }
    }

    /// Whether its numbers can be added up without harm.
    fileprivate var hasSaneNumbers: Bool {
        let counts = [files, refusals, problems].flatMap(\.values) + [instances, series ?? 0, patients ?? 0] + plugins.flatMap { [$0.failures, $0.printedBytes] }
        return counts.allSatisfy(CoverageReport.isSane) && CoverageReport.isSane(total)
            && inputs.allSatisfy { input in
                (1...1 << 20).contains(input.tags)
                    && [input.states, input.repairs, input.foldSteps, input.reasons, input.contradictions].allSatisfy { CoverageReport.isSane($0) }
                    && input.columns.allSatisfy { CoverageReport.isSane($0.instances) && CoverageReport.isSane($0.filled) }
                    && input.shapes.allSatisfy { CoverageReport.isSane($0.distinct) && CoverageReport.isSane($0.instances) }
                    && (input.series.map { [$0.understood, $0.notUnderstood, $0.withoutValue].allSatisfy(CoverageReport.isSane) } ?? true)
            }
            && CoverageReport.isSane(strata)
    }

    fileprivate static func isSane(_ strata: [Stratification]) -> Bool {
        strata.flatMap(\.groups).allSatisfy { group in
            isSane(group.instances) && isSane(group.total) && group.inputs.allSatisfy { isSane($0.states) }
        }
    }
}

extension LocalCoverage {
    fileprivate var hasSaneNumbers: Bool {
        CoverageReport.isSane(strata) && values.allSatisfy { $0.values.allSatisfy { CoverageReport.isSane($0.instances) } }
    }
}

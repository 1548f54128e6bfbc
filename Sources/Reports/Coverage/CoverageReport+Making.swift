import DICOM
import Dictionaries
import Dispatch
import PluginHost
import Synchronization
import TagTable

/// All that coverage of an archive is counted from.
public struct CoverageSource: Sendable {
    public let normalization: Normalization
    public let table: TagTable
    public let plugins: [PluginDescription]
    public let dictionaries: DictionarySet
    public var site = SiteRule.institution
    public var threads = 1

    /// - Parameters:
    ///   - dictionaries: name tags, tell which private creators are known, and which terms came with tagfold.
    public init(_ normalization: Normalization, table: TagTable, plugins: [PluginDescription], dictionaries: DictionarySet) {
        self.normalization = normalization
        self.table = table
        self.plugins = plugins
        self.dictionaries = dictionaries
    }

    /// Inputs of which there is something to say. A claim that could infer an attribute, which the archive does not have, from
    /// another one, and did not, says nothing.
    var told: [ClaimResult] {
        normalization.results.filter { $0.items.contains { $0.state != .absent || $0.inference != nil } }
    }

    func isNameless(_ result: ClaimResult) -> Bool {
        result.inputs.contains { $0.isClaimed && dictionaries.data.hasUnknownCreator($0.path) }
    }

    func column(_ keyword: String) -> TagColumn? { dictionaries.data.path(keyword).flatMap { table[$0] } }
}

/// The report that may leave the hospital, and what it leaves out.
public struct MadeCoverage: Sendable {
    public let report: CoverageReport
    /// The strata with every group, however few patients it has.
    public let allStrata: [CoverageReport.Stratification]
    /// What the numbers of sites stand for.
    public let siteNames: [String: String]
}

extension CoverageSource {
    /// Counts everything.
    /// - Parameter seconds: of each plugin, when they are to be told.
    public func make(seconds: [String: Double]? = nil) -> MadeCoverage {
        let told = told
        let sites = RowGroups.sites(site, dictionaries.data, table)
        let groups = [CoverageReport.Stratification.Kind.modality, .manufacturer, .model].map { RowGroups($0, normalization, dictionaries, table) }
        let rows = StrataRows(groups + [sites.groups], table, patientID: column("PatientID"))
        let seriesColumn = column("SeriesInstanceUID")
        let series = SeriesRows(
            seriesColumn.map { RowCodes($0.codes) }, rowCount: table.rowCount, distinctCount: seriesColumn?.distinctCount ?? 0)
        let counted = count(told, rows, series)

        let claimed = counted.map(\.input)
        let unclaimed = normalization.unclaimed.map { index in
            let column = table.columns[index]
            return CoverageReport.Input(
                column, name: dictionaries.data.columnName(column.path), table.instanceCount,
                isNameless: dictionaries.data.hasUnknownCreator(column.path))
        }
        let total = claimed.map(\.states).reduce(into: CoverageReport.Counts()) { $0.add($1) }
        let shares = CoverageReport.understood(total)
        let files = FileSummary(table.files)
        let strata = { partings in self.strata(partings, rows, counted) }
        let report = CoverageReport(
            instances: table.instanceCount, series: series?.count, patients: PatientRows(column("PatientID"))?.count,
            plugins: plugins.map { plugin in
                CoverageReport.Plugin(plugin, normalization.records[plugin.name] ?? PluginRecord(), seconds: seconds.map { $0[plugin.name] ?? 0 })
            },
            total: total, understoodShareByInstance: shares.byInstance, understoodShareByDistinct: shares.byDistinct,
            inputs: CoverageReport.Input.joiningNameless(claimed + unclaimed), strata: strata(rows.shareable),
            dictionary: CoverageReport.DictionaryCoverage(table, dictionaries.data), files: files.outcomes,
            refusals: FileSummary.refusals(table.files), problems: FileSummary.problems(table.files))
        return MadeCoverage(report: report, allStrata: strata(rows.all), siteNames: sites.names)
    }

    struct Counted: Sendable {
        let input: CoverageReport.Input
        let strata: StrataCount
    }

    /// One input after another, on several threads.
    private func count(_ told: [ClaimResult], _ rows: StrataRows, _ series: SeriesRows?) -> [Counted] {
        let found = Mutex<[Int: Counted]>([:])
        let next = Atomic<Int>(0)
        let disclosure = ClaimDisclosure(dictionaries, patientID: column("PatientID"))
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, told.count))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < told.count else { break }
                var input = CoverageReport.Input(told[index], isNameless: isNameless(told[index]), table, disclosure)
                if !input.isOfUnknownCreators { input.series = series?.parted(told[index]) }
                let counted = Counted(input: input, strata: StrataCount(told[index], rows))
                found.withLock { $0[index] = counted }
            }
        }
        return found.withLock { found in told.indices.compactMap { found[$0] } }
    }

    private func strata(_ partings: [StrataRows.Parting], _ rows: StrataRows, _ counted: [Counted]) -> [CoverageReport.Stratification] {
        partings.map { parting in
            let groups = parting.groups.indices.map { place in
                let slot = parting.base + place, group = parting.groups[place]
                var total: CoverageReport.Counts = [:]
                var parts: [CoverageReport.Part] = []
                for one in counted {
                    let states = one.strata.states(slot)
                    total.add(states)
                    guard let plugin = one.input.plugin else { continue }
                    let columns = one.input.isOfUnknownCreators ? [:] : one.strata.columns(slot)
                    parts.append(CoverageReport.Part(name: one.input.name, plugin: plugin, states: states, columns: columns))
                }
                let shares = CoverageReport.understood(total)
                return CoverageReport.Group(
                    kind: group.kind, name: group.name, instances: rows.instances[slot], patients: rows.knowsPatients ? rows.patients[slot] : nil,
                    total: total, understoodShareByInstance: shares.byInstance, understoodShareByDistinct: shares.byDistinct,
                    inputs: CoverageReport.Part.joined(parts).filter { $0.states.contains { $0.key != ValueState.absent.rawValue } })
            }
            return CoverageReport.Stratification(by: parting.by, groups: groups)
        }
    }
}

import PluginHost

extension CoverageReport {
    /// Where the numbers do not add up: empty for every report that tagfold makes. A report that a person hands over may say
    /// anything.
    public var faults: [String] {
        var faults = SumFaults()
        for input in inputs { faults.check(input, instances, series) }
        let claimed = inputs.filter(\.isClaimed)
        let sum = claimed.map(\.states).reduce(into: Counts()) { $0.add($1) }
        faults.equal(total, sum, "the total is not the sum of the claimed inputs")
        let shares = CoverageReport.understood(total)
        faults.equal(understoodShareByInstance, shares.byInstance, "understoodShareByInstance is not the share of the total")
        faults.equal(understoodShareByDistinct, shares.byDistinct, "understoodShareByDistinct is not the share of the total")
        for stratification in strata { faults.check(stratification, claimed, instances) }
        let setAside = (files["damaged"] ?? 0) + (files["refused"] ?? 0)
        faults.equal(refusals.values.reduce(0, +), setAside, "refusals are not as many as damaged and refused files")
        return faults.found
    }
}

/// Collects what does not add up.
struct SumFaults {
    private(set) var found: [String] = []

    mutating func equal<T: Equatable>(_ a: T, _ b: T, _ fault: @autoclosure () -> String) { if a != b { found.append(fault()) } }

    mutating func check(_ input: CoverageReport.Input, _ instances: Int, _ series: Int?) {
        equal(input.states.allInstances, instances * input.tags, "\(input.name): the states are not of all instances")
        for column in input.columns {
            equal(column.filled.allInstances, column.instances, "\(input.name), \(column.name): values by state are not all values")
            for (state, count) in column.filled {
                let all = input.states[state] ?? CoverageReport.Count()
                if count.instances > all.instances || count.distinct > all.distinct { found.append("\(input.name), \(column.name): more values than inputs that are \(state)") }
            }
        }
        if let parted = input.series, let series {
            equal(parted.understood + parted.notUnderstood + parted.withoutValue, series, "\(input.name): the series are not all series")
        }
        for state in [ValueState.rejected, .partial, .failed] where !input.isOfUnknownCreators {
            let count = input.states[state.rawValue] ?? CoverageReport.Count()
            let reasons = input.reasons.filter { $0.key.hasPrefix(state.rawValue + ": ") }.values.reduce(into: CoverageReport.Count()) { $0.add($1) }
            equal(reasons, count, "\(input.name): not every value that is \(state.rawValue) has a reason")
            let shapes = input.shapes.filter { $0.state == state.rawValue }
            let ofShapes = CoverageReport.Count(distinct: shapes.reduce(0) { $0 + $1.distinct }, instances: shapes.reduce(0) { $0 + $1.instances })
            equal(ofShapes, count, "\(input.name): not every value that is \(state.rawValue) has a shape")
        }
    }

    /// The groups are the archive, and in each of them the states of each input are the group.
    mutating func check(_ stratification: CoverageReport.Stratification, _ claimed: [CoverageReport.Input], _ instances: Int) {
        let by = stratification.by.rawValue
        equal(stratification.groups.reduce(0) { $0 + $1.instances }, instances, "\(by): the groups are not all instances")
        var sums: [[String]: CoverageReport.Counts] = [:]
        let tags = claimed.reduce(into: [[String]: Int]()) { $0[[$1.plugin ?? "", $1.name], default: 0] += $1.tags }
        for group in stratification.groups {
            var total: CoverageReport.Counts = [:]
            for part in group.inputs {
                let key = [part.plugin, part.name]
                sums[key, default: [:]].add(part.states)
                total.add(part.states)
                equal(part.states.allInstances, group.instances * (tags[key] ?? 0), "\(by) \(group.label), \(part.name): the states are not of all instances")
            }
            // What no instance of the group has is left out of its list, but not of its total.
            for state in ValueState.allCases where state != .absent {
                equal(group.total[state.rawValue], total[state.rawValue], "\(by) \(group.label): the total of \(state.rawValue) is not the sum of the inputs")
            }
            equal(group.total.allInstances, group.instances * tags.values.reduce(0, +), "\(by) \(group.label): the total is not of all inputs")
        }
        for input in claimed {
            let sum = sums[[input.plugin ?? "", input.name]] ?? [:]
            for state in ValueState.allCases where state != .absent {
                let (all, parts) = (input.states[state.rawValue]?.instances ?? 0, sum[state.rawValue]?.instances ?? 0)
                equal(parts, all, "\(by), \(input.name): the groups do not add up to what is \(state.rawValue)")
            }
        }
    }
}

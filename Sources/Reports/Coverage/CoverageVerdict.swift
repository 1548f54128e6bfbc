import PluginHost

/// Which bars coverage clears, and which it does not.
public struct CoverageVerdict: Sendable {
    public struct Check: Sendable {
        /// What was asked.
        public let name: String
        /// Of the input that it is about.
        public var plugin: String?
        public var input: String?
        /// Why it failed, without any value.
        public var failure: String?
        /// Lines that name the values: not to leave the hospital.
        public var values: [String] = []
    }

    public private(set) var checks: [Check] = []
    public var failures: [Check] { checks.filter { $0.failure != nil } }

    private static let mostTold = 8

    /// All failures in one line; nil when there is none.
    public var reason: String? {
        let all = failures.compactMap(\.failure)
        guard !all.isEmpty else { return nil }
        let more = all.count > CoverageVerdict.mostTold ? "; and \(all.count - CoverageVerdict.mostTold) more" : ""
        return all.prefix(CoverageVerdict.mostTold).joined(separator: "; ") + more
    }

    /// - Parameters:
    ///   - baseline: of an earlier run.
    ///   - local: values of this run; needed when the baseline has values.
    public init(_ bar: CoverageBar, _ made: MadeCoverage, baseline: CoverageFile?, local: LocalCoverage?) {
        checks = bar.shares.map { CoverageVerdict.check($0, made) }
        if let most = bar.pluginFailures { checks.append(CoverageVerdict.checkFailures(most, made.report)) }
        if let most = bar.refusedFiles { checks.append(CoverageVerdict.checkFiles(most, made.report)) }
        guard let baseline else { return }
        if let most = bar.belowBaseline { checks += CoverageVerdict.checkBelow(most, baseline.report, made.report) }
        let changes = local.flatMap { local in CoverageDiff(baseline, .local(local)).values }
        if let fewest = bar.newRejected {
            if let changes {
                checks.append(CoverageVerdict.checkRejected(fewest, changes, known: baseline.local?.notUnderstood ?? []))
            } else {
                checks.append(CoverageVerdict.checkShapes(fewest, CoverageDiff(baseline, .shareable(made.report)).shapes))
            }
        }
        if let most = bar.changedAnswers, let changes { checks.append(CoverageVerdict.checkAnswers(most, changes)) }
    }

    // MARK: Shares

    private static func check(_ bar: CoverageBar.Share, _ made: MadeCoverage) -> Check {
        let subject = "coverage" + (bar.input.map { " of \($0)" } ?? "") + (bar.plugin.map { " by the plugin \($0)" } ?? "")
            + (bar.where.map { " where \($0.by.rawValue) is \($0.group)" } ?? "")
        let weight = bar.by == .instance ? "by instance" : "by distinct value"
        var check = Check(name: "\(subject) is at least \(plain(bar.atLeast)) % \(weight)", plugin: bar.plugin, input: bar.input)
        let states = states(bar, made)
        let (present, understood) = (states.sum { $0.isPresent && $0 != .unclaimed }, states.sum(\.isUnderstood))
        let (whole, part) = bar.by == .instance ? (present.instances, understood.instances) : (present.distinct, understood.distinct)
        guard whole > 0 else {
            if !bar.mayBeMissing {
                let missing = bar.input == nil && bar.plugin == nil && bar.where == nil
                    ? "no plugin claims any value of the archive, so there is no coverage to hold against the bar"
                    : "there is no value to hold against the bar: \(subject)"
                check.failure = missing
            }
            return check
        }
        guard Double(part) * 100 < bar.atLeast * Double(whole) else { return check }
        check.failure = "\(subject) is \(share(part, whole)) \(weight), below the bar of \(plain(bar.atLeast)) %"
        return check
    }

    private static func states(_ bar: CoverageBar.Share, _ made: MadeCoverage) -> CoverageReport.Counts {
        func fits(_ name: String, _ plugin: String?) -> Bool {
            plugin != nil && bar.input.map { $0 == name } ?? true && bar.plugin.map { $0 == plugin } ?? true
        }
        if let condition = bar.where {
            let groups = made.allStrata.filter { $0.by == condition.by }.flatMap(\.groups)
            return groups.filter { $0.name == condition.group }.flatMap(\.inputs).filter { fits($0.name, $0.plugin) }
                .reduce(into: [:]) { $0.add($1.states) }
        }
        return made.report.inputs.filter { fits($0.name, $0.plugin) }.reduce(into: [:]) { $0.add($1.states) }
    }

    /// With two decimals, rounded down: what a bar is held against is never shown better than it is.
    private static func share(_ part: Int, _ whole: Int) -> String {
        Decimals.text((Double(part) / Double(whole) * 10_000).rounded(.down) / 100, 2) + " %"
    }

    /// `98`, `99.5`.
    private static func plain(_ percent: Double) -> String { Int(exactly: percent).map(String.init) ?? "\(percent)" }

    // MARK: Plugins and files

    private static func checkFailures(_ most: Int, _ report: CoverageReport) -> Check {
        var check = Check(name: "plugins fail \(most == 0 ? "never" : "at most \(most) times")")
        let failed = report.plugins.filter { $0.failures > 0 || $0.quarantine != nil }
        let count = failed.reduce(0) { $0 + $1.failures }
        guard count > most || failed.contains(where: { $0.quarantine != nil }) else { return check }
        let told = failed.map { "\($0.name) \($0.version) (\($0.failures)\($0.quarantine.map { ", in quarantine: \($0)" } ?? ""))" }
        check.failure = "plugins failed \(count) \(count == 1 ? "time" : "times"), the bar is \(most): " + told.joined(separator: ", ")
        return check
    }

    private static func checkFiles(_ most: Double, _ report: CoverageReport) -> Check {
        var check = Check(name: "at most \(plain(most)) % of the files give no instance")
        let (bad, all) = (report.refusals.values.reduce(0, +), report.files.values.reduce(0, +))
        guard Double(bad) * 100 > most * Double(all) else { return check }
        let reasons = report.refusals.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }
        check.failure = "\(bad) of \(all) files gave no instance, more than \(plain(most)) %: " + reasons.joined(separator: ", ")
        return check
    }

    // MARK: Baseline

    /// A check for all together, and one for each input of the baseline that is still there.
    private static func checkBelow(_ most: Double, _ before: CoverageReport, _ after: CoverageReport) -> [Check] {
        func below(_ old: CoverageDiff.Numbers, _ new: CoverageDiff.Numbers) -> Bool { (old.share - new.share) * 100 > most + 1e-9 }
        func told(_ old: CoverageDiff.Numbers, _ new: CoverageDiff.Numbers) -> String {
            "\(Percent.fineText(new.share)) by instance, \(Percent.fineText(old.share)) in the baseline (\(CoverageDiff.points(old, new)) points)"
        }
        let (old, new) = (CoverageDiff.Numbers(before.total), CoverageDiff.Numbers(after.total))
        var all = Check(name: "coverage is at most \(plain(most)) points below the baseline")
        if below(old, new) { all.failure = "coverage is " + told(old, new) }
        let now = Dictionary(after.inputs.map { ($0.name, $0) }) { first, _ in first }
        return [all] + before.inputs.filter(\.isClaimed).compactMap { was in
            var check = Check(name: "\(was.name) is at most \(plain(most)) points below the baseline", plugin: was.plugin, input: was.name)
            let orphans = was.name.split(separator: "+").map(String.init).filter { name in
                now[name].map { !$0.isClaimed && !$0.isOfUnknownCreators && $0.states[ValueState.unclaimed.rawValue] != nil } ?? false
            }
            if !orphans.isEmpty {
                check.failure = "\(orphans.joined(separator: "+")) has no plugin any more, \(was.pluginText ?? "") in the baseline"
                return check
            }
            guard let input = now[was.name], input.isClaimed else { return nil }
            check.plugin = input.plugin
            let (old, new) = (CoverageDiff.Numbers(was.states), CoverageDiff.Numbers(input.states))
            guard new.present.instances > 0 else { return nil }
            if below(old, new) {
                let plugin = [was.pluginText, input.pluginText].compactMap { $0 }
                let versions = plugin.count == 2 && plugin[0] != plugin[1] ? "\(plugin[1]), \(plugin[0]) in the baseline" : plugin.last ?? ""
                check.failure = "\(input.name) (plugin \(versions)) is \(told(old, new))"
            }
            return check
        }
    }

    /// One value may stand in several contexts.
    private struct Rejected {
        let change: CoverageDiff.Change
        var instances: Int
    }

    /// - Parameter known: inputs and values that were not understood in the baseline, in whatever context.
    private static func checkRejected(_ fewest: Int, _ changes: [CoverageDiff.Change], known: Set<[String]>) -> Check {
        var check = Check(name: newRejectedName(fewest))
        var rejected: [Rejected] = []
        var places: [[String]: Int] = [:]
        for change in changes where change.kind == .lost || change.kind == .newRejected {
            let key = [change.input, change.value]
            if change.kind == .newRejected, known.contains(key) { continue }
            if let place = places[key] {
                rejected[place].instances += change.instances
            } else {
                places[key] = rejected.count
                rejected.append(Rejected(change: change, instances: change.instances))
            }
        }
        let bad = rejected.filter { $0.instances >= fewest }
        guard !bad.isEmpty else { return check }
        let told = bad.prefix(mostTold).map { one in
            "\(one.change.input) \(ValueShape.of(one.change.value)) ×\(one.instances) (plugin \(one.change.plugin))"
        }
        let more = bad.count > mostTold ? ", …" : ""
        check.failure = "\(bad.count) new rejected \(bad.count == 1 ? "value" : "values") in \(fewest) instances and more: " + told.joined(separator: ", ") + more
        check.values = bad.map { $0.change.text }
        return check
    }

    private static func newRejectedName(_ fewest: Int) -> String { "no new rejected value in \(fewest) instances and more" }

    /// Without values: shapes of which there are more values than before, in so many more instances.
    private static func checkShapes(_ fewest: Int, _ shapes: [CoverageDiff.ShapeLine]) -> Check {
        var check = Check(name: newRejectedName(fewest))
        let bad = shapes.filter { $0.after.distinct > $0.before.distinct && $0.after.instances - $0.before.instances >= fewest }
        guard !bad.isEmpty else { return check }
        let told = bad.prefix(mostTold).map { "\($0.input) \($0.shape) ×\($0.after.instances - $0.before.instances) (plugin \($0.plugin), \($0.state): \($0.reason))" }
        let more = bad.count > mostTold ? ", …" : ""
        check.failure = "new rejected values in \(fewest) instances and more, by shape: " + told.joined(separator: ", ") + more
        return check
    }

    private static func checkAnswers(_ most: Int, _ changes: [CoverageDiff.Change]) -> Check {
        var check = Check(name: "at most \(most) values are answered otherwise than in the baseline")
        let altered = changes.filter { $0.kind == .altered || $0.kind == .lost }
        guard altered.count > most else { return check }
        let byInput = Dictionary(grouping: altered) { "\($0.input) (plugin \($0.plugin))" }
        let told = byInput.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(mostTold).map { "\($0.key) ×\($0.value.count)" }
        check.failure = "\(altered.count) \(altered.count == 1 ? "value is" : "values are") answered otherwise than in the baseline, the bar is \(most): " + told.joined(separator: ", ")
        check.values = altered.map(\.text)
        return check
    }
}

import PluginHost

extension CoverageDiff {
    private struct Key: Hashable {
        let value: String
        let context: [String]
    }

    /// What became of every value that both list, and of those that one lists although the other lists all.
    static func changes(_ before: LocalCoverage, _ after: LocalCoverage) -> [Change] {
        let old = Dictionary(before.values.map { ($0.input, $0) }) { first, _ in first }
        let new = Dictionary(after.values.map { ($0.input, $0) }) { first, _ in first }
        return Set(old.keys).union(new.keys).flatMap { name in changes(name, old[name], new[name]) }.sorted { a, b in
            if a.instances != b.instances { return a.instances > b.instances }
            return (a.input, a.value, a.context.joined(separator: "\n")) < (b.input, b.value, b.context.joined(separator: "\n"))
        }
    }

    private static func changes(_ input: String, _ old: LocalCoverage.Values?, _ new: LocalCoverage.Values?) -> [Change] {
        func byKey(_ values: LocalCoverage.Values?) -> [Key: LocalCoverage.Value] {
            Dictionary((values?.values ?? []).map { (Key(value: $0.value, context: $0.context ?? []), $0) }) { first, _ in first }
        }
        let (a, b) = (byKey(old), byKey(new))
        return Set(a.keys).union(b.keys).compactMap { key in
            guard let kind = kind(a[key], b[key], isOldComplete: old?.isComplete ?? true, isNewComplete: new?.isComplete ?? true) else { return nil }
            let side = b[key] == nil ? old : new
            return Change(
                kind: kind, input: input, plugin: side.map { "\($0.plugin) \($0.pluginVersion)" } ?? "", value: key.value, context: key.context,
                instances: b[key]?.instances ?? a[key]?.instances ?? 0, before: a[key].map(Outcome.init), after: b[key].map(Outcome.init))
        }
    }

    private static func kind(_ old: LocalCoverage.Value?, _ new: LocalCoverage.Value?, isOldComplete: Bool, isNewComplete: Bool) -> Change.Kind? {
        switch (old, new) {
        case (nil, let new?):
            // Of what is not understood the lists are long: what they lack was rare, or was not there.
            if !new.state.isUnderstood { return .newRejected }
            return isOldComplete ? .new : nil
        case (_?, nil): return isNewComplete ? .gone : nil
        case (let old?, let new?):
            guard Outcome(old) != Outcome(new) else { return nil }
            switch (old.state.isUnderstood, new.state.isUnderstood) {
            case (false, true): return .gained
            case (true, false): return .lost
            case (true, true): return .altered
            case (false, false): return .other
            }
        case (nil, nil): return nil
        }
    }
}

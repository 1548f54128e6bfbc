/// Numbers of entries by a form. Nearly every form has one entry; those that differ by their context share it.
struct EntryTable: Sendable {
    private var firsts: [String: Int32] = [:]
    /// The others of a form, by its first.
    private var others: [Int32: [Int32]] = [:]

    mutating func reserve(_ count: Int) { firsts.reserveCapacity(count) }

    /// The first entry of a form; the new one when there is none yet.
    mutating func first(_ form: String, or new: Int32) -> Int32 {
        // One look into the table for what is nearly always new.
        guard let old = firsts.updateValue(new, forKey: form) else { return new }
        firsts[form] = old
        return old
    }

    mutating func add(_ number: Int32, behind first: Int32) { others[first, default: []].append(number) }

    /// How many entries share a first one's form.
    func count(behind first: Int32) -> Int { others[first]?.count ?? 0 }

    /// Whether one of the entries that share a first one's form is wanted; the first such.
    func find(from first: Int32, where isWanted: (Int) -> Bool) -> Int? {
        if isWanted(Int(first)) { return Int(first) }
        return others[first]?.lazy.map(Int.init).first(where: isWanted)
    }

    func forEach(_ form: String, _ body: (Int) -> Void) {
        guard let first = firsts[form] else { return }
        body(Int(first))
        if !others.isEmpty { others[first]?.forEach { body(Int($0)) } }
    }
}

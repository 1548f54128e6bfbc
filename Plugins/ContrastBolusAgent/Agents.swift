import TagPluginKit

/// What one value says of agents: of one, or of several (`ORAL & OMNIPAQUE 350`).
struct Agents {
    let folds: [Fold]
    /// Whether the text had to be cut.
    let isTakenApart: Bool

    static let none = "NONE"
    /// The class of an agent that is not told.
    static let given = "GIVEN"

    /// Nil where something in the value is not understood.
    ///
    /// - Parameter texts: the values of the list that it may be.
    init?(_ text: String, _ texts: [String], fold: (String) -> Fold?) {
        if let whole = fold(text) {
            folds = [whole]
            isTakenApart = false
            return
        }
        let texts = texts.filter { !$0.isEmpty && !AgentText.isNoAgent($0) }
        let pieces = texts.flatMap { fold($0) == nil ? AgentText.pieces(of: $0) : [$0] }
        let known = pieces.compactMap(fold)
        guard !known.isEmpty, known.count == pieces.count else { return nil }
        folds = known
        isTakenApart = pieces.count > texts.count
    }

    var standForMissing: Bool { folds.allSatisfy(\.standsForMissing) }

    /// Nil where some say so and others do not.
    var wasGiven: Bool? {
        let said = Set(folds.filter { !$0.standsForMissing }.map { $0.term != Agents.none && $0.parent != Agents.none })
        return said.count == 1 ? said.first : nil
    }

    /// The classes that are named; of those that are not told nothing is left beside them.
    var label: String {
        let terms = Set(folds.filter { !$0.standsForMissing }.map(\.term))
        let told = terms.subtracting([Agents.given])
        return (told.isEmpty ? terms : told).sorted().joined(separator: "+")
    }
}

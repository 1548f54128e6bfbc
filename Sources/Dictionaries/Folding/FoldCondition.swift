/// Where an entry holds: in every context, or only where attributes have certain values. Written
/// `Modality=CR|DX; Manufacturer=GE`: all attributes must fit, each with one of its values, or with one that folds to it.
public struct FoldCondition: Hashable, Sendable {
    /// Values by keyword, compared without case and outer spaces.
    private let allowed: [String: Set<String>]

    public static let always = FoldCondition(allowed: [:])
    private init(allowed: [String: Set<String>]) { self.allowed = allowed }

    /// Nil for what is no list of conditions. Marks count as such whatever combining character follows them.
    public init?(_ text: String) {
        var allowed: [String: Set<String>] = [:]
        for part in text.unicodeScalars.split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { return nil }
            let keyword = FoldCondition.trimmed(Substring(sides[0]))
            guard !keyword.isEmpty, allowed[keyword] == nil else { return nil }
            let values = sides[1].split(separator: "|").map { FoldCondition.trimmed(Substring($0)).uppercased() }
            guard !values.isEmpty, !values.contains("") else { return nil }
            allowed[keyword] = Set(values)
        }
        guard !allowed.isEmpty else { return nil }
        self.allowed = allowed
    }

    /// How many attributes it asks for: the more, the closer the entry fits.
    var weight: Int { allowed.count }
    /// Keywords that it asks for.
    public var keywords: [String] { allowed.keys.sorted() }

    /// A value of the context fits as it stands in the file, or by the term that it folds to.
    func holds(in context: FoldContext) -> Bool {
        allowed.allSatisfy { keyword, values in
            func fits(_ text: String?) -> Bool { text.map { values.contains(FoldCondition.trimmed($0).uppercased()) } ?? false }
            return fits(context.values[keyword]) || fits(context.term(keyword))
        }
    }

    /// A context where it holds.
    var example: [String: String] { allowed.compactMapValues { $0.min() } }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { $0 != " " }), let last = scalars.lastIndex(where: { $0 != " " }) else { return "" }
        return String(text[first...last])
    }
}

extension FoldCondition: CustomStringConvertible {
    public var description: String { keywords.map { "\($0)=\((allowed[$0] ?? []).sorted().joined(separator: "|"))" }.joined(separator: "; ") }
}

/// What a plugin answers to one input, as vectors write it.
package struct VectorOutcome: Sendable {
    package var columns: [String: String] = [:]
    /// `kind: text`, sorted.
    package var notes: [String] = []

    /// Nothing answered.
    package init() {}

    init(fields: ArraySlice<String>) {
        for field in fields {
            let name = field.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            if !name.isEmpty, field.dropFirst(name.count).first == "=" {
                columns[String(name)] = String(field.dropFirst(name.count + 1))
            } else {
                notes.append(field)
            }
        }
        notes.sort()
    }

    /// - Parameter keyword: stands for the empty name of a column.
    init(_ told: [Told], claim: Declaration.Claim, keyword: String) {
        let isRejected = told.contains { if case .rejected = $0 { true } else { false } }
        var last: [String: String] = [:]
        for told in told {
            switch told {
            case .number(let column, let component, let bits): set(column, component, "\(Double(bitPattern: bits))")
            case .label(let column, let component, let label): set(column, component, label)
            case .flag(let column, let component, let flag): set(column, component, "\(flag)")
            case .missing(nil, let rule): last["missing"] = rule
            case .missing(.some(let column), let rule): notes.append("missing \(name(column)): \(rule)")
            case .repaired(let rule): notes.append("repaired: \(rule)")
            case .folded(let term): notes.append("folded: \(term)")
            case .inferred(let rule): last["inferred"] = rule
            case .partial(let reason): last["partial"] = reason
            case .rejected(let reason): last["rejected"] = reason
            case .contradiction(let message): notes.append("contradiction: \(message)")
            }
        }
        notes += last.map { "\($0.key): \($0.value)" }
        notes.sort()

        func name(_ column: Int) -> String { claim.columns[column].name.isEmpty ? keyword : claim.columns[column].name }
        func set(_ column: Int, _ component: Int, _ text: String) {
            guard !isRejected else { return }
            columns[claim.columns[column].components == 1 ? name(column) : "\(name(column))_\(component + 1)"] = text
        }
    }

    /// Whether the columns agree: numbers within 10⁻⁹, or that share of the expected one.
    package func hasColumns(like expected: VectorOutcome) -> Bool {
        columns.count == expected.columns.count
            && columns.allSatisfy { name, text in
                guard let other = expected.columns[name] else { return false }
                if let a = Double(text), let b = Double(other) { return abs(a - b) <= 1e-9 * max(1, abs(b)) }
                return text == other
            }
    }

    /// In the order in which a vector is written.
    var text: String {
        (columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + notes).joined(separator: "  ")
    }
}

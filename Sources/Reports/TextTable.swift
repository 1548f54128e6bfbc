/// A table for the terminal: columns as wide as their longest cell.
struct TextTable {
    enum Column {
        case left(String)
        case right(String)

        var title: String {
            switch self {
            case .left(let title), .right(let title): title
            }
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    init(columns: [Column]) { self.columns = columns }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var text: String {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            let line = zip(zip(columns, widths), cells).map { layout, cell in
                let padding = String(repeating: " ", count: max(0, layout.1 - cell.count))
                if case .right = layout.0 { return padding + cell }
                return cell + padding
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    static func shortened(_ text: String, to length: Int) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }
}

/// Shares as people read them: never rounded up to 100 % or down to 0 %.
enum Percent {
    static func text(_ share: Double) -> String {
        guard share > 0 else { return "0 %" }
        guard share < 1 else { return "100 %" }
        let tenths = min(999, max(1, Int((share * 1000).rounded())))
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// With two decimals, for shares that are compared.
    static func fineText(_ share: Double) -> String {
        guard share > 0 else { return "0 %" }
        guard share < 1 else { return "100 %" }
        let hundredths = min(9999, max(1, Int((share * 10_000).rounded())))
        return Decimals.text(Double(hundredths) / 100, 2) + " %"
    }

    /// How far a share of `whole` moves when `count` come to it, in percentage points: `+0.33`, `0`, `-<0.01`.
    static func points(_ count: Int, of whole: Int) -> String {
        guard count != 0, whole > 0 else { return "0" }
        let points = Double(count.magnitude) / Double(whole) * 100
        return (count < 0 ? "-" : "+") + (points < 0.005 ? "<0.01" : Decimals.text(points, 2))
    }
}

import Features
import PluginHost
import TagTable

/// features.csv: a line an instance, its file first.
public enum FeatureFile {
    public static let rowName = "file"

    /// - Parameter path: file of a row of the tag table.
    public static func csv(_ features: FeatureTable, path: (Int) -> String) -> [UInt8] {
        var out: [UInt8] = []
        line(&out, [rowName] + features.columns.map(\.name))
        for (index, row) in features.rows.enumerated() {
            line(&out, [path(row)] + features.columns.map { $0[index]?.text ?? "" })
        }
        return out
    }

    static func line(_ out: inout [UInt8], _ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out.append(contentsOf: Escape.csv(field).utf8)
        }
        out.append(UInt8(ascii: "\n"))
    }
}

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
            append(&out, field)
        }
        out.append(UInt8(ascii: "\n"))
    }

    /// Appends a field. Letters, digits and what paths are made of need no look at the rules: that is quicker.
    static func append(_ out: inout [UInt8], _ field: String) {
        let isPlain = field.utf8.allSatisfy { plainBytes[Int($0)] } && field.utf8.first != UInt8(ascii: "-")
        out.append(contentsOf: (isPlain ? field : Escape.csv(field)).utf8)
    }

    private static let plainBytes: [Bool] = (0...255).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "/._-".utf8.contains(byte)
        }
    }
}

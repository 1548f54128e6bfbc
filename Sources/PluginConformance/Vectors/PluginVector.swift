/// One line of a file of vectors: inputs, and exactly what the plugin answers.
package struct PluginVector: Sendable {
    package struct Input: Sendable {
        package let path: String
        package let value: GivenValue
    }

    package let line: Int
    package let inputs: [Input]
    package let outcome: VectorOutcome
    /// The line as it stands, with two spaces for a tab.
    package let text: String

    /// Nil for a line that is not in the format.
    init?(line: Int, fields: [String]) {
        guard let arrow = fields.firstIndex(of: "=>"), arrow > 0, arrow < fields.count - 1 else { return nil }
        self.line = line
        text = fields.joined(separator: "  ")
        inputs = fields[..<arrow].map(PluginVector.input)
        outcome = VectorOutcome(fields: fields[(arrow + 1)...])
    }

    private static func input(_ field: String) -> Input {
        guard let equals = field.firstIndex(of: "=") else { return Input(path: field, value: .absent) }
        var path = String(field[..<equals]), vr = "UN"
        let letters = path.suffix(2)
        if path.dropLast(2).hasSuffix(":"), letters.allSatisfy({ ("A"..."Z").contains($0) }) {
            vr = String(letters)
            path = String(path.dropLast(3))
        }
        return Input(path: path, value: GivenValue(unescaped(field[field.index(after: equals)...]), vr: vr))
    }

    /// `%41` stands for a byte; what is not UTF-8 then reaches the plugin as the host would hand it on, repaired.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DataSet {
    /// The DICOM JSON Model (PS3.18 Annex F). Long binary values are left out: their place stands as
    /// `BulkDataURI`, `#offset=…&length=…` in the file.
    ///
    /// DS and IS are numbers, or strings where the text is no number; FL and FD that are not finite are the strings
    /// `NaN`, `Infinity` and `-Infinity`.
    public var json: String {
        var writer = JSONWriter()
        writer.object(self, indented: true)
        return writer.text
    }
}

private struct JSONWriter {
    var text = ""

    mutating func object(_ dataSet: DataSet, indented: Bool = false) {
        text += "{"
        for (index, entry) in dataSet.entries.enumerated() {
            if index > 0 { text += "," }
            if indented { text += "\n  " }
            text += "\"\(entry.tag.hex)\":{\"vr\":\"\(entry.vr)\""
            value(entry.value)
            text += "}"
        }
        text += indented ? "\n}" : "}"
    }

    private mutating func value(_ value: Value) {
        switch value {
        case .empty: break
        case .strings(let values): list(values) { $1.isEmpty ? $0.null() : $0.string($1) }
        case .text(let value): list([value]) { $0.string($1) }
        case .personNames(let values): list(values) { $0.personName($1) }
        case .decimals(let values): list(values) { $0.number($1.number, or: $1.text) }
        case .integers(let values): list(values) { $0.number($1.number, or: $1.text) }
        case .signed(let values): list(values) { $0.text += String($1) }
        case .unsigned(let values): list(values) { $0.text += String($1) }
        case .floats(let values): list(values) { $0.float(Double($1)) }
        case .doubles(let values): list(values) { $0.float($1) }
        case .tags(let values): list(values) { $0.string($1.hex) }
        case .items(let items): if !items.isEmpty { list(items) { $0.object($1) } }
        case .bytes(let bytes): text += ",\"InlineBinary\":\"\(Base64.encode(bytes))\""
        case .bulk(let offset, let length): text += ",\"BulkDataURI\":\"#offset=\(offset)&length=\(length)\""
        }
    }

    private mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        guard !values.isEmpty else { return }
        text += ",\"Value\":["
        for (index, value) in values.enumerated() {
            if index > 0 { text += "," }
            write(&self, value)
        }
        text += "]"
    }

    private mutating func null() { text += "null" }

    private mutating func number(_ number: (some CustomStringConvertible)?, or fallback: String) {
        if let number { text += number.description } else if fallback.isEmpty { null() } else { string(fallback) }
    }

    private mutating func float(_ value: Double) {
        if value.isFinite { text += value.description } else { string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity") }
    }

    private mutating func personName(_ name: PersonName) {
        let groups = [("Alphabetic", name.alphabetic), ("Ideographic", name.ideographic), ("Phonetic", name.phonetic)]
            .filter { !$0.1.isEmpty }
        guard !groups.isEmpty else { return null() }
        text += "{"
        for (index, group) in groups.enumerated() {
            text += (index > 0 ? "," : "") + "\"\(group.0)\":"
            string(group.1)
        }
        text += "}"
    }

    /// Quotes and escapes (RFC 8259 §7). Controls, DEL, and the line separators that upset JavaScript are escaped, and so
    /// are bidirectional controls, which could disguise what a terminal shows.
    private mutating func string(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200B}"..."\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
                text += "\\u" + Hex.digits(of: scalar.value, count: 4)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

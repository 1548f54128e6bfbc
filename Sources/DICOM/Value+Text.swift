extension Value {
    /// The value as DICOM text: values separated by backslash, binary numbers in decimal, AT as GGGGEEEE. Sequences and
    /// binary data have none.
    public var text: String {
        switch self {
        case .empty, .items, .bytes, .bulk: ""
        case .strings(let values): values.joined(separator: "\\")
        case .text(let value): value
        case .personNames(let values): values.map(\.text).joined(separator: "\\")
        case .decimals(let values): values.map(\.text).joined(separator: "\\")
        case .integers(let values): values.map(\.text).joined(separator: "\\")
        case .signed(let values): values.map(String.init).joined(separator: "\\")
        case .unsigned(let values): values.map(String.init).joined(separator: "\\")
        case .floats(let values): values.map { Value.shortest($0) }.joined(separator: "\\")
        case .doubles(let values): values.map { Value.shortest($0) }.joined(separator: "\\")
        case .tags(let values): values.map(\.hex).joined(separator: "\\")
        }
    }

    /// The fewest digits that read back as the same number; whole numbers without a point.
    private static func shortest(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension PersonName {
    /// The component groups as the element holds them.
    public var text: String {
        var groups = [alphabetic, ideographic, phonetic]
        while groups.count > 1, groups.last == "" { groups.removeLast() }
        return groups.joined(separator: "=")
    }
}

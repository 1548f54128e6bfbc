import FoundationEssentials

/// JSON as this project writes it: keys sorted, indented, UTF-8, one line break at the end. The same value always gives
/// the same bytes.
public enum JSON {
    /// - Parameter isIndented: false for large files that programs read.
    public static func encode(_ value: some Encodable, isIndented: Bool = true) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isIndented { encoder.outputFormatting.insert(.prettyPrinted) }
        return Array(try encoder.encode(value)) + [10]
    }

    public static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}

extension JSON {
    /// What a decoder found wrong, in one line.
    public static func reason(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "" : " at " + path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "“\(key.stringValue)” is missing\(place(context.codingPath))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return "a value of the wrong type\(place(context.codingPath))"
        case .dataCorrupted(let context): return context.codingPath.isEmpty ? "no valid JSON" : "a value that is not known\(place(context.codingPath))"
        @unknown default: return "it cannot be read"
        }
    }
}

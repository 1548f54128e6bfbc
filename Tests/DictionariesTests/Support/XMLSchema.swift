import CXMLSchema
import TestSupport

/// A schema of `dictionaries/`, and libxml2's own check by it.
///
/// libxml2 makes its tables of types when the first schema is read, without a lock: all three are read at once, and stay.
/// Checking writes nothing to them, so that they may be shared.
final class XMLSchema: @unchecked Sendable {
    static let dicom = "dicom.xsd", privateElements = "private.xsd", synonyms = "synonym-dictionary.xsd"
    private static let all = Result {
        try [dicom, privateElements, synonyms].reduce(into: [String: XMLSchema]()) { $0[$1] = try XMLSchema(Places.repository + "/dictionaries/" + $1) }
    }

    private let schema: UnsafeMutableRawPointer

    static func named(_ name: String) throws -> XMLSchema {
        guard let schema = try all.get()[name] else { throw SupportFailure("there is no \(name)") }
        return schema
    }

    private init(_ path: String) throws {
        var fault = tagfold_schema_fault()
        let compiled = try TemporaryFolder.read(path).withUnsafeBytes {
            tagfold_schema_compile($0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), &fault)
        }
        guard let compiled, fault.message.0 == 0 else { throw SupportFailure("\(path): \(XMLSchema.text(fault))") }
        schema = compiled
    }

    /// What the schema has against a document, with the line; nil for nothing.
    func fault(_ document: [UInt8]) -> String? {
        var fault = tagfold_schema_fault()
        document.withUnsafeBytes {
            tagfold_schema_check(schema, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), &fault)
        }
        return fault.message.0 == 0 ? nil : XMLSchema.text(fault)
    }

    func fault(_ document: String) -> String? { fault(Array(document.utf8)) }

    private static func text(_ fault: tagfold_schema_fault) -> String {
        let message = withUnsafeBytes(of: fault.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return "\(fault.line): \(message)"
    }
}

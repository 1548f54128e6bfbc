import Foundation
import TestSupport

/// Checks JSON by a schema of this project (the part of JSON Schema 2020-12 that these use). A keyword that it does not know is
/// a fault, too: else a schema could promise what nobody checks.
struct JSONSchema {
    private let root: [String: Any]

    init(_ name: String) throws {
        guard let root = try JSONSerialization.jsonObject(with: Data(try TemporaryFolder.read(Places.repository + "/docs/" + name))) as? [String: Any] else {
            throw SupportFailure("\(name) is no object")
        }
        self.root = root
    }

    /// What is wrong, with the place; empty when nothing is.
    func faults(_ json: [UInt8]) throws -> [String] {
        faults(try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed), root, "")
    }

    private func faults(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        schema.sorted { $0.key < $1.key }.flatMap { keyword, wanted -> [String] in
            switch keyword {
            case "$schema", "title", "description", "$defs", "additionalProperties", "properties": return []
            case "$ref":
                let name = (wanted as? String)?.split(separator: "/").last.map(String.init) ?? ""
                guard let target = (root["$defs"] as? [String: [String: Any]])?[name] else { return ["\(place): no definition \(name)"] }
                return faults(value, target, place)
            case "type": return isOf(wanted as? String, value) ? [] : ["\(place): no \(wanted)"]
            case "const": return (value as? NSObject) == (wanted as? NSObject) ? [] : ["\(place): not \(wanted)"]
            case "enum": return (wanted as? [NSObject])?.contains { $0 == value as? NSObject } == true ? [] : ["\(place): not listed"]
            case "minimum": return (value as? Double).map { $0 >= (wanted as? Double ?? 0) } ?? true ? [] : ["\(place): too small"]
            case "maximum": return (value as? Double).map { $0 <= (wanted as? Double ?? 0) } ?? true ? [] : ["\(place): too large"]
            case "minProperties": return ((value as? [String: Any])?.count ?? 0) >= (wanted as? Int ?? 0) ? [] : ["\(place): too few keys"]
            case "maxProperties": return ((value as? [String: Any])?.count ?? 0) <= (wanted as? Int ?? 0) ? [] : ["\(place): too many keys"]
            case "required": return (wanted as? [String] ?? []).filter { (value as? [String: Any])?[$0] == nil }.map { "\(place): no \($0)" }
            case "items":
                guard let items = wanted as? [String: Any] else { return ["\(place): odd items"] }
                return (value as? [Any] ?? []).enumerated().flatMap { faults($1, items, "\(place)/\($0)") }
            case "propertyNames":
                return (value as? [String: Any] ?? [:]).keys.flatMap { faults($0, wanted as? [String: Any] ?? [:], "\(place)/\($0)") }
            default: return ["\(place): the keyword \(keyword) is not known"]
            }
        } + members(value, schema, place)
    }

    private func members(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let object = value as? [String: Any] else { return [] }
        let known = schema["properties"] as? [String: [String: Any]] ?? [:]
        return object.sorted { $0.key < $1.key }.flatMap { key, member -> [String] in
            if let own = known[key] { return faults(member, own, "\(place)/\(key)") }
            if let others = schema["additionalProperties"] as? [String: Any] { return faults(member, others, "\(place)/\(key)") }
            return schema["additionalProperties"] as? Bool == false ? ["\(place): \(key) is not foreseen"] : []
        }
    }

    private func isOf(_ type: String?, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "number": value is Double
        case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
        default: false
        }
    }
}

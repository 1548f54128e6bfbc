import TagPluginKit

/// The name of a model without what is no name: versions of software, programs that converted the file, addresses.
struct CleanedModel {
    let name: String
    private(set) var repairs: [String] = []

    /// In capital letters, with single spaces for spaces and underscores.
    var label: String { name.uppercased().split { $0 == " " || $0 == "_" }.joined(separator: " ") }

    private static let longest = 128

    init(_ text: String) throws(Rejection) {
        guard text.utf8.count <= Self.longest else { throw Rejection("longer than any model") }
        guard !text.unicodeScalars.contains(where: { $0 == "\u{FFFD}" || $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Rejection("characters that no name has")
        }
        var words = text.split { $0 == " " || $0 == "\"" }.map(String.init)
        if let place = words.firstIndex(where: { $0.lowercased() == "converted" }), place > 0, place + 1 < words.count {
            words.removeSubrange(place...)
            repairs.append("converter behind the model")
        }
        if words.count == 1, let project = Self.project(words[0]) {
            words = [project]
            repairs.append("address of a project")
        }
        let model = Self.withoutVersion(words)
        if model.count < words.count { repairs.append("version behind the model") }
        name = model.joined(separator: " ")
        guard name.contains(where: { $0.isLetter || $0.isNumber }) else { throw Rejection("no letters or digits") }
    }

    /// The last part of an address: `git@github.com:QIICR/dcmqi.git`.
    private static func project(_ word: String) -> String? {
        guard word.contains("://") || word.hasPrefix("git@") else { return nil }
        let last = word.split { $0 == "/" || $0 == ":" }.last ?? ""
        let name = last.hasSuffix(".git") ? last.dropLast(4) : last
        return name.isEmpty || name.contains(".") && !last.hasSuffix(".git") ? nil : String(name)
    }

    /// Without words from the end that are versions: `ADS_56.21.3`, `4.1.0.204`, `(Build 358)`, `VERSION …`. A field strength
    /// or a number alone belongs to the model.
    private static func withoutVersion(_ words: [String]) -> [String] {
        if let place = words.dropFirst().firstIndex(where: { ["version", "ver.", "release", "(build", "build"].contains($0.lowercased()) }) {
            return withoutVersion(Array(words[..<place]))
        }
        guard let last = words.last, words.count > 1, isVersion(last) else { return words }
        return withoutVersion(words.dropLast())
    }

    private static func isVersion(_ word: String) -> Bool {
        let body = word.split(separator: "_").last ?? ""
        let number = body.drop { $0 == "v" || $0 == "V" || $0 == "R" || $0 == "r" || $0 == "(" }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let isPrefixed = word.contains("_") || body.count > number.count
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return false }
        return parts.count >= 3 || parts.count == 2 && isPrefixed
    }
}

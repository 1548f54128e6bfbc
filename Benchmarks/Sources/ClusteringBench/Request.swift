import Clustering

/// A line that asks for something: a name and key=value words.
struct Request {
    let name: String
    private let words: [String: String]

    init(_ line: String) {
        let parts = line.split(separator: " ").map(String.init)
        name = parts.first ?? ""
        words = parts.dropFirst().reduce(into: [:]) { words, part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            words[pair[0]] = pair.count == 2 ? pair[1] : ""
        }
    }

    /// A word that must be there.
    func text(_ key: String) throws -> String {
        guard let word = words[key] else { throw BenchError("\(name) needs \(key)=…") }
        return word
    }

    /// A word that may be left out.
    func text(_ key: String, or other: String) -> String { words[key] ?? other }

    /// A number that may be left out.
    func integer(_ key: String, or other: Int) throws -> Int {
        guard let word = words[key] else { return other }
        guard let number = Int(word) else { throw BenchError("\(key)=\(word) is not a number") }
        return number
    }

    /// Numbers with commas between them.
    func integers(_ key: String) throws -> [Int] {
        let parts = try text(key).split(separator: ",")
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count else { throw BenchError("\(key) is not a list of numbers") }
        return numbers
    }

    /// Threads; without a word, one.
    func options() throws -> ExecutionOptions { ExecutionOptions(threads: try integer("threads", or: 1)) }
}

/// What an answer says, in order.
typealias Answer = KeyValuePairs<String, String>

import Glibc

/// A plugin's `vectors.txt`, as docs/plugin-vectors.md describes it.
package struct VectorFile: Sendable {
    package struct Fold: Hashable, Sendable {
        package let dictionary: String
        package let value: String
        /// Empty for a value that stands for missing.
        package let term: String
        /// `Path=value` that must be in the fold's context.
        package let context: String?
    }

    package let path: String
    /// By value, each in the order of the file.
    private var folds: [String: [Fold]] = [:]
    /// Parents of terms, by dictionary and term.
    private var parents: [[String]: String] = [:]
    package private(set) var options: [String: String] = [:]
    package private(set) var vectors: [PluginVector] = []

    /// - Throws: `VectorFileError` for a file that cannot be read, or a line that is not in the format.
    package init(path: String) throws(VectorFileError) {
        try self.init(path: path, text: VectorFile.text(of: path))
    }

    /// - Parameter path: what errors call the file.
    package init(path: String, text: String) throws(VectorFileError) {
        self.path = path
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func fault(_ reason: String) -> VectorFileError { VectorFileError(path: path, line: number + 1, reason: reason) }
            switch fields[0] {
            case "@fold":
                guard (4...5).contains(fields.count) else { throw fault("@fold has 3 or 4 fields, parted by tabs") }
                let fold = Fold(dictionary: fields[1], value: fields[2], term: fields[3], context: fields.count > 4 ? fields[4] : nil)
                folds[fold.value, default: []].append(fold)
            case "@parent":
                guard fields.count == 4 else { throw fault("@parent has 3 fields, parted by tabs") }
                parents[[fields[1], fields[2]]] = fields[3]
            case "@option":
                guard fields.count == 3 else { throw fault("@option has 2 fields, parted by tabs") }
                options[fields[1]] = fields[2]
            default:
                guard let vector = PluginVector(line: number + 1, fields: fields) else {
                    throw fault("no inputs, no outcomes or no =>; fields are parted by tabs")
                }
                vectors.append(vector)
            }
        }
    }

    /// What the file says the value folds to: letter for letter, and some only in a context.
    package func fold(_ dictionary: String, _ value: String, _ context: [String: String]) -> Fold? {
        guard let known = folds[value] else { return nil }
        let pairs = context.map { "\($0.key)=\($0.value)" }
        return known.first { $0.dictionary == dictionary && ($0.context.map(pairs.contains) ?? true) }
    }

    /// The term above one that something folds to; nil when the file names none.
    package func parent(of term: String, in dictionary: String) -> String? { parents[[dictionary, term]] }

    private static let mostBytes = 16 << 20

    private static func text(of path: String) throws(VectorFileError) -> String {
        guard let file = fopen(path, "rbe") else {
            throw VectorFileError(path: path, line: nil, reason: String(cString: strerror(errno)).lowercased())
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= mostBytes else { throw VectorFileError(path: path, line: nil, reason: "larger than \(mostBytes >> 20) MB") }
        }
        guard ferror(file) == 0 else { throw VectorFileError(path: path, line: nil, reason: "it cannot be read") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw VectorFileError(path: path, line: nil, reason: "not UTF-8") }
        return text
    }
}

/// What is wrong with a file of vectors.
package struct VectorFileError: Error, CustomStringConvertible {
    package let path: String
    /// Nil when it is the file as a whole.
    package let line: Int?
    package let reason: String

    package var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)" }
}

/// Bars that coverage is held against: a small JSON file, described by docs/coverage-bar.schema.json.
public struct CoverageBar: Sendable {
    /// A share that is not to be fallen short of.
    public struct Share: Sendable {
        public enum Weight: String, Codable, Sendable {
            case instance, distinct
        }

        /// In percent.
        public var atLeast: Double
        public var by = Weight.instance
        /// Inputs to look at; all when there is neither.
        public var input: String?
        public var plugin: String?
        public var `where`: Condition?
        /// Whether there may be nothing to hold against the bar.
        public var mayBeMissing = false

        public init(atLeast: Double) { self.atLeast = atLeast }
    }

    /// One group of instances.
    public struct Condition: Sendable {
        public var by: CoverageReport.Stratification.Kind
        public var group: String
    }

    public var shares: [Share] = []
    /// Most failures of all plugins together.
    public var pluginFailures: Int?
    /// Most percent of the files that may give no instance.
    public var refusedFiles: Double?
    /// A value that is not understood, was understood in the baseline or not there, and stands in so many instances, is too much.
    public var newRejected: Int?
    /// How many percentage points coverage may be below the baseline's, in all and of each input.
    public var belowBaseline: Double?
    /// How many values may be answered otherwise than in the baseline.
    public var changedAnswers: Int?

    public init() {}

    public static let currentVersion = 1
    /// What is asked when there is a baseline and no file of bars.
    public static let forBaseline: CoverageBar = {
        var bar = CoverageBar()
        bar.belowBaseline = 0.1
        return bar
    }()

    public var needsBaseline: Bool { newRejected != nil || belowBaseline != nil || changedAnswers != nil }

    /// - Throws: `CoverageFileFault`.
    public init(_ bytes: [UInt8]) throws {
        do {
            self = try JSON.decode(Document.self, from: bytes).bar
        } catch let error as DecodingError {
            throw CoverageFileFault("no file of bars: \(JSON.reason(error))")
        }
        guard !shares.isEmpty || pluginFailures != nil || refusedFiles != nil || needsBaseline else {
            throw CoverageFileFault("it sets no bar")
        }
    }
}

/// The file as it is written. A key that is misspelt would be a bar that nobody holds anything against, so it is refused.
private struct Document: Decodable {
    let bar: CoverageBar

    init(from decoder: any Decoder) throws {
        let keys = try StrictKeys(
            decoder, ["$schema", "version", "coverage", "pluginFailures", "refusedFiles", "newRejected", "belowBaseline", "changedAnswers"])
        let version: Int = try keys.required("version")
        guard version == CoverageBar.currentVersion else {
            throw CoverageFileFault("version \(version) of bars is not known here, only \(CoverageBar.currentVersion)")
        }
        var bar = CoverageBar()
        bar.shares = try (keys.optional("coverage", as: [ShareEntry].self) ?? []).map(\.share)
        bar.pluginFailures = try keys.number("pluginFailures", in: 0...1 << 30)
        bar.refusedFiles = try keys.number("refusedFiles", in: 0...100)
        bar.newRejected = try keys.number("newRejected", in: 1...1 << 36)
        bar.belowBaseline = try keys.number("belowBaseline", in: 0...100)
        bar.changedAnswers = try keys.number("changedAnswers", in: 0...1 << 30)
        self.bar = bar
    }

    private struct ShareEntry: Decodable {
        let share: CoverageBar.Share

        init(from decoder: any Decoder) throws {
            let keys = try StrictKeys(decoder, ["atLeast", "by", "input", "plugin", "where", "mayBeMissing"])
            guard let atLeast = try keys.number("atLeast", in: 0.0...100) else { throw CoverageFileFault("“atLeast” is missing\(keys.place)") }
            var share = CoverageBar.Share(atLeast: atLeast)
            share.by = try keys.word("by", ["instance": .instance, "distinct": .distinct]) ?? .instance
            share.input = try keys.optional("input")
            share.plugin = try keys.optional("plugin")
            share.where = try keys.optional("where", as: ConditionEntry.self)?.condition
            share.mayBeMissing = try keys.optional("mayBeMissing") ?? false
            self.share = share
        }
    }

    private struct ConditionEntry: Decodable {
        let condition: CoverageBar.Condition

        init(from decoder: any Decoder) throws {
            let kinds = Dictionary(uniqueKeysWithValues: CoverageReport.Stratification.Kind.allCases.map { ($0.rawValue, $0) })
            let keys = try StrictKeys(decoder, Set(kinds.keys))
            guard let (name, kind) = kinds.sorted(by: { $0.key < $1.key }).first(where: { keys.has($0.key) }), keys.count == 1 else {
                throw CoverageFileFault("one of \(kinds.keys.sorted().joined(separator: ", ")) is wanted\(keys.place)")
            }
            condition = CoverageBar.Condition(by: kind, group: try keys.required(name))
        }
    }
}

/// An object of which all keys are known.
private struct StrictKeys {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let container: KeyedDecodingContainer<Key>
    let place: String

    init(_ decoder: any Decoder, _ known: Set<String>) throws {
        container = try decoder.container(keyedBy: Key.self)
        let path = decoder.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        place = path.isEmpty ? "" : " at \(path)"
        if let other = container.allKeys.map(\.stringValue).filter({ !known.contains($0) }).min() {
            throw CoverageFileFault("“\(other.prefix(60))” is not known\(place); there are \(known.sorted().joined(separator: ", "))")
        }
    }

    var count: Int { container.allKeys.count }
    func has(_ name: String) -> Bool { container.contains(Key(name)) }
    func required<T: Decodable>(_ name: String) throws -> T { try container.decode(T.self, forKey: Key(name)) }
    func optional<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T? { has(name) ? try container.decode(type, forKey: Key(name)) : nil }

    func number<T: Decodable & Comparable>(_ name: String, in range: ClosedRange<T>) throws -> T? {
        guard let number: T = try optional(name) else { return nil }
        guard range.contains(number) else { throw CoverageFileFault("“\(name)” takes \(range.lowerBound) to \(range.upperBound)\(place)") }
        return number
    }

    func word<T>(_ name: String, _ words: [String: T]) throws -> T? {
        guard let word: String = try optional(name) else { return nil }
        guard let meaning = words[word] else { throw CoverageFileFault("“\(name)” takes \(words.keys.sorted().joined(separator: " or "))\(place)") }
        return meaning
    }
}

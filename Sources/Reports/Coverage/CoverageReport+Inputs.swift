import DICOM
import Dictionaries
import PluginHost
import TagTable

extension CoverageReport.Input {
    static let nameless = "private tags of unknown creators"
    /// More shapes are counted together.
    private static let mostShapes = 40

    /// What a plugin made of one claim.
    init(_ result: ClaimResult, isNameless: Bool, _ table: TagTable, _ disclosure: ClaimDisclosure) {
        name = isNameless ? CoverageReport.Input.nameless : result.subject
        plugin = result.plugin.name
        pluginVersion = result.plugin.version
        isOfUnknownCreators = isNameless
        states = [:]
        misuses = result.misuses
        let words = CoverageReport.Input.wordsToShow(result, table)
        var shapes: [ShapeKey: CoverageReport.Count] = [:]
        let texts = InputTexts(result, table)
        let shown = isNameless ? [] : disclosure.shown(result, texts)
        for (index, item) in result.items.enumerated() {
            states.add(item.state.rawValue, item.instances)
            if item.inference != nil { inferred.add(item.instances) }
            for repair in Set(item.repairs.map(words.text)) { repairs.add(repair, item.instances) }
            for step in Set(item.folds.map { "\($0.step)" }) { foldSteps.add(step, item.instances) }
            for contradiction in Set(item.contradictions.map(words.text)) { contradictions.add(contradiction, item.instances) }
            if let reason = item.reason.map(words.text) { reasons.add("\(item.state.rawValue): \(reason)", item.instances) }
            guard item.state.isPresent, !item.state.isUnderstood else { continue }
            let key = ShapeKey(
                state: item.state.rawValue, reason: item.reason.map(words.text) ?? "", shape: ValueShape.of(texts.claimed(item)),
                value: shown.indices.contains(index) ? shown[index] : nil)
            shapes[key, default: CoverageReport.Count()].add(item.instances)
        }
        guard !isNameless else { return }
        self.shapes = CoverageReport.Input.listed(shapes)
        let terms = disclosure.nearestTerms(self.shapes.compactMap(\.value), of: result)
        for place in self.shapes.indices { self.shapes[place].nearestTerms = self.shapes[place].value.flatMap { terms[$0] } }
        columns = result.columns.map { column in
            var filled: CoverageReport.Counts = [:]
            for (value, item) in zip(column.values, result.items) where value != nil { filled.add(item.state.rawValue, item.instances) }
            return CoverageReport.Column(name: column.name, kind: column.kind, unit: column.unit, instances: filled.allInstances, filled: filled)
        }
    }

    private static func wordsToShow(_ result: ClaimResult, _ table: TagTable) -> PluginWords {
        var words = PluginWords()
        let texts = InputTexts(result, table)
        for item in result.items where item.reason != nil || !item.repairs.isEmpty || !item.contradictions.isEmpty {
            var known: Set<String>?
            func own() -> Set<String> {
                let found = known ?? texts.words(item)
                known = found
                return found
            }
            for text in [item.reason].compactMap({ $0 }) + item.repairs + item.contradictions { words.note(text, own) }
        }
        return words
    }

    private struct ShapeKey: Hashable {
        let state: String
        let reason: String
        var shape: String
        /// Where it is shown.
        var value: String?
    }

    /// By falling number of instances; those beyond the most together, by state and reason.
    private static func listed(_ shapes: [ShapeKey: CoverageReport.Count]) -> [CoverageReport.Shape] {
        let ranked = shapes.sorted { a, b in
            if a.value.instances != b.value.instances { return a.value.instances > b.value.instances }
            return (a.key.shape, a.key.reason, a.key.state, a.key.value ?? "") < (b.key.shape, b.key.reason, b.key.state, b.key.value ?? "")
        }
        var rest: [ShapeKey: CoverageReport.Count] = [:]
        for (key, count) in ranked.dropFirst(mostShapes) {
            rest[ShapeKey(state: key.state, reason: key.reason, shape: "…"), default: CoverageReport.Count()].add(count)
        }
        let last = rest.sorted { ($0.key.state, $0.key.reason) < ($1.key.state, $1.key.reason) }
        return (ranked.prefix(mostShapes).map { ($0.key, $0.value) } + last.map { ($0.key, $0.value) }).map { key, count in
            CoverageReport.Shape(
                state: key.state, reason: key.reason, shape: key.shape, value: key.value, distinct: count.distinct, instances: count.instances)
        }
    }

    /// A tag that no plugin claims.
    init(_ column: TagColumn, name: String, _ instanceCount: Int, isNameless: Bool) {
        self.name = isNameless ? CoverageReport.Input.nameless : name
        isOfUnknownCreators = isNameless
        states = [:]
        let absent = instanceCount - column.presentCount
        if absent > 0 { states.add(ValueState.absent.rawValue, absent) }
        for value in 0..<column.values.count {
            let state: ValueState = column.values.isEmpty(value) ? .empty : .unclaimed
            states.add(state.rawValue, column.counts[value])
        }
    }

    /// One input for all tags of unknown creators that the same plugin claims, or none.
    static func joiningNameless(_ inputs: [CoverageReport.Input]) -> [CoverageReport.Input] {
        var joined: [CoverageReport.Input] = []
        var places: [String: Int] = [:]
        for input in inputs {
            guard input.isOfUnknownCreators else {
                joined.append(input)
                continue
            }
            guard let place = places[input.plugin ?? ""] else {
                places[input.plugin ?? ""] = joined.count
                joined.append(input)
                continue
            }
            joined[place].tags += 1
            joined[place].states.add(input.states)
            joined[place].reasons.add(input.reasons)
            joined[place].repairs.add(input.repairs)
            joined[place].foldSteps.add(input.foldSteps)
            joined[place].contradictions.add(input.contradictions)
            joined[place].inferred.add(input.inferred)
            joined[place].misuses += input.misuses
        }
        return joined
    }
}

extension CoverageReport.Part {
    /// Parts of the same name and plugin become one: those of tags whose names are not shown.
    static func joined(_ parts: [CoverageReport.Part]) -> [CoverageReport.Part] {
        var joined: [CoverageReport.Part] = []
        var place: [String: Int] = [:]
        for part in parts {
            if part.name == CoverageReport.Input.nameless {
                if let place = place[part.plugin] {
                    joined[place].states.add(part.states)
                    continue
                }
                place[part.plugin] = joined.count
            }
            joined.append(part)
        }
        return joined
    }
}

extension CoverageReport.Plugin {
    init(_ description: PluginDescription, _ record: PluginRecord, seconds: Double?) {
        name = description.name
        version = description.version
        abi = "\(description.abiVersion >> 16).\(description.abiVersion & 0xFFFF)"
        failures = record.failures
        quarantine = record.quarantine
        sha256 = record.hash
        printedBytes = record.strayOutput
        self.seconds = seconds
    }
}

extension CoverageReport.DictionaryCoverage {
    init(_ table: TagTable, _ dictionary: DataDictionary) {
        var creators: [String: Int] = [:]
        for column in table.columns where !column.path.isNested {
            let leaf = column.path.leaf, isKnown = dictionary.entry(leaf.tag, creator: leaf.creator) != nil
            if leaf.creator == nil, leaf.tag.isPrivateCreator { continue }
            if leaf.tag.isPrivate {
                privateTags.add(column.presentCount, isKnown: isKnown)
                if let creator = leaf.creator { creators[creator, default: 0] += column.presentCount }
            } else {
                standardTags.add(column.presentCount, isKnown: isKnown)
            }
        }
        for (creator, elements) in creators { privateCreators.add(elements, isKnown: dictionary.knowsCreator(creator)) }
    }
}

extension CoverageReport.DictionaryCoverage.Known {
    fileprivate mutating func add(_ instances: Int, isKnown: Bool) {
        if isKnown { known.add(instances) } else { unknown.add(instances) }
    }
}

/// The values of the inputs of a claim, as text.
struct InputTexts {
    private let result: ClaimResult
    private let columns: [TagColumn?]

    init(_ result: ClaimResult, _ table: TagTable) {
        self.result = result
        columns = result.inputs.map { table[$0.path] }
    }

    /// Values of the claimed inputs, joined by ` + `.
    func claimed(_ item: ItemOutcome) -> String { texts(item, isClaimed: true).map(\.text).joined(separator: " + ") }

    /// Values of the context inputs as `keyword=value`.
    func context(_ item: ItemOutcome) -> [String] { texts(item, isClaimed: false).map { "\($0.name)=\($0.text)" } }

    func words(_ item: ItemOutcome) -> Set<String> {
        (texts(item, isClaimed: true) + texts(item, isClaimed: false)).reduce(into: []) { $0.formUnion(PluginWords.words($1.text)) }
    }

    /// The same value, part by part.
    func claimedParts(_ item: ItemOutcome) -> [(path: AttributePath, text: String)] { texts(item, isClaimed: true).map { ($0.path, $0.text) } }

    private func texts(_ item: ItemOutcome, isClaimed: Bool) -> [(name: String, path: AttributePath, text: String)] {
        item.codes.indices.compactMap { place in
            guard result.inputs[place].isClaimed == isClaimed, item.codes[place] > 0, let column = columns[place] else { return nil }
            return (result.inputNames[place], result.inputs[place].path, column.values[Int(item.codes[place]) - 1])
        }
    }
}

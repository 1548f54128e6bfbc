import Synchronization

/// The dictionaries of descriptions in one context, asked once for each word: archives repeat their words far more than
/// their descriptions.
struct DescriptionLexicon {
    typealias Context = [(path: String, value: String)]

    private let host: Host
    private let context: Context
    private let modality: DescriptionModality
    private var words: [PhraseKey: [DescriptionWord]] = [:]
    /// What words that no dictionary knows are made of, with the case of their letters.
    var glued: [PhraseKey: [DescriptionWord]] = [:]
    private var chains: [String: [String]] = [:]
    /// What whole descriptions tell: tuples with other attributes repeat them.
    var readings: [String: DescriptionReading] = [:]

    /// More than these, and the cache begins anew: a hostile archive has no end of words.
    private static let mostWords = 200_000
    private static let mostReadings = 20_000

    init(host: Host, context: Context) {
        self.host = host
        self.context = context
        modality = DescriptionModality(context.first { $0.path == "Modality" }?.value ?? "")
    }

    var isProjection: Bool { modality == .projection }

    mutating func makeRoom() {
        if words.count > DescriptionLexicon.mostWords { words = [:] }
        if glued.count > DescriptionLexicon.mostWords { glued = [:] }
        if readings.count > DescriptionLexicon.mostReadings { readings = [:] }
    }

    /// What a word means: mostly one thing, for some two (`LGE` is a phase, and of the heart).
    /// - Parameter count: how many words it has.
    mutating func meanings(_ phrase: PhraseKey, words count: Int) -> [DescriptionWord] {
        if let known = words[phrase] { return known }
        let found = look(phrase.text, words: count)
        words[phrase] = found
        return found
    }

    private mutating func look(_ text: String, words count: Int) -> [DescriptionWord] {
        guard let known = recognized(text) else { return [] }
        var answer: Answer?
        for aspect in order(count) where answer == nil && known.contains(aspect) { answer = ask(aspect, text, words: count) }
        guard let first = answer else { return [] }
        var found = [word(first)]
        // What tells nothing tells no second thing, but for a short word for the side: DX is a modality, and right.
        let further: [DescriptionAspect] = switch first.aspect {
        case .word: count == 1 ? [.side] : []
        case .bodyPart, .view, .modality: [.side]
        case .side, .agent, .kernel: []
        // Of `S/C` the marks count: without them it is another word.
        case .contrast where first.fold.step == .synonym && text.utf8.contains { PhraseKey.isMark($0) }: []
        default: [.contrast, .kind, .examination, .side]
        }
        for aspect in further where aspect != first.aspect && known.contains(aspect) {
            if let second = ask(aspect, text, words: count) { found.append(word(second)) }
        }
        return found
    }

    /// The dictionaries that have an entry for a text; nil when none has. A host that cannot tell has all of them asked.
    private func recognized(_ text: String) -> Set<DescriptionAspect>? {
        let all = DescriptionAspect.allCases
        guard let found = host.recognize(text, among: DescriptionLexicon.dictionaries, in: context) else { return Set(all) }
        return found == 0 ? nil : Set(all.enumerated().lazy.filter { found & 1 << UInt64($0.offset) != 0 }.map(\.element))
    }

    private static let dictionaries = DictionaryNames(DescriptionAspect.allCases.map(\.dictionary))

    /// In phrases those come first that tell nothing: HEAD FIRST is no head. One word is that only where no dictionary of
    /// features has it, but for parts of the body, which have words of many languages.
    private func order(_ count: Int) -> [DescriptionAspect] {
        var features: [DescriptionAspect] = [.weighting, .phase, .plane, .contrast, .kind, .technique]
        if modality == .projection { features = [.contrast, .kind, .view] }
        if modality == .other { features = [.weighting, .plane, .contrast, .kind, .technique] }
        let parts: [DescriptionAspect] = [.side, .bodyPart] + (modality == .sections ? [] : [.view]) + [.modality, .kernel, .agent]
        return count > 1 ? [.word] + features + [.examination] + parts : features + [.examination, .word] + parts
    }

    private typealias Answer = (aspect: DescriptionAspect, fold: Fold, text: String)

    /// What cannot be a phrase of some dictionaries: it costs more to look there.
    private mutating func mayBePhrase(_ text: String, of aspect: DescriptionAspect) -> Bool {
        switch aspect {
        case .agent, .kernel, .modality: false
        case .bodyPart:
            text.split(separator: " ").contains { word in
                guard word.utf8.count > 2, let key = PhraseKey(word.utf8) else { return false }
                return meanings(key, words: 1).contains { $0.aspect == .bodyPart || $0.aspect == .examination }
            }
        default: true
        }
    }

    private mutating func ask(_ aspect: DescriptionAspect, _ text: String, words count: Int) -> Answer? {
        guard count == 1 || mayBePhrase(text, of: aspect), let fold = host.fold(text, through: aspect.dictionary, in: context) else { return nil }
        guard !fold.standsForMissing else { return aspect == .word ? (aspect, fold, text) : nil }
        switch aspect {
        case .bodyPart:
            let isLongEnough = text.utf8.count > 2 || count > 1
            guard isLongEnough, fold.step != .combination, fold.step != .abbreviation || isWhole(text, fold, count) else { return nil }
        case .view:
            // CHEST PA is a view there; here it is a part, and a view. R CC is a side, and a view.
            guard count == 1 || !text.split(separator: " ").contains(where: { isPart(String($0)) || isSide(String($0)) }) else { return nil }
        case .agent, .kernel, .modality:
            guard count == 1, text.utf8.count > 1, fold.step != .combination, fold.step != .abbreviation else { return nil }
            if aspect == .agent, text.utf8.count < 5 { return nil }
        default: break
        }
        return (aspect, fold, text)
    }

    /// Whether all words of a phrase are needed: CT KNEE is a filler and a knee.
    private func isWhole(_ text: String, _ fold: Fold, _ count: Int) -> Bool {
        guard count > 1 else { return true }
        let words = text.split(separator: " ")
        let shorter = [words.dropFirst().joined(separator: " "), words.dropLast().joined(separator: " ")]
        return !shorter.contains { host.fold($0, through: DescriptionAspect.bodyPart.dictionary, in: context)?.term == fold.term }
    }

    private func isPart(_ text: String) -> Bool {
        text.utf8.count > 2 && [DescriptionAspect.examination, .bodyPart].contains { host.fold(text, through: $0.dictionary, in: context)?.standsForMissing == false }
    }

    private func isSide(_ text: String) -> Bool { host.fold(text, through: DescriptionAspect.side.dictionary, in: context) != nil }

    /// A body part that is written as one word of several: `CHESTABDPELVIS`.
    mutating func joinedPart(_ text: String) -> DescriptionWord? {
        guard let fold = host.fold(text, through: DescriptionAspect.bodyPart.dictionary, in: context), fold.step == .combination else { return nil }
        return word((.bodyPart, fold, text))
    }

    private mutating func word(_ answer: Answer) -> DescriptionWord {
        let parts = answer.aspect == .examination ? DescriptionAspect.bodyPart : answer.aspect
        return DescriptionWord(
            aspect: answer.aspect, term: answer.fold.term, chain: chain(answer.fold.term, in: parts), spelling: answer.text,
            standsForMissing: answer.fold.standsForMissing)
    }

    /// A term and those above it.
    mutating func chain(_ term: String, in aspect: DescriptionAspect) -> [String] {
        let key = aspect.dictionary + "\n" + term
        if let known = chains[key] { return known }
        var chain = [term]
        while chain.count < 8, let last = chain.last, let fold = host.fold(last, through: aspect.dictionary), fold.term == last, !fold.parent.isEmpty,
            !chain.contains(fold.parent)
        {
            chain.append(fold.parent)
        }
        chains[key] = chain
        return chain
    }

    /// What several body parts are called together.
    func together(_ terms: [String]) -> String {
        let label = terms.joined(separator: "+")
        guard terms.count > 1, let fold = host.fold(label, through: DescriptionAspect.bodyPart.dictionary), !fold.standsForMissing else { return label }
        return fold.term
    }

    /// The fold of a word that was met before, as the host can trace it in the running call.
    func fold(_ word: DescriptionWord) -> Fold? { host.fold(word.spelling, through: word.aspect.dictionary, in: context) }
}

/// What decides how a word is read: AP is a view of an X-ray, and a direction in an MR.
enum DescriptionModality {
    case projection
    case sections
    case other
    case unknown

    init(_ text: String) {
        self = switch text {
        case "CR", "DX", "MG", "RF", "XA", "RG", "IO", "PX": .projection
        case "CT", "MR": .sections
        case "": .unknown
        default: .other
        }
    }
}

/// The lexicons of a run, by context.
final class DescriptionLexicons: Sendable {
    private let host: Host
    private let byContext = Mutex<[String: DescriptionLexicon]>([:])

    private static let mostContexts = 256

    init(host: Host) { self.host = host }

    func with<Result: Sendable>(_ context: DescriptionLexicon.Context, _ body: (inout DescriptionLexicon) -> Result) -> Result {
        let key = context.map { "\($0.path)=\($0.value)" }.joined(separator: "\n")
        return byContext.withLock { lexicons in
            if lexicons[key] == nil, lexicons.count >= DescriptionLexicons.mostContexts { lexicons = [:] }
            return body(&lexicons[key, default: DescriptionLexicon(host: host, context: context)])
        }
    }
}

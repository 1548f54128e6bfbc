import TagPluginKit

/// The name of a coil: what part it is made for, by words of the dictionary `receive-coils`, and its channels where the name tells
/// them (`HeadNeck_64`, `TxRx_15Ch_Knee`).
///
/// Siemens names elements (`HE1-4;NE1,2`): there numbers are those of elements, and no channels.
struct CoilParser: TagParser {
    let claim: Claim
    private let terms: WordTerms
    private let family: LabelColumn
    private let channels: NumericColumn

    private static let dictionary = "receive-coils"
    private static let mostChannels = 256

    init(_ keyword: String, _ host: Host) {
        var claim = Claim()
        claim.claimed(keyword)
        family = claim.label(keyword, "part of the body that the coil is made for, terms of the dictionary \(Self.dictionary)")
        channels = claim.number("\(keyword)_channels", "channels that the name of the coil tells")
        self.claim = claim
        terms = WordTerms(dictionary: Self.dictionary, host: host)
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let text = input.text()
        let folds = terms.find(in: Self.withoutChannels(text))
        let found = folds.filter { !$0.standsForMissing }
        guard !found.isEmpty else {
            if let rule = input.sentinel() { return answer.missing(rule) }
            for fold in folds { answer.folded(fold) }
            guard folds.isEmpty else { return answer.missing(Sentinels.dictionaryRule) }
            throw Rejection("no word of dictionary \(Self.dictionary)")
        }
        for fold in found { answer.folded(fold) }
        answer.label(family, found.map(\.term).joined(separator: "+"))
        if let count = Self.channels(in: text) { answer.number(channels, Double(count)) }
    }

    /// `8CHKNEE` names a knee: the letters behind a number are cut off.
    private static func withoutChannels(_ text: String) -> String {
        var kept = ""
        var rest = text[...]
        while let first = rest.first {
            let upper = rest.prefix(2).uppercased()
            if upper == "CH", kept.last?.isNumber == true {
                kept += " "
                rest = rest.dropFirst(2)
            } else {
                kept.append(first)
                rest = rest.dropFirst()
            }
        }
        return kept
    }

    /// A single number that stands by itself, begins the name, or has CH behind it.
    private static func channels(in text: String) -> Int? {
        guard !text.contains(where: { $0 == ";" || $0 == "," || $0 == ":" }) else { return nil }
        let words = text.uppercased().split { !$0.isLetter && !$0.isNumber }
        var found: [Int] = []
        for (index, word) in words.enumerated() {
            let digits = word.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), (1...mostChannels).contains(number) else { continue }
            let rest = word.dropFirst(digits.count)
            if rest.isEmpty || rest.hasPrefix("CH") || index == 0 { found.append(number) }
        }
        return found.count == 1 ? found[0] : nil
    }
}

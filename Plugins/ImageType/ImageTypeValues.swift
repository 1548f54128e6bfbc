import TagPluginKit

/// The values of ImageType by their meaning, put in order.
struct ImageTypeValues {
    /// ORIGINAL, DERIVED or MIXED.
    private(set) var pixels: String?
    /// PRIMARY, SECONDARY or MIXED.
    private(set) var examination: String?
    /// The values from the third on.
    private(set) var others: [String] = []
    private(set) var repairs: [String]
    /// Whether both ORIGINAL and DERIVED stand there.
    private(set) var isBoth = false

    /// - Parameter term: what a dictionary folds a code to.
    init(_ list: CodeList, term: (String) -> String?) {
        repairs = list.repairs
        var codes = list.codes.map { code in term(code).flatMap { Self.isWord($0) ? $0 : nil } ?? code }
        if codes != list.codes { repairs.append(DefinedTerms.spellingRule) }
        if Self.isDoubled(codes) {
            codes = codes.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            repairs.append("doubled backslash")
        }
        let isInOrder = Self.isPixels(codes.first) || !codes.contains { Self.isPixels($0) && $0 != "MIXED" }
        if !isInOrder {
            // MIXED may be either, and stays where it is.
            let first = codes.first { Self.isPixels($0) && $0 != "MIXED" } ?? ""
            let second = codes.first { Self.examinations.contains($0) && $0 != "MIXED" } ?? ""
            codes = [first, second] + codes.filter { $0 != first && $0 != second }.drop(while: \.isEmpty)
            repairs.append("values out of order")
        }
        take(codes)
    }

    private mutating func take(_ codes: [String]) {
        var rest = codes[...]
        if Self.isPixels(rest.first) {
            pixels = rest.removeFirst()
        } else if rest.first?.isEmpty == true || rest.count > 1 && Self.examinations.contains(rest[1]) {
            rest.removeFirst()
        }
        if let second = rest.first, Self.examinations.contains(second) {
            examination = rest.removeFirst()
        } else if rest.first?.isEmpty == true {
            rest.removeFirst()
        }
        others = Array(rest)
        if examination == nil, let place = others.firstIndex(where: { $0 != "MIXED" && Self.examinations.contains($0) }) {
            examination = others.remove(at: place)
            repairs.append("values out of order")
        }
        isBoth = pixels != nil && pixels != "MIXED" && others.contains { $0 != pixels && $0 != "MIXED" && Self.isPixels($0) }
        others.removeAll(where: Self.isWord)
    }

    private static let pixelWords: Set<String> = ["ORIGINAL", "DERIVED", "MIXED"]
    private static let examinations: Set<String> = ["PRIMARY", "SECONDARY", "MIXED"]

    private static func isPixels(_ code: String?) -> Bool { code.map(pixelWords.contains) ?? false }

    /// Whether the code is one of those of value 1 and 2.
    static func isWord(_ code: String) -> Bool { pixelWords.contains(code) || examinations.contains(code) }

    /// `ORIGINAL\\PRIMARY\\AXIAL`, as text that was escaped once too often has it.
    private static func isDoubled(_ codes: [String]) -> Bool {
        guard codes.count >= 3, isPixels(codes[0]), examinations.contains(codes[2]) else { return false }
        return codes.enumerated().allSatisfy { $0.offset.isMultiple(of: 2) || $0.element.isEmpty }
    }

    /// Whether a word that no dictionary knows is fit to be a label: a code string with a letter.
    static func isPlain(_ word: String) -> Bool {
        guard word.utf8.count <= 16, word.contains(where: \.isLetter) else { return false }
        return word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: [UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
            }
        }
    }
}

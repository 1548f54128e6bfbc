/// One version of software, by the forms of the makers.
struct SoftwareVersion {
    /// In capital letters; nil for a bare version.
    private(set) var family: String?
    /// In capital letters, as far as the second number.
    private(set) var version: String
    private(set) var major: Int?
    /// Whether the form is one of a maker's own.
    private(set) var isOfMaker = false
    /// Whether it says more than a number alone.
    var isTelling: Bool { major != nil && (family != nil || version.contains(".")) }

    private init(family: String?, version: String, major: Int?, isOfMaker: Bool) {
        self.family = family
        self.version = version
        self.major = major
        self.isOfMaker = isOfMaker
    }

    /// - Returns: nil where there is neither a letter nor a digit.
    init?(text: String) {
        let text = text.uppercased()
        guard let found = Self.siemens(text) ?? Self.general(text) else { return nil }
        self = found
    }
}

// MARK: GE
extension SoftwareVersion {
    /// `27\LX\MR Software release:DV26.0_R01_1725.a`, `14_LX_MR Software release:15.0_M4_0910.a`.
    init?(ofGE text: String) {
        let text = text.uppercased()
        let mark = "SOFTWARE RELEASE:"
        guard let place = Self.place(of: mark, in: text) else { return nil }
        let release = text[place...].drop { $0 == " " }
        let numbers = Self.numbers(release.drop { !$0.isNumber })
        guard let first = numbers.first else { return nil }
        self.init(family: text.contains("CT") && !text.contains("MR") ? "GE CT" : "GE MR", version: Self.joined(numbers), major: first, isOfMaker: true)
    }

    private static func place(of mark: String, in text: String) -> String.Index? {
        var place = text.startIndex
        while place < text.endIndex {
            if text[place...].hasPrefix(mark) { return text.index(place, offsetBy: mark.count) }
            place = text.index(after: place)
        }
        return nil
    }
}

// MARK: Siemens
extension SoftwareVersion {
    /// `syngo MR E11`, `syngo MR 2004V 4VB11D`, `syngo CT 2011A`, `VA48A_SP3`, `N4_VE11C_LATEST`, `syngo MR XA30`.
    private static func siemens(_ text: String) -> SoftwareVersion? {
        let words = text.split { " _\\-".contains($0) }.map(String.init)
        let isSyngo = words.first?.hasPrefix("SYNGO") ?? false
        let full = words.last { siemensCode($0, needsV: true) != nil }
        guard isSyngo || full != nil && words.count <= 8 else { return nil }
        let code = full ?? words.last { siemensCode($0) != nil } ?? ""
        let family = isSyngo ? Self.syngoFamily(words) : "SIEMENS"
        if let (letter, number) = siemensCode(code) { return SoftwareVersion(family: family, version: letter + number, major: Int(number), isOfMaker: true) }
        // A year: 2011A.
        let year = words.dropFirst().lazy.compactMap { word in word.first?.isNumber == true ? word : nil }.first
        guard let year else { return SoftwareVersion(family: family, version: family, major: nil, isOfMaker: true) }
        return SoftwareVersion(family: family, version: year, major: numbers(year[...]).first, isOfMaker: true)
    }

    private static func syngoFamily(_ words: [String]) -> String {
        let name = words.prefix { word in siemensCode(word) == nil && !(word.first?.isNumber ?? false) }
        return name.joined(separator: " ")
    }

    /// Letter and number of `E11`, `VB17A`, `D13D`, `XA30`, `4VB11D`. With XA and later both letters count.
    private static func siemensCode(_ word: String, needsV: Bool = false) -> (String, String)? {
        let word = word.drop(while: \.isNumber)
        let letters = word.prefix { $0.isASCII && $0.isLetter }
        let digits = word.dropFirst(letters.count).prefix { $0.isASCII && $0.isNumber }
        let rest = word.dropFirst(letters.count + digits.count)
        guard digits.count == 2, rest.count <= 1, rest.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        switch (letters.count, letters.first) {
        case (1, _): return needsV ? nil : (String(letters), String(digits))
        case (2, "V"): return (String(letters.dropFirst()), String(digits))
        case (2, "X"): return (String(letters), String(digits))
        default: return nil
        }
    }
}

// MARK: Any other
extension SoftwareVersion {
    private static let words: Set<String> = ["VERSION", "VER", "V", "R", "REL", "RELEASE", "REV", "SOFTWARE", "SW", "SOFTWAREV"]

    /// `2.6.3.6`, `V3.51*P25`, `Version 3.3.1`, `LightSpeedApps308I.2_H3.1M5`, `gmp_vct.42`, `EPIQ 7C_1.7.1.24`.
    private static func general(_ text: String) -> SoftwareVersion? {
        if isCommit(text) { return SoftwareVersion(family: nil, version: text, major: nil, isOfMaker: false) }
        guard let start = versionStart(text) else {
            let name = tidy(text[...])
            return name.contains(where: { $0.isLetter || $0.isNumber }) ? SoftwareVersion(family: name, version: name, major: nil, isOfMaker: false) : nil
        }
        let numbers = numbers(text[start...])
        guard let first = numbers.first else { return nil }
        let name = tidy(text[..<start])
        let family = name.contains(where: \.isLetter) ? name : nil
        return SoftwareVersion(family: family, version: joined(numbers), major: first, isOfMaker: false)
    }

    /// Whether it is the mark of a revision: hexadecimal digits, letters among them.
    private static func isCommit(_ text: String) -> Bool {
        (7...40).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit } && text.contains(where: \.isLetter) && text.contains(where: \.isNumber)
    }

    /// The first number with a point behind it, else the first that stands by itself, else the first.
    private static func versionStart(_ text: String) -> String.Index? {
        var first: String.Index?
        var parted: String.Index?
        var last: Character = " "
        var place = text.startIndex
        while place < text.endIndex {
            guard text[place].isASCII, text[place].isNumber else {
                last = text[place]
                place = text.index(after: place)
                continue
            }
            let end = text[place...].firstIndex { !($0.isASCII && $0.isNumber) } ?? text.endIndex
            first = first ?? place
            if !last.isLetter { parted = parted ?? place }
            if end < text.endIndex, text[end] == ".", let next = text[text.index(after: end)...].first, next.isASCII, next.isNumber { return place }
            place = end
        }
        return parted ?? first
    }

    private static func tidy(_ text: Substring) -> String {
        var words = text.prefix(48).split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" && $0 != "/" }.filter { $0.contains { $0.isLetter || $0.isNumber } }
            .map { $0.last == "." ? $0.dropLast() : $0 }
        if let place = words.firstIndex(where: { self.words.contains(String($0)) }), place > 0 || words.count == 1 { words.removeSubrange(place...) }
        return words.joined(separator: " ")
    }

    /// The first two numbers that points part.
    private static func numbers(_ text: Substring) -> [Int] {
        var numbers: [Int] = []
        for part in text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).prefix(2) {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard (1...9).contains(digits.count), let number = Int(digits) else { break }
            numbers.append(number)
            guard digits.count == part.count else { break }
        }
        return numbers
    }

    private static func joined(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ".") }
}

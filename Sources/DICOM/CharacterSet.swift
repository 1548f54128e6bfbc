/// The character repertoire of a data set: the values of Specific Character Set (PS3.3 §C.12.1.1.2), wrong spellings
/// included.
public struct CharacterSet: Hashable, Sendable {
    /// A set of characters that ISO 2022 code extension can invoke, by the name that iconv knows it under.
    enum CodeElement: Hashable, Sendable {
        case ascii
        /// One byte a character, in the upper half of the code table.
        case singleByte(String)
        /// JIS X 0208 or JIS X 0212: two seven-bit bytes a character, in the lower half.
        case jis0208, jis0212
        /// KS X 1001 or GB 2312: two eight-bit bytes a character, in the upper half.
        case doubleByte(String)
    }

    /// What bytes below and above 0x80 mean until an escape sequence says otherwise.
    var lower = CodeElement.ascii
    var upper: CodeElement?
    /// An encoding that knows no escape sequences and no halves: UTF-8, GB 18030, GBK, or a site's own.
    var wholeEncoding: String?
    /// Whether a defined term was not understood.
    public var hasUnknownTerm = false

    /// The default repertoire, ISO IR 6. Bytes above 0x7F have no meaning in it; they are read as Latin-1.
    public static let ascii = CharacterSet()

    /// - Parameters:
    ///   - value: Specific Character Set as it stands in the file, values separated by backslash.
    ///   - override: what the site knows better.
    public init(value: String, override: CharacterSetOverride = .none) {
        let terms = value.prefix(CharacterSet.longestValue).split(separator: "\\", omittingEmptySubsequences: false).map(CharacterSet.normalized)
        let first = terms.first ?? ""
        if let replacement = override.encoding(forDeclared: first) {
            self = CharacterSet(encoding: replacement)
            return
        }
        for (index, term) in terms.enumerated() {
            guard let known = CharacterSet.terms[term] else {
                hasUnknownTerm = hasUnknownTerm || !CharacterSet.meaningless.contains(term)
                continue
            }
            guard index == 0 else { continue }
            lower = known.lower
            upper = known.upper
            wholeEncoding = known.wholeEncoding
        }
        // The standard bars UTF-8 and GB 18030 from value 2; where they stand there all the same they are meant.
        if wholeEncoding == nil, upper == nil {
            wholeEncoding = terms.dropFirst().lazy.compactMap { CharacterSet.terms[$0]?.wholeEncoding }.first
        }
        if hasUnknownTerm, upper == nil, wholeEncoding == nil, let fallback = override.undeclared {
            self = CharacterSet(encoding: fallback)
            hasUnknownTerm = true
        }
    }

    /// More than all defined terms together.
    private static let longestValue = 1024

    private init() {}
    private init(encoding: String) {
        if CharacterSet.isSingleByte(encoding) { upper = .singleByte(encoding) } else { wholeEncoding = encoding }
    }

    private static func isSingleByte(_ encoding: String) -> Bool {
        let name = encoding.uppercased()
        return ["ISO-8859", "ISO8859", "CP125", "WINDOWS-125", "KOI8", "TIS-620", "LATIN", "MAC"].contains { name.hasPrefix($0) }
    }

    /// `ISO_IR 100`, `ISO IR 100`, `ISO-IR100` and `iso_ir_100` are one term.
    static func normalized(_ term: some StringProtocol) -> String { term.uppercased().filter { !" _-\0".contains($0) } }

    /// Words found in the element that mean "not known": the default repertoire.
    private static let meaningless: Set<String> = ["", "NONE", "NOTSUPPLIED", "N/A", "UNKNOWN", "ASCII", "IS"]

    private static let terms: [String: CharacterSet] = {
        var terms: [String: CharacterSet] = [:]
        func add(_ numbers: [String], _ upper: CodeElement?) {
            for number in numbers {
                for prefix in ["ISOIR", "ISO2022IR", "ISO2022", "ISO"] { terms[prefix + number] = CharacterSet(upper: upper) }
            }
        }
        add(["6"], nil)
        for (number, encoding) in singleByteSets { add([number], .singleByte(encoding)) }
        // Only value 2 and later name these; in value 1 the lower half is ASCII (PS3.3 Table C.12-4).
        add(["87", "159"], nil)
        add(["149"], .doubleByte("EUC-KR"))
        add(["58", "165"], .doubleByte("EUC-CN"))
        for name in ["ISOIR192", "ISO2022IR192", "UTF8"] { terms[name] = CharacterSet(wholeEncoding: "UTF-8") }
        for name in ["GB18030", "ISO2022GB18030"] { terms[name] = CharacterSet(wholeEncoding: "GB18030") }
        for name in ["GBK", "ISO2022GBK"] { terms[name] = CharacterSet(wholeEncoding: "GBK") }
        for (name, encoding) in [("LATIN1", "ISO-8859-1"), ("ISO88591", "ISO-8859-1"), ("ISO88592", "ISO-8859-2")] {
            terms[name] = CharacterSet(upper: .singleByte(encoding))
        }
        return terms
    }()

    /// PS3.3 Tables C.12-2 and C.12-3.
    static let singleByteSets = [
        ("100", "ISO-8859-1"), ("101", "ISO-8859-2"), ("109", "ISO-8859-3"), ("110", "ISO-8859-4"), ("144", "ISO-8859-5"),
        ("127", "ISO-8859-6"), ("126", "ISO-8859-7"), ("138", "ISO-8859-8"), ("148", "ISO-8859-9"), ("13", HalfTable.katakana),
        ("166", "TIS-620"), ("203", "ISO-8859-15"),
    ]

    private init(upper: CodeElement?) { self.upper = upper }
    private init(wholeEncoding: String) { self.wholeEncoding = wholeEncoding }
}

/// What a site knows better than its files: `CP1250` for files that declare nothing, `ISO_IR 100=CP1252` for files that
/// declare Latin-1 and mean something else. Names are iconv's.
public struct CharacterSetOverride: Hashable, Sendable {
    public private(set) var undeclared: String?
    private var declared: [String: String] = [:]

    public static let none = CharacterSetOverride()
    public init() {}

    /// - Parameter rules: `ENCODING` or `DECLARED=ENCODING`. Throws the rule whose encoding the system does not know.
    public init(rules: [String]) throws {
        for rule in rules {
            let sides = rule.split(separator: "=", maxSplits: 1).map(String.init)
            guard let encoding = sides.last, TextDecoder.knows(encoding) else {
                throw DICOMError(.unknownCharacterSet, "the system's iconv does not know the encoding in “\(rule)”")
            }
            if sides.count == 2 { declared[CharacterSet.normalized(sides[0])] = encoding } else { undeclared = encoding }
        }
    }

    func encoding(forDeclared term: String) -> String? {
        declared[term] ?? (term.isEmpty || term == "ISOIR6" ? undeclared : nil)
    }
}

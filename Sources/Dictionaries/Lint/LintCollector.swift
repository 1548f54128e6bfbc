/// The policy of lint: gathers the faults of one document's form, and looks at its texts letter by letter.
final class LintCollector: FaultPolicy {
    struct Found {
        let severity: DictionaryFault.Severity
        let code: DictionaryError.Code
        let message: String
        /// How many start tags come before it.
        let tag: Int
    }

    private(set) var found: [Found] = []
    /// Nobody reads more, and each takes memory.
    static let mostFaults = 100_000

    func take(_ error: DictionaryError, at tag: XMLTag) throws {
        add(.error, error.code, error.reason, tag)
        guard found.count >= LintCollector.mostFaults else { return }
        throw DictionaryError(
            .tooLarge, "there are \(LintCollector.mostFaults) faults before this: nothing more is read", file: error.file, line: tag.line)
    }

    func look(at element: borrowing XMLElement) {
        for index in 0..<element.count {
            let (owner, name) = (element.name, element.name(index))
            // The name of a data element is only shown.
            let severity: DictionaryFault.Severity = (owner, name) == ("element", "name") ? .remark : .error
            lookForInvisible(element.value(index), "the attribute “\(name)” of <\(owner)>", element.tag, severity)
        }
        if let language = element["lang"], !LintCollector.areLanguages(language) {
            add(.remark, .badLanguage, "“\(language)” is no language tag such as de or pt-BR", element.tag)
        }
    }

    func look(at text: String, in tag: XMLTag) {
        let what = "the text of <\(tag.name)>"
        switch tag.name {
        case "synonym", "sentinel", "connector": lookForInvisible(text, what, tag)
        case "source": lookForInvisible(text.replacing("\n", with: " "), what, tag)
        case "tag":
            lookForInvisible(text, what, tag)
            if text.isEmpty { add(.error, .badTerm, "<tag> is empty", tag) }
        default: if !text.isEmpty { add(.error, .unknownElement, "the text “\(text)” has no place in <\(tag.name)>", tag) }
        }
    }

    private func add(_ severity: DictionaryFault.Severity, _ code: DictionaryError.Code, _ message: String, _ tag: XMLTag) {
        found.append(Found(severity: severity, code: code, message: DictionaryFault.shortened(message), tag: tag.number))
    }

    private func lookForInvisible(
        _ text: String, _ what: String, _ tag: XMLTag, _ severity: DictionaryFault.Severity = .error
    ) {
        var hidden: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where hidden.count < 8 && LintCollector.isInvisible(scalar) && !hidden.contains(scalar) {
            hidden.append(scalar)
        }
        guard !hidden.isEmpty else { return }
        add(severity, .invisibleCharacter, "\(what) holds what nobody sees: \(hidden.map(\.codePoint).joined(separator: ", "))", tag)
    }

    /// Controls, what turns the direction of writing, spaces other than the common one, and what has no shape of its own.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate, .unassigned: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// One language or several, parted by spaces.
    static func areLanguages(_ text: String) -> Bool {
        let tags = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return tags.allSatisfy(isLanguage)
    }

    /// Subtags of BCP 47: a language of two or three letters (no longer one is registered, and `Hrvatski` is a name), then whatever of up to eight letters and digits.
    static func isLanguage(_ text: String) -> Bool {
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let language = subtags.first, language.allSatisfy(isLetter) else { return false }
        let isPrivate = subtags.count > 1 && (language.elementsEqual("x".utf8) || language.elementsEqual("i".utf8))
        return (isPrivate || (2...3).contains(language.count))
            && subtags.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) } }
    }
}

extension Unicode.Scalar {
    /// `U+202E`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

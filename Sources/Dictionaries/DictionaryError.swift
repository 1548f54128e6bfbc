/// What is wrong with a dictionary file, where, and why. Two errors are equal when their codes are.
public struct DictionaryError: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        case cannotRead, tooLarge, notWellFormed, wrongRoot, unknownElement, unknownAttribute, missingAttribute, badAttribute
        case badTag, badVR, badVM, badKeyword, duplicateEntry, badTerm, ambiguousSynonym, unknownParent, parentCycle, unknownPart
        case invisibleCharacter, badCharacter, unreachable, badAbbreviation, repeatedEntry, shadowingEntry, sharedCode, badLanguage
    }

    public let code: Code
    public let reason: String
    public let file: String
    public let line: Int?
    /// Known where a document is not well-formed.
    public let column: Int?

    public init(_ code: Code, _ reason: String, file: String, line: Int? = nil, column: Int? = nil) {
        self.code = code
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column
    }

    public static func == (a: DictionaryError, b: DictionaryError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension DictionaryError: CustomStringConvertible {
    /// `dicom.xml:12: reason`.
    public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + reason }
}

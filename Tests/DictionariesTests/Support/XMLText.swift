import Dictionaries
import Testing

/// Loads small documents, and says how they fail.
enum XMLText {
    static func dataDictionary(_ body: String) throws -> DataDictionary {
        try DataDictionary(xml: Array("<dataDictionary edition=\"test\">\n\(body)\n</dataDictionary>".utf8), name: "dicom.xml")
    }

    static func synonyms(_ body: String, name: String = "words", file: String = "words.xml") throws -> SynonymDictionary {
        try SynonymDictionary(xml: Array("<synonymDictionary name=\"\(name)\">\n\(body)\n</synonymDictionary>".utf8), file: file)
    }

    /// The error that loading throws; nil, with an issue, when it throws none.
    static func failure(sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void) -> DictionaryError? {
        #expect(throws: DictionaryError.self, sourceLocation: sourceLocation) { try body() }
    }
}

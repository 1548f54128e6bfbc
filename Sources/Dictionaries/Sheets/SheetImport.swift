/// A document that was made from a sheet, and looked at as lint does.
package struct SheetImport: Sendable {
    /// Of use only where there are no errors.
    package let document: [UInt8]
    /// By the lines of the sheet.
    package let errors: [DictionaryFault]
    /// Entries that take a value from a shipped dictionary.
    package let takenValues: [DictionaryFault]

    /// - Parameters:
    ///   - dictionary: made from the rows, each entry with the line of its row.
    ///   - faults: of the rows that it was not made from.
    ///   - shipped: the layers below it.
    package init(_ dictionary: SynonymDictionary, faults: [DictionaryError], shipped: [SynonymDictionary]) {
        let writer = SynonymDictionaryWriter(dictionary)
        document = writer.document
        let own = (faults + writer.faults).map { error in
            DictionaryFault(.error, error.code, error.reason, file: dictionary.file, at: XMLPlaces.Place(line: error.line ?? 1, column: 1))
        }
        let file = LintedFile(writer, path: dictionary.file, isComplete: own.isEmpty)
        let lint = DictionaryLint(file, shipped: shipped).faults
        // What could not be written is told once.
        let told = Set(own.map(\.line))
        errors = (own + lint.filter { $0.severity == .error && !told.contains($0.line) }).enumerated()
            .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
        takenValues = lint.filter { $0.code == .shadowingEntry }
    }
}

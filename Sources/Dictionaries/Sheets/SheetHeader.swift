/// What the columns of a sheet are called.
package struct SheetHeader: Sendable {
    package enum Role: String, CaseIterable, Sendable { case text, term, language, when }

    package let names: [String]
    /// The row that it stands in, from 1.
    package let row: Int

    /// Reads up to the header: the first record that looks like one, below titles and merged cells, or else the first
    /// record that is not empty. Nil when there is none.
    /// - Parameter isLikely: whether a record looks like the header.
    /// - Throws: `CSVError`.
    package init?(_ reader: inout CSVReader, where isLikely: (SheetHeader) -> Bool = { _ in true }) throws {
        guard let first = try SheetHeader(next: &reader) else { return nil }
        guard !isLikely(first) else {
            self = first
            return
        }
        var ahead = reader
        // What is wrong further below is told when the rows are read.
        while ahead.row < SheetHeader.lastRow, let other = try? SheetHeader(next: &ahead) {
            guard isLikely(other) else { continue }
            (self, reader) = (other, ahead)
            return
        }
        self = first
    }

    /// The next record that is not empty.
    private init?(next reader: inout CSVReader) throws {
        while let fields = try reader.next() {
            let names = fields.map { $0.trimmedCell }
            guard names.contains(where: { !$0.isEmpty }) else { continue }
            (self.names, row) = (names, reader.row)
            return
        }
        return nil
    }

    /// No sheet has more above its header.
    private static let lastRow = 50

    /// Whether the sheet is one that `DictionarySheet` has written: it has all columns that such a sheet needs, in any
    /// order.
    package var isOurs: Bool {
        DictionarySheet.Column.allCases.allSatisfy { column in
            let count = places(of: column.rawValue).count
            return count == 1 || count == 0 && column.isOptional
        }
    }

    /// Names without a meaning in a sheet of ours.
    package var others: [String] {
        let ours = DictionarySheet.Column.allCases.map { $0.rawValue.lowercased() }
        return names.filter { !$0.isEmpty && !ours.contains($0.lowercased()) }
    }

    /// Where a column of that name stands, whatever the case.
    func places(of name: String) -> [Int] { names.indices.filter { names[$0].lowercased() == name.lowercased() } }

    /// The places of a column.
    /// - Parameters:
    ///   - given: the column's name, or its number from 1. Without it columns are known by the words for what they hold.
    package func places(of role: Role, given: String?) -> [Int] {
        guard let given else { return names.indices.filter { SheetHeader.forms[role]?.contains(FoldForm.normalized(names[$0])) == true } }
        let named = places(of: given.trimmedCell)
        if !named.isEmpty { return named }
        guard let number = Int(given), number >= 1, number <= names.count else { return [] }
        return [number - 1]
    }

    /// What hospitals call such columns; case, spaces and punctuation do not count.
    static let words: [Role: [String]] = [
        .text: [
            "text", "value", "name", "our name", "local name", "synonym", "spelling", "label", "naziv", "naš naziv", "vrijednost",
            "tekst", "sinonim", "Bezeichnung", "unsere Bezeichnung", "Wert", "Schreibweise", "nom", "notre nom", "valeur", "synonyme",
            "libellé", "nome", "valore", "sinonimo", "nombre", "valor", "sinónimo", "hodnota", "název", "názov", "synonymum", "wartość",
            "nazwa", "ime", "naše ime", "vrednost", "sopimenka", "naam", "waarde", "namn", "värde", "navn", "verdi", "værdi",
            "megnevezés", "érték",
        ],
        .term: [
            "term", "standard term", "standard", "standard name", "canonical term", "defined term", "DICOM term", "folds to", "pojam",
            "standardni pojam", "termin", "standardni naziv", "Begriff", "Standardbegriff", "terme", "terme standard", "termine",
            "termine standard", "término", "término estándar", "termo", "pojem", "termín", "standardní termín", "pojęcie", "termin standardowy",
            "standardni izraz", "standaardterm", "standardterm", "kifejezés",
        ],
        .language: [
            "language", "lang", "jezik", "Sprache", "langue", "lingua", "idioma", "língua", "jazyk", "język", "taal", "språk", "sprog",
            "nyelv",
        ],
        .when: ["when", "only when", "kada", "samo kada", "uvjet", "wenn", "nur wenn", "Bedingung", "quand", "quando", "cuando", "gdy"],
    ]

    private static let forms = words.mapValues { Set($0.map { FoldForm($0).normalized }) }
}

extension String {
    /// With one space for all that a spreadsheet program breaks lines or keeps words together with: no value of a file has
    /// those, and folding counts no spaces.
    var onOneLine: String {
        guard unicodeScalars.contains(where: { $0 != " " && $0.properties.isWhitespace }) else { return self }
        return unicodeScalars.split { $0.properties.isWhitespace }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Without the white space around it.
    var trimmedCell: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}

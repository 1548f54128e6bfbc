/// The sheet that a hospital has: a row a spelling of its own, with the term that it stands for.
package struct SiteSheet: Sendable {
    /// Where the columns stand.
    package struct Columns: Sendable {
        package let text: Int
        package let term: Int
        package let language: Int?
        package let when: Int?

        package init(text: Int, term: Int, language: Int?, when: Int? = nil) {
            self.text = text
            self.term = term
            self.language = language
            self.when = when
        }
    }

    struct Row: Sendable {
        let text: String
        let term: String
        let language: String
        /// Where it holds, as a dictionary writes it: `Modality=CR|DX`.
        let when: String
        /// The number of the row, from 1.
        let line: Int
    }

    /// Those that are not empty.
    let rows: [Row]
    let file: String

    /// Reads the rows below the header.
    /// - Throws: `CSVError` for a file that is no table.
    package init(_ reader: inout CSVReader, columns: Columns, file: String) throws {
        self.file = file
        var rows: [Row] = []
        while try reader.nextRecord() {
            func cell(_ place: Int?) -> String {
                guard let place, place < reader.fields.count else { return "" }
                return TextMark.removing(from: reader.text(reader.fields[place])).trimmedCell.onOneLine
            }
            let row = Row(
                text: cell(columns.text), term: cell(columns.term), language: cell(columns.language), when: cell(columns.when), line: reader.row)
            if !row.text.isEmpty || !row.term.isEmpty { rows.append(row) }
        }
        self.rows = rows
    }

    package var isEmpty: Bool { rows.isEmpty }
    /// Whether no row says what its text stands for.
    package var hasNoTerms: Bool { rows.allSatisfy(\.term.isEmpty) }
    /// The first of the terms, for a message.
    package var firstTerms: [String] { Array(termCells.prefix(3)) }

    /// Whether it may be a language tag (BCP 47).
    package static func isLanguage(_ text: String) -> Bool { LintCollector.isLanguage(text) }

    /// What a term cell says for text that stands for a missing value.
    static let missing = "-"

    /// The terms that the rows name, each once, in order.
    var termCells: [String] {
        var seen: Set<String> = []
        return rows.map(\.term).filter { !$0.isEmpty && $0 != SiteSheet.missing && seen.insert($0).inserted }
    }

    /// The dictionary that knows most of the terms; of several such the one that has most of them as names of its terms.
    /// Those of no attribute, which read words of descriptions and share terms with others, count only where no other knows any.
    /// - Returns: nil where none knows any, or where that does not tell either.
    package func guessed(among folders: [SynonymFolder]) -> (folder: SynonymFolder, known: Int, terms: Int)? {
        let cells = termCells
        let ofAttributes = folders.filter { $0.layers.contains { !$0.tags.isEmpty } }
        let isKnownThere = ofAttributes.contains { folder in cells.contains { folder.fold($0)?.term != nil } }
        let ranked = (isKnownThere ? ofAttributes : folders).map { folder in
            let folds = cells.map { ($0, folder.fold($0)?.term) }.filter { $0.1 != nil }
            let names = folds.count { cell, term in term.map { FoldForm.normalized($0.name) } == FoldForm.normalized(cell) }
            return (folder: folder, known: folds.count, names: names)
        }.sorted { ($0.known, $0.names) > ($1.known, $1.names) }
        guard let best = ranked.first, best.known > 0 else { return nil }
        if ranked.count > 1, (ranked[1].known, ranked[1].names) == (best.known, best.names) { return nil }
        return (best.folder, best.known, cells.count)
    }
}

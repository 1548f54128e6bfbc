import ArgumentParser
import Dictionaries
import Reports

struct DictionaryImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Makes a synonym dictionary of a sheet: one that export has written, or a list of your own words and their terms.",
        discussion: """
            A sheet of your own has a header and at least two columns: your words, and the standard term of each. They are \
            known by their names (Naziv and Pojam, Name and Term, Wert and Begriff and so on), or named. Terms may be \
            written in any way that folds to them. A row without a term waits and is left out; the term - says that the \
            text stands for a missing value. A column When (Kada, Wenn) says where alone a row holds: \
            Modality=CR|DX. Rows that the dictionaries below say already are left out. Titles may stand above the header.

            Encoding and separator are found out, and told on standard error, as is all that was done. The output holds the \
            words of the sheet: keep it inside the hospital if they may identify patients.

            Exit codes: 0 done; 1 errors in the sheet, all of them told; 2 bad usage; 3 the file cannot be read.

            EXAMPLE: tagfold dictionary import ours.csv --language hr --out ours.xml
            """)

    @Argument(help: ArgumentHelp("A sheet, saved as CSV or text.", valueName: "file.csv"))
    var file: String

    @OptionGroup var output: OutputFile
    @OptionGroup var site: SiteSheetOptions
    @OptionGroup var format: SheetFormat
    @OptionGroup var dictionaries: DictionaryLayers

    func run() throws {
        try output.check(against: file)
        let bytes = try InputFile.read(file, as: .sheet)
        let result: SheetImport
        do { result = try make(bytes) } catch let error as CSVError {
            let hint = error.code == .unknownEncoding && format.encoding == nil ? "; name the encoding with --encoding, or the language with --language" : ""
            throw CommandFailure(.inputUnreadable, "\(file)\(error.line.map { ":\($0)" } ?? ""): \(error.reason)\(hint)")
        }
        guard result.errors.isEmpty else {
            for error in result.errors { note(":\(error.line): error: \(error.message)") }
            throw CommandFailure(.gateFailed, "\(file) has \(result.errors.count) error\(result.errors.count == 1 ? "" : "s"); nothing was written")
        }
        try output.write(result.document, text: String(decoding: result.document, as: UTF8.self))
    }

    /// One line, however long the cells are that it quotes.
    private func note(_ text: String) { Terminal.note(Escape.terminal(file + Terminal.shortened(text))) }

    /// - Throws: `CSVError` for what is no table; `CommandFailure`.
    private func make(_ bytes: [UInt8]) throws -> SheetImport {
        let text = try SpreadsheetText(bytes, encoding: format.givenEncoding, language: site.language)
        var reader = CSVReader(text, separator: format.givenSeparator)
        let found = try SheetHeader(&reader) { header in header.isOurs || site.names(columnsOf: header) }
        guard let header = found else { throw CommandFailure(.gateFailed, "\(file) is empty") }
        note(": read as \(text.encoding), \(text.evidence); \(SheetFormat.name(of: reader.separator)) parts the cells")
        let set = try dictionaries.load()
        return header.isOurs && !site.namesColumns ? try ours(&reader, header, set) : try theirs(&reader, header, set)
    }

    /// A sheet that export has written.
    private func ours(_ reader: inout CSVReader, _ header: SheetHeader, _ set: DictionarySet) throws -> SheetImport {
        if let option = site.givenForSitesOnly {
            throw CommandFailure(.badUsage, "\(file) is a sheet that says all by itself, as export writes it: there is no use for \(option)")
        }
        if !header.others.isEmpty { note(": left aside: the columns \(header.others.map { "“\($0)”" }.joined(separator: ", "))") }
        let (sheet, faults) = try DictionarySheet.read(&reader, header: header, file: file)
        let (dictionary, others) = sheet.dictionary()
        return SheetImport(dictionary, faults: faults + others, shipped: set.synonyms[dictionary.name]?.layers ?? [])
    }

    /// A sheet that a hospital has made.
    private func theirs(_ reader: inout CSVReader, _ header: SheetHeader, _ set: DictionarySet) throws -> SheetImport {
        let columns = try site.columns(of: header, in: file)
        if header.row > 1 { note(": the header is row \(header.row); what stands above it is left aside") }
        let roles = [("text", columns.text), ("term", columns.term), ("language", columns.language), ("condition", columns.when)]
        note(": " + roles.compactMap { role, place in place.map { "\(role) from column \($0 + 1) (“\(header.names[$0])”)" } }.joined(separator: ", "))
        let sheet = try SiteSheet(&reader, columns: columns, file: file)
        guard !sheet.isEmpty else { throw CommandFailure(.gateFailed, "\(file) has no rows below its header") }
        guard !sheet.hasNoTerms else {
            throw CommandFailure(.gateFailed, "no row of \(file) has a term in column \(columns.term + 1) (“\(header.names[columns.term])”)")
        }
        let options = try site.options(for: sheet, in: set) { note(": \($0)") }
        let outcome = sheet.dictionary(options)
        for (cell, term, line) in outcome.foldedTerms { note(":\(line): “\(cell)” is the term \(term)") }
        let result = SheetImport(outcome.dictionary, faults: outcome.faults, shipped: options.below?.layers ?? [])
        for value in result.takenValues { note(":\(value.line): \(value.message)") }
        if !outcome.newTerms.isEmpty { note(": new terms: \(outcome.newTerms.map { "“\($0)”" }.joined(separator: ", "))") }
        if !outcome.waiting.isEmpty {
            let lines = outcome.waiting.prefix(20).map { "\($0)" }.joined(separator: ", ") + (outcome.waiting.count > 20 ? ", …" : "")
            note(": rows without a term, which wait: \(outcome.waiting.count) (rows \(lines))")
        }
        note(
            ": rows: \(outcome.rows); synonyms: \(outcome.synonyms), terms: \(outcome.dictionary.terms.count), values for missing: "
                + "\(outcome.dictionary.sentinels.count); left out: waiting \(outcome.waiting.count), known already \(outcome.known), "
                + "repeated \(outcome.repeated), faulty \(outcome.faults.count)")
        return result
    }
}

extension DictionarySheet {
    /// Reads the rows below a header that has all columns; others are left aside.
    /// - Parameter file: what errors name it by.
    /// - Returns: the sheet, and what is wrong with its rows, which are then left out.
    /// - Throws: `CSVError` for a file that is no table.
    package static func read(
        _ reader: inout CSVReader, header: SheetHeader, file: String
    ) throws -> (sheet: DictionarySheet, faults: [DictionaryError]) {
        let places = Column.allCases.compactMap { column in header.places(of: column.rawValue).first.map { (column, $0) } }
        var rows: [Row] = []
        var faults: [DictionaryError] = []
        while try reader.nextRecord() {
            var cells: [Column: String] = [:]
            for (column, place) in places where place < reader.fields.count {
                let text = reader.text(reader.fields[place])
                if !text.isEmpty { cells[column] = TextMark.removing(from: text) }
            }
            if let reason = reader.reasonAgainst(columns: header.names.count) {
                faults.append(DictionaryError(.unknownAttribute, reason, file: file, line: reader.row))
            }
            guard cells.values.contains(where: { !$0.trimmedCell.isEmpty }) else { continue }
            do { rows.append(try row(cells, file, reader.row)) } catch let error as DictionaryError { faults.append(error) }
        }
        return (DictionarySheet(rows: rows, file: file), faults)
    }

    private static func row(_ cells: [Column: String], _ file: String, _ line: Int) throws -> Row {
        func fault(_ code: DictionaryError.Code, _ reason: String) -> DictionaryError {
            DictionaryError(code, reason, file: file, line: line)
        }
        var cells = cells
        guard let name = cells.removeValue(forKey: .kind) else { throw fault(.missingAttribute, "the row has no Kind") }
        guard let kind = Kind(rawValue: name.trimmedCell.lowercased()) else {
            throw fault(.unknownElement, "“\(name)” is no kind of row: there are \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let missing = kind.columns.required.first(where: { cells[$0] == nil }) {
            throw fault(.missingAttribute, "a row of the kind \(kind) needs “\(missing.rawValue)”")
        }
        let known = kind.columns.required + kind.columns.optional
        if let other = Column.allCases.first(where: { cells[$0] != nil && !known.contains($0) }) {
            throw fault(.unknownAttribute, "a row of the kind \(kind) has no “\(other.rawValue)”")
        }
        return Row(kind: kind, cells: cells, line: line)
    }

    /// The dictionary that the rows say.
    /// - Returns: what is wrong with them besides.
    package func dictionary() -> (dictionary: SynonymDictionary, faults: [DictionaryError]) {
        var builder = SheetDictionaryBuilder(file: file)
        for row in rows { builder.add(row) }
        builder.finish()
        return (builder.dictionary, builder.faults)
    }
}

extension CSVReader {
    /// What is wrong with the length of the last record: cells beyond the header, which would get lost.
    fileprivate func reasonAgainst(columns: Int) -> String? {
        fields.dropFirst(columns).contains { !$0.range.isEmpty } ? "there are cells beyond the \(columns) columns of the header" : nil
    }
}

/// Puts the rows of a sheet together again.
private struct SheetDictionaryBuilder {
    private(set) var dictionary: SynonymDictionary
    private(set) var faults: [DictionaryError] = []
    private var hasName = false
    /// Where the last definition of each term stands.
    private var terms: [String: Int] = [:]
    /// Comments that wait for what they are about; those of a term's inside bear its name.
    private var comments: [(text: String, term: String?)] = []

    init(file: String) { dictionary = SynonymDictionary(name: "", file: file) }

    mutating func add(_ row: DictionarySheet.Row) {
        do { try take(row) } catch let error as DictionaryError { faults.append(error) } catch {}
    }

    private func fault(_ code: DictionaryError.Code, _ reason: String, _ line: Int) -> DictionaryError {
        DictionaryError(code, reason, file: dictionary.file, line: line)
    }

    private mutating func take(_ row: DictionarySheet.Row) throws {
        let place = SynonymDictionary.Place(line: row.line)
        let text = row[.text] ?? "", term = row[.term] ?? ""
        switch row.kind {
        case .dictionary:
            guard !hasName else { throw fault(.duplicateEntry, "a sheet has one dictionary, and it is “\(dictionary.name)”", row.line) }
            hasName = true
            dictionary.name = text
            dictionary.isShareable = try options(row, [.shareable]).contains(.shareable)
            dictionary.place = place
            dictionary.comments = takeComments()
        case .version:
            guard dictionary.version == nil else { throw fault(.duplicateEntry, "a dictionary has one version", row.line) }
            dictionary.version = text
        case .source: dictionary.sources.append(.init(text: text, comments: takeComments(), place: place))
        case .tag: dictionary.attributes.append(.init(text: text, comments: takeComments(), place: place))
        case .term:
            let comments = takeComments(of: term), isExact = try options(row, [.exact]).contains(.exact)
            terms[term] = dictionary.terms.count
            dictionary.terms.append(
                .init(
                    name: term, meaning: row[.meaning] ?? "", parent: row[.parent], parts: SynonymDictionary.Term.parts(row[.parts]),
                    groups: SynonymDictionary.Term.words(row[.group]), isExact: isExact, codes: [], synonyms: [], comments: comments, place: place))
        case .code:
            let index = inside(term, row.line)
            let comments = takeComments(of: term)
            dictionary.terms[index].codes.append(
                .init(scheme: row[.scheme] ?? "", value: row[.code] ?? "", meaning: row[.meaning] ?? "", comments: comments, place: place))
        case .synonym:
            let index = inside(term, row.line)
            dictionary.terms[index].synonyms.append(try synonym(row, takeComments(of: term)))
        case .abbreviation:
            let options = try options(row, [.negates, .ending])
            dictionary.abbreviations.append(
                .init(
                    from: text, to: term, negates: options.contains(.negates), isEnding: options.contains(.ending), comments: takeComments(),
                    place: place))
        case .connector: dictionary.connectors.append(try synonym(row, takeComments()))
        case .sentinel: dictionary.sentinels.append(try synonym(row, takeComments()))
        case .comment: comments.append((text, row[.term]))
        }
    }

    private func synonym(_ row: DictionarySheet.Row, _ comments: [String]) throws -> SynonymDictionary.Synonym {
        let when = row[.when], enabled = row[.enabled]?.trimmedCell.lowercased() ?? "true"
        guard let condition = when.map({ FoldCondition($0) }) ?? .always else {
            throw fault(.badAttribute, "“\(when ?? "")” is no condition such as Modality=CR|DX; Manufacturer=GE", row.line)
        }
        guard let isEnabled = ["true": true, "false": false][enabled] else {
            throw fault(.badAttribute, "“Enabled” is true or false, not “\(enabled)”", row.line)
        }
        return SynonymDictionary.Synonym(
            text: row[.text] ?? "", language: row[.language], condition: condition, isEnabled: isEnabled,
            isExact: try options(row, [.exact]).contains(.exact), comments: comments, place: SynonymDictionary.Place(line: row.line))
    }

    private func options(_ row: DictionarySheet.Row, _ allowed: Set<DictionarySheet.Option>) throws -> Set<DictionarySheet.Option> {
        Set(try (row[.options] ?? "").split(separator: " ").map { word in
            guard let option = DictionarySheet.Option(rawValue: word.lowercased()), allowed.contains(option) else {
                throw fault(.badAttribute, "a row of the kind \(row.kind) has no option “\(word)”", row.line)
            }
            return option
        })
    }

    /// Where a term is defined; a sheet of a site's own words need not define those of other layers.
    private mutating func inside(_ term: String, _ line: Int) -> Int {
        if let index = terms[term] { return index }
        let index = dictionary.terms.count
        terms[term] = index
        dictionary.terms.append(.init(name: term, line: line))
        return index
    }

    /// The comments before a row.
    /// - Parameter term: the term that the row defines, or stands in. Comments inside of another one end that.
    private mutating func takeComments(of term: String? = nil) -> [String] {
        defer { comments.removeAll() }
        return comments.compactMap { comment in
            guard let name = comment.term, name != term, let index = terms[name] else { return comment.text }
            dictionary.terms[index].endComments.append(comment.text)
            return nil
        }
    }

    mutating func finish() {
        dictionary.endComments = takeComments()
        if !hasName { faults.append(fault(.missingAttribute, "no row of the kind dictionary says its name", 1)) }
    }
}

import ArgumentParser
import Dictionaries

/// How a sheet that a hospital has made becomes a dictionary.
struct SiteSheetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The column of your own words, by its name or its number from 1.", valueName: "name|number"))
    var textColumn: String?

    @Option(help: ArgumentHelp("The column of the standard terms.", valueName: "name|number"))
    var termColumn: String?

    @Option(help: ArgumentHelp("The column of the language of each word, if there is one.", valueName: "name|number"))
    var languageColumn: String?

    @Option(help: ArgumentHelp("The column that says where a word holds alone, such as Modality=CR|DX, if there is one.", valueName: "name|number"))
    var whenColumn: String?

    @Option(help: ArgumentHelp("Language of the words: hr, de, pt-BR. It also tells CP1250 from CP1252.", valueName: "tag"))
    var language: String?

    @Option(help: ArgumentHelp("Name of the dictionary; by default that of the one which knows most of the terms.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Keyword of the attribute that it folds; by default those of the dictionary below. May repeat.", valueName: "keyword"))
    var tag: [String] = []

    @Flag(help: "Take terms that no dictionary knows as new ones, instead of calling them errors.")
    var newTerms = false

    @Flag(help: "Keep the rows that say what the dictionaries below say.")
    var keepAll = false

    func validate() throws {
        if name?.isEmpty == true { throw ValidationError("--name takes a name.") }
        if let language, !SiteSheet.isLanguage(language) { throw ValidationError("--language takes a language tag such as hr or pt-BR.") }
    }

    var namesColumns: Bool { textColumn != nil || termColumn != nil || languageColumn != nil || whenColumn != nil }

    /// An option that means nothing for a sheet that says all by itself.
    var givenForSitesOnly: String? {
        let given = [("--name", name != nil), ("--tag", !tag.isEmpty), ("--new-terms", newTerms), ("--keep-all", keepAll)]
        return given.first { $0.1 }?.0
    }

    /// Whether a row is the header, as far as the names of the columns tell.
    func names(columnsOf header: SheetHeader) -> Bool {
        header.places(of: .text, given: textColumn).count == 1 && header.places(of: .term, given: termColumn).count == 1
    }

    /// - Throws: `CommandFailure`, for a column that is not there or not clear.
    func columns(of header: SheetHeader, in file: String) throws -> SiteSheet.Columns {
        if textColumn == nil, termColumn == nil, [.text, .term].allSatisfy({ header.places(of: $0, given: nil).isEmpty }) {
            throw CommandFailure(
                .badUsage,
                "no column of \(file) is known by its name to hold the text, and none to hold the term; name them with --text-column and "
                    + "--term-column; its columns are \(names(header))")
        }
        guard let text = try column(.text, textColumn, header, file), let term = try column(.term, termColumn, header, file) else {
            throw CommandFailure(.badUsage, "\(file) has no such columns")
        }
        let columns = SiteSheet.Columns(text: text, term: term, language: try column(.language, languageColumn, header, file),
            when: try column(.when, whenColumn, header, file))
        let places = [text, term, columns.language, columns.when].compactMap { $0 }
        guard Set(places).count == places.count else {
            throw CommandFailure(.badUsage, "one column of \(file) cannot be two things")
        }
        return columns
    }

    private func column(_ role: SheetHeader.Role, _ given: String?, _ header: SheetHeader, _ file: String) throws -> Int? {
        let places = header.places(of: role, given: given)
        if places.count == 1 { return places[0] }
        if places.isEmpty, role == .language || role == .when, given == nil { return nil }
        let what = given.map { "“\($0)”" } ?? "known by its name to hold the \(role == .when ? "condition" : role.rawValue)"
        let problem = places.isEmpty ? "no column of \(file) is" : "more than one column of \(file) is"
        let advice = given == nil ? "name it with --\(role)-column; its columns are" : "its columns are"
        throw CommandFailure(.badUsage, "\(problem) \(what); \(advice) \(names(header))")
    }

    /// Those that have one.
    private func names(_ header: SheetHeader) -> String {
        Terminal.shortened(header.names.filter { !$0.isEmpty }.map { "“\($0)”" }.joined(separator: ", ")) + " (row \(header.row))"
    }

    /// - Parameter note: told where the dictionary is not named.
    /// - Throws: `CommandFailure`, where nothing tells the dictionary.
    func options(for sheet: SiteSheet, in set: DictionarySet, note: (String) -> Void) throws -> SiteSheet.Options {
        for keyword in tag where set.data.path(keyword) == nil { throw CommandFailure(.badUsage, "no attribute is called “\(keyword)”") }
        let below = try below(sheet, in: set, note: note)
        guard let name = name ?? below?.name else { throw CommandFailure(.badUsage, "name the dictionary with --name") }
        let tags = tag.isEmpty ? below.map { folder in SiteSheetOptions.unique(folder.layers.flatMap(\.tags)) } ?? [] : tag
        return SiteSheet.Options(name: name, tags: tags, below: below, language: language, takesNewTerms: newTerms, keepsAll: keepAll)
    }

    private func below(_ sheet: SiteSheet, in set: DictionarySet, note: (String) -> Void) throws -> SynonymFolder? {
        let all = set.synonyms.values.sorted { $0.name < $1.name }
        if let name {
            if set.synonyms[name] == nil { note("no shipped dictionary is called “\(name)”: it stands alone") }
            return set.synonyms[name]
        }
        if let keyword = tag.first {
            guard let folder = set.folder(for: keyword) else {
                throw CommandFailure(.badUsage, "no shipped dictionary folds \(keyword): name yours with --name")
            }
            note("laid over the dictionary \(folder.name), which folds \(keyword)")
            return folder
        }
        let terms = sheet.firstTerms.map { "“\($0)”" }.joined(separator: ", ")
        guard let guess = sheet.guessed(among: all) else {
            throw CommandFailure(
                .badUsage,
                "the terms of the sheet\(terms.isEmpty ? "" : " (such as \(Terminal.shortened(terms)))") do not tell the dictionary: "
                    + "name it with --name; there are \(all.map(\.name).joined(separator: ", "))")
        }
        note("laid over the dictionary \(guess.folder.name), which knows \(guess.known) of its \(guess.terms) terms")
        return guess.folder
    }

    private static func unique(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        return tags.filter { seen.insert($0).inserted }
    }
}

/// What other attributes say beside a value, for entries that hold only there.
struct FoldContext {
    /// By keyword, as they stand in the file.
    let values: [String: String]
    /// What they fold to, by the dictionaries of their own attributes: a condition may name a term instead of a spelling.
    private(set) var terms: [String: String] = [:]

    init(_ values: [String: String]) { self.values = values }

    /// - Parameter folders: by keyword.
    init(_ values: [String: String], folders: [String: SynonymFolder]) {
        self.values = values
        for (keyword, folder) in folders { terms[keyword] = values[keyword].flatMap { folder.fold($0)?.term?.name } }
    }
}

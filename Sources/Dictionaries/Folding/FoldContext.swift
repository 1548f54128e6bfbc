/// What other attributes say beside a value, for entries that hold only there.
struct FoldContext {
    /// By keyword, as they stand in the file.
    let values: [String: String]
    /// The dictionaries of their own attributes, by keyword.
    private let folders: [String: SynonymFolder]

    /// - Parameter folders: by keyword.
    init(_ values: [String: String], folders: [String: SynonymFolder] = [:]) {
        self.values = values
        self.folders = folders
    }

    /// What a value folds to: a condition may name a term instead of a spelling. Few values meet an entry that asks.
    func term(_ keyword: String) -> String? { values[keyword].flatMap { folders[keyword]?.fold($0)?.term?.name } }
}

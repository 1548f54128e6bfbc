/// Looks for everything that is wrong with synonym dictionaries, instead of ending at the first fault as loading does.
public struct DictionaryLint: Sendable {
    /// In the order of the files, then of the places.
    public let faults: [DictionaryFault]
    /// Files that cannot be read at all.
    public let unreadable: [DictionaryError]

    public var hasErrors: Bool { faults.contains { $0.severity == .error } }

    /// - Parameters:
    ///   - paths: files in the order in which they are laid over each other, where they bear one name.
    ///   - shipped: dictionaries below them, themselves without faults.
    public init(paths: [String], shipped: [SynonymDictionary] = []) {
        var files: [LintedFile] = []
        var unreadable: [DictionaryError] = []
        for path in paths {
            do { files.append(try LintedFile(path: path)) } catch let error as DictionaryError {
                unreadable.append(error)
            } catch {
                unreadable.append(DictionaryError(.cannotRead, "\(error)", file: path))
            }
        }
        self.init(files, shipped, unreadable)
    }

    /// - Parameter documents: for tests and embedding.
    public init(documents: [(file: String, xml: [UInt8])], shipped: [SynonymDictionary] = []) {
        self.init(documents.map { LintedFile(document: $0.xml, path: $0.file) }, shipped, [])
    }

    /// - Parameter file: a document that was made from a file of other form, whose lines the faults then name.
    init(_ file: LintedFile, shipped: [SynonymDictionary]) { self.init([file], shipped, []) }

    private init(_ files: [LintedFile], _ shipped: [SynonymDictionary], _ unreadable: [DictionaryError]) {
        var files = files
        for index in files.indices {
            files[index].checkEntries()
            files[index].checkAbbreviations()
            files[index].checkConnectors()
            files[index].checkCodes()
        }
        for (name, indices) in Dictionary(grouping: files.indices, by: { files[$0].dictionary.name }) where !name.isEmpty {
            let below = shipped.filter { $0.name == name }
            LintParents(files, indices, below: below).check(&files)
            LintParts(files, indices, below: below).check(&files)
            LintLayers(files, indices, below: below).check(&files)
        }
        // The order of faults at one place is that in which they were found.
        faults = files.flatMap { file in
            file.faults.enumerated().sorted { a, b in
                (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
            }.map(\.element)
        }
        self.unreadable = unreadable
    }
}

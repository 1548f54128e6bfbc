/// Looks for everything that is wrong with dictionaries, instead of ending at the first fault as loading does. What a file
/// is, its root tells.
public struct DictionaryLint: Sendable {
    /// In the order of the files, then of the places.
    public let faults: [DictionaryFault]
    /// Files that cannot be read at all.
    public let unreadable: [DictionaryError]

    public var hasErrors: Bool { faults.contains { $0.severity == .error } }

    /// - Parameters:
    ///   - paths: files in the order in which they are laid over each other: data dictionaries all, synonym dictionaries
    ///     where they bear one name.
    ///   - shipped: synonym dictionaries below them, themselves without faults.
    ///   - data: the data dictionary below them. Asked for when there is a data dictionary among the files.
    /// - Throws: what `data` throws.
    public init(paths: [String], shipped: [SynonymDictionary] = [], data: () throws -> DataDictionary?) rethrows {
        var documents: [LintedDocument] = []
        var unreadable: [DictionaryError] = []
        for path in paths {
            do { documents.append(try LintedDocument(path: path)) } catch let error as DictionaryError {
                unreadable.append(error)
            } catch {
                unreadable.append(DictionaryError(.cannotRead, "\(error)", file: path))
            }
        }
        try self.init(documents, shipped, data, unreadable)
    }

    /// The same with no data dictionary below.
    public init(paths: [String], shipped: [SynonymDictionary] = []) { self.init(paths: paths, shipped: shipped) { nil } }

    /// - Parameter documents: for tests and embedding.
    public init(documents: [(file: String, xml: [UInt8])], shipped: [SynonymDictionary] = []) {
        self.init(documents: documents, shipped: shipped) { nil }
    }

    public init(
        documents: [(file: String, xml: [UInt8])], shipped: [SynonymDictionary] = [], data: () throws -> DataDictionary?
    ) rethrows {
        try self.init(documents.map { LintedDocument($0.xml, path: $0.file) }, shipped, data, [])
    }

    /// - Parameter file: a document that was made from a file of other form, whose lines the faults then name.
    init(_ file: LintedFile, shipped: [SynonymDictionary]) { self.init([.synonyms(file)], shipped, { nil }, []) }

    private init(
        _ documents: [LintedDocument], _ shipped: [SynonymDictionary], _ data: () throws -> DataDictionary?, _ unreadable: [DictionaryError]
    ) rethrows {
        let synonyms = documents.compactMap { document in
            if case .synonyms(let file) = document { file } else { nil }
        }
        let dataFiles = documents.compactMap { document in
            if case .data(let file) = document { file } else { nil }
        }
        var checked = DictionaryLint.check(synonyms, shipped).map(\.faults)[...]
        var checkedData = try DictionaryLint.check(dataFiles, data).map(\.faults)[...]
        faults = documents.flatMap { document in
            let faults = if case .data = document { checkedData.popFirst() } else { checked.popFirst() }
            return DictionaryLint.inOrder(faults ?? [])
        }
        self.unreadable = unreadable
    }

    private static func check(_ files: [LintedFile], _ shipped: [SynonymDictionary]) -> [LintedFile] {
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
        return files
    }

    private static func check(_ files: [LintedDataFile], _ shipped: () throws -> DataDictionary?) rethrows -> [LintedDataFile] {
        guard !files.isEmpty else { return [] }
        var files = files
        var below = try shipped().map { [DataDictionaryFile(file: "", entries: $0.entries, edition: nil)] } ?? []
        for index in files.indices {
            files[index].checkEntries()
            if !below.isEmpty { files[index].check(over: DataDictionary(files: below)) }
            below.append(files[index].content)
        }
        return files
    }

    /// The order of faults at one place is that in which they were found.
    private static func inOrder(_ faults: [DictionaryFault]) -> [DictionaryFault] {
        faults.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
        }.map(\.element)
    }
}

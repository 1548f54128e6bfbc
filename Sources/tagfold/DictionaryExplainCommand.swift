import ArgumentParser
import DICOM
import Dictionaries
import PluginHost
import Reports
import TagTable

struct DictionaryExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows which entry folds a value, and what it would be without the site's layer; of a tag, what data dictionaries say.",
        discussion: """
            Of a value it tells the entry with file and line, its layer (standard, language or site), the terms above, and for a value that \
            names several things each part. Where a plugin does more than fold, as that of BodyPartExamined, which splits \
            off a word for the side, it tells what comes out in a run. Of a value that does not fold it tells why, and at \
            most three near terms for a person to judge.

            Of a tag alone it tells the entry that counts, the file and line that it stands in, and what it took the place \
            of. A private tag has its creator behind it; without, it stands for that of every creator.

            Exit code 1 when the value is not understood, or no data dictionary knows the tag. The output shows \
            the value: keep it inside the hospital if it may identify a patient.

            EXAMPLE: tagfold dictionary explain BodyPartExamined HEAD --context Modality=CR --site-dictionary ours.xml
            EXAMPLE: tagfold dictionary explain '0019xx0C@"SIEMENS MR HEADER"' --data-dictionary ours.xml
            """)

    @Argument(
        help: ArgumentHelp(
            "Keyword of an attribute, or a tag: 0028,0030 or 0019xx0C@CREATOR. With a value also the name of a dictionary.",
            valueName: "tag"))
    var tag: String

    @Argument(help: ArgumentHelp("The value, as it stands in the files.", valueName: "value"))
    var value: String?

    @Option(help: ArgumentHelp("Another attribute's value, for entries that hold only there. May repeat.", valueName: "keyword=value"))
    var context: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var dictionaries: DictionaryOptions

    func validate() throws {
        _ = try pairs()
        guard value != nil || context.isEmpty else { throw ValidationError("--context goes with a value.") }
    }

    func run() throws {
        if let value { try explain(value) } else { try explainTag() }
    }

    private func explainTag() throws {
        let explanation = DataElementExplanation(tag, in: try dictionaries.shipped.attempt {
            try DictionarySet.dataDictionary(folder: $0, adding: dictionaries.shipped.dataDictionaries)
        })
        Terminal.print(json ? String(decoding: try JSON.encode(explanation).dropLast(), as: UTF8.self) : explanation.text)
        if explanation.elements.isEmpty { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    private func explain(_ value: String) throws {
        let set = try dictionaries.load()
        guard let folder = set.folder(for: tag) ?? set.data.path(tag).flatMap({ set.folder(for: set.data.text($0)) }) else {
            let names = set.synonyms.keys.sorted().joined(separator: ", ")
            throw CommandFailure(.badUsage, "no synonym dictionary is called “\(tag)” or folds that attribute; there are \(names)")
        }
        let shipped = dictionaries.siteDictionaries.isEmpty ? nil : try dictionaries.loadShipped().folder(for: folder.name)
        let path = set.data.path(tag)
        let asking = FoldExplanation.Asking(folder: folder, shipped: shipped, sides: set.synonyms["laterality"])
        let explanation = FoldExplanation(
            value, context: try pairs(), asking: asking, answer: try path.flatMap { try answer(value, $0, set) }, longest: path.flatMap { set.data.longest($0) },
            shippedFolder: dictionaries.shipped.path)
        Terminal.print(json ? String(decoding: try JSON.encode(explanation).dropLast(), as: UTF8.self) : explanation.text)
        if !explanation.isUnderstood { throw ExitCode(CommandFailure.Code.gateFailed.rawValue) }
    }

    /// What the plugin that claims the attribute makes of the value.
    private func answer(_ value: String, _ path: AttributePath, _ set: DictionarySet) throws -> ItemAnswer? {
        let host = try plugins.load(set)
        defer { host.finish() }
        var row = [path: (text: value, vr: set.data.representation(of: path))]
        for (keyword, value) in try pairs() {
            if let other = set.data.path(keyword), other != path { row[other] = (value, set.data.representation(of: other)) }
        }
        return ItemAnswer(host.normalize(TagTable(row: row)), path)
    }

    private func pairs() throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in context {
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { throw ValidationError("--context takes keyword=value, not “\(text)”.") }
            pairs[sides[0]] = sides[1]
        }
        return pairs
    }
}

extension DataDictionary {
    fileprivate func representation(of path: AttributePath) -> VR {
        let step = path.leaf
        return entry(step.tag, creator: step.creator)?.representations.first ?? .UN
    }

    /// The most characters of one value.
    fileprivate func longest(_ path: AttributePath) -> Int? { DictionarySuggestions.longest(representation(of: path)) }
}

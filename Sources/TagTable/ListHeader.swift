import DICOM
import Dictionaries

/// What the columns of a list of instances stand for.
struct ListHeader {
    enum Column {
        case attribute(AttributePath, VR)
        /// How many instances a row stands for.
        case instances
        case leftOut
    }

    private(set) var columns: [Column] = []
    private(set) var leftOut: [InstanceList.LeftOutColumn] = []
    private let dictionary: DataDictionary
    private let nestedPaths: [AttributePath]
    private var placeOfPath: [AttributePath: Int] = [:]
    private var hasInstances = false
    private let mostAttributes: Int
    /// By the same in lower case.
    private lazy var keywords = Dictionary(
        dictionary.entries.filter { $0.privateCreator == nil }.map { ($0.keyword.lowercased(), $0.keyword) }) { first, _ in first }

    /// - Parameters:
    ///   - titles: of the columns, in order.
    ///   - options: with the paths inside of sequences that have a column of the table.
    init(_ titles: [String], options: ScanOptions) {
        dictionary = options.dictionary
        nestedPaths = options.nestedPaths
        mostAttributes = options.maximumAttributes
        for title in titles { add(String(title.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())) }
    }

    var hasAttributes: Bool { !placeOfPath.isEmpty }

    private mutating func add(_ title: String) {
        // No attribute has such a keyword.
        if ["instances", "count"].contains(title.lowercased()) {
            guard !hasInstances else { return leaveOut(title, "another column says how many instances a row stands for") }
            hasInstances = true
            return columns.append(.instances)
        }
        guard let path = dictionary.path(title) else { return leaveOut(title, reason(title)) }
        let step = path.leaf
        let entry = dictionary.entry(step.tag, creator: step.creator)
        if step.tag.isPrivate, step.creator == nil { return leaveOut(title, "a private tag needs its creator: 0019xx0C@\"CREATOR\"") }
        guard entry != nil || step.creator != nil, !step.tag.isGroupLength else { return leaveOut(title, "it names no attribute") }
        // Of what no dictionary knows the list has the text.
        let vr = entry?.representations.first ?? .LO
        if vr == .SQ || vr.isBinary { return leaveOut(title, vr == .SQ ? "a sequence" : "binary data") }
        if path.isNested, !nestedPaths.contains(path) { return leaveOut(title, "it is inside a sequence, and no plugin reads it") }
        if let place = placeOfPath[path] { return leaveOut(title, "column \(place) is the same attribute") }
        if placeOfPath.count >= mostAttributes { return leaveOut(title, "there are more than \(mostAttributes) attributes") }
        placeOfPath[path] = columns.count + 1
        columns.append(.attribute(path, vr))
    }

    private mutating func leaveOut(_ title: String, _ reason: String) {
        columns.append(.leftOut)
        leftOut.append(InstanceList.LeftOutColumn(name: title, number: columns.count, reason: reason))
    }

    /// Why a title is no attribute; with the keyword that differs from it only by case.
    private mutating func reason(_ title: String) -> String {
        let near = title.isEmpty ? nil : keywords[title.lowercased()]
        return "it names no attribute" + (near.map { "; \($0) would" } ?? "")
    }
}

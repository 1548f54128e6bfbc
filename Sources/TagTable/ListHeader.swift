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

    /// - Parameters:
    ///   - titles: of the columns, in order.
    ///   - nestedPaths: those inside of sequences that have a column of the table.
    init(_ titles: [String], dictionary: DataDictionary, nestedPaths: [AttributePath]) {
        self.dictionary = dictionary
        self.nestedPaths = nestedPaths
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
        placeOfPath[path] = columns.count + 1
        columns.append(.attribute(path, vr))
    }

    private mutating func leaveOut(_ title: String, _ reason: String) {
        columns.append(.leftOut)
        leftOut.append(InstanceList.LeftOutColumn(name: title, reason: reason))
    }

    /// Why a title is no attribute; with the keyword that differs from it only by case.
    private func reason(_ title: String) -> String {
        let letters = title.lowercased()
        let near = dictionary.entries.first { $0.privateCreator == nil && $0.keyword.utf8.count == title.utf8.count && $0.keyword.lowercased() == letters }
        return "it names no attribute" + (near.map { "; \($0.keyword) would" } ?? "")
    }
}

import DICOM

/// Reads the registries of data elements of PS3.6 in their DocBook form, `part06.xml`: tables 6-1, 7-1, 8-1 and 9-1, and
/// whatever other table has the columns Tag, Keyword, VR and VM, as those of commands in PS3.7 have. A row that begins with
/// no tag, as a heading between rows does, or that says nothing of its tag, is passed over.
final class PartSixHandler: DataDictionaryReading {
    private(set) var entries: [DataElementEntry] = []
    private(set) var tags: [Int] = []
    private(set) var edition: String?
    private let file: String
    private let policy: (any FaultPolicy)?
    private var root: XMLTag?
    private var depth = 0
    /// The table that is open.
    private var table: Table?
    /// What the cells of the open row hold, and the tag that began it.
    private var cells: [String] = []
    private var row: XMLTag?
    private var isInCell = false
    private var lines: [Key: Int] = [:]

    private struct Key: Hashable {
        let mask: UInt32
        let value: UInt32
    }

    private struct Table {
        /// Where the columns stand, when the head names all that are needed.
        var columns: Columns?
        var isInHead = false
    }

    private struct Columns {
        let tag: Int
        let name: Int?
        let keyword: Int
        let vr: Int
        let vm: Int

        init?(_ titles: [String]) {
            func column(_ title: String) -> Int? { titles.firstIndex { $0.uppercased() == title.uppercased() } }
            guard let tag = column("Tag"), let keyword = column("Keyword"), let vr = column("VR"), let vm = column("VM") else { return nil }
            (self.tag, self.keyword, self.vr, self.vm) = (tag, keyword, vr, vm)
            name = column("Name") ?? column("Message Field")
        }

        /// The last column has no title: `RET`, `RET (2007)`, `DICOS`.
        func isRetired(_ cells: [String]) -> Bool { cells[(max(tag, keyword, vr, vm) + 1)...].contains { $0.hasPrefix("RET") } }
        var count: Int { max(tag, name ?? 0, keyword, vr, vm) + 1 }
        /// The columns that say what a tag means.
        var said: [Int] { [name, keyword, vr].compactMap(\.self) }
    }

    init(file: String, policy: (any FaultPolicy)? = nil) {
        self.file = file
        self.policy = policy
    }

    func start(_ element: borrowing XMLElement) throws {
        depth += 1
        if root == nil { root = element.tag }
        switch element.name {
        case "table": table = Table()
        case "thead": table?.isInHead = true
        case "tr":
            cells.removeAll(keepingCapacity: true)
            isInCell = false
            row = element.tag
        case "th", "td":
            isInCell = row != nil
            cells.append("")
        default: break
        }
    }

    func end(_ name: String, text: String) throws {
        depth -= 1
        if isInCell, !text.isEmpty { add(text) }
        switch name {
        case "subtitle" where depth == 1: edition = edition ?? PartSixHandler.edition(text)
        case "th", "td": isInCell = false
        case "thead": table?.isInHead = false
        case "tr": try endRow()
        case "table": table = nil
        default: if depth == 0 { try checkThereWereAny() }
        }
    }

    /// Text of the open cell, without the zero-width spaces at which long keywords may break.
    private func add(_ text: String) {
        let scalars = text.unicodeScalars.filter { $0.properties.isWhitespace || !LintCollector.isInvisible($0) }
        let visible = String(String.UnicodeScalarView(scalars))
        let last = cells.count - 1
        for word in visible.split(whereSeparator: \.isWhitespace) {
            if !cells[last].isEmpty { cells[last] += " " }
            cells[last] += word
        }
    }

    private func endRow() throws {
        defer { row = nil }
        guard let table, let row else { return }
        if table.isInHead {
            self.table?.columns = table.columns ?? Columns(cells)
        } else if let columns = table.columns {
            try add(row, columns)
        }
    }

    private func add(_ row: XMLTag, _ columns: Columns) throws {
        guard cells.count > columns.tag, PartSixHandler.isTag(cells[columns.tag]) else { return }
        guard cells.count >= columns.count else { return try fault(.badTag, "the row has \(cells.count) cells", row) }
        let digits = cells[columns.tag].filter { !"(,) ".contains($0) }
        guard let pattern = DataElementEntry.pattern(digits), pattern.mask >> 16 & 1 == 0 || pattern.value >> 16 & 1 == 0 else {
            return try fault(.badTag, "“\(cells[columns.tag])” is no tag of a standard element", row)
        }
        // Tags of which nothing is known any more.
        guard columns.said.contains(where: { !cells[$0].isEmpty }) else { return }
        let key = Key(mask: pattern.mask, value: pattern.value)
        if let line = lines[key] { return try fault(.duplicateEntry, "\(cells[columns.tag]) stands already in line \(line)", row) }
        lines[key] = row.line
        if policy != nil { tags.append(row.number) }
        entries.append(
            DataElementEntry(
                mask: pattern.mask, value: pattern.value, privateCreator: nil, keyword: cells[columns.keyword].filter { $0 != " " },
                name: columns.name.map { cells[$0] } ?? "", representations: PartSixHandler.representations(cells[columns.vr]),
                multiplicity: ValueMultiplicity(text: cells[columns.vm]), isRetired: columns.isRetired(cells), file: file, line: row.line))
    }

    /// `(0028,0030)`, but not the `(gggg,eeee)` that stands for any.
    private static func isTag(_ text: String) -> Bool { text.hasPrefix("(") && !text.hasPrefix("(g") }

    /// `US or SS`. What is none, as in `See Note 2`, has no meaning.
    private static func representations(_ text: String) -> [VR] {
        let names = text.split(whereSeparator: \.isWhitespace).filter { $0 != "or" }
        let known = names.compactMap { VR(name: $0) }
        return known.count == names.count ? known : []
    }

    /// `2026b` of `DICOM PS3.6 2026b - Data Dictionary`.
    private static func edition(_ subtitle: String) -> String? {
        for word in subtitle.split(whereSeparator: \.isWhitespace) {
            let letters = word.drop { $0.isNumber && $0.isASCII }
            guard word.count - letters.count == 4, letters.count <= 1, letters.allSatisfy({ ("a"..."z").contains($0) }) else { continue }
            return String(word)
        }
        return nil
    }

    private func checkThereWereAny() throws {
        guard entries.isEmpty, let root else { return }
        try fault(.missingAttribute, "there is no table with the columns Tag, Keyword, VR and VM", root)
    }

    private func fault(_ code: DictionaryError.Code, _ reason: String, _ tag: XMLTag) throws {
        let error = DictionaryError(code, reason, file: file, line: tag.line)
        guard let policy else { throw error }
        try policy.take(error, at: tag)
    }
}

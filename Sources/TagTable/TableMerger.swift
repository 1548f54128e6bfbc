import DICOM
import Dictionaries
import Dispatch
import Synchronization

/// Joins what the workers found: columns by path, values by their text, rows in the order of the files.
struct TableMerger: Sendable {
    let shares: [ScanShare]
    let options: ScanOptions
    let seed: UInt64

    func merge(files: FileList) -> TagTable {
        let rows = TableRows(shares)
        let parts = partsByPath()
        let paths = parts.keys.sorted()
        let columns = Mutex<[Int: MergedColumn]>([:])
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, options.threads)) { _ in
            let merger = ColumnMerger(options: options, seed: seed)
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < paths.count else { break }
                let column = merger.merge(paths[index], (parts[paths[index]] ?? []).map { (shares[$0.share], $0.column, rows.ofShare[$0.share]) }, rows)
                columns.withLock { $0[index] = column }
            }
        }
        let merged = columns.withLock { found in paths.indices.compactMap { found[$0] } }
        var files = files
        for column in merged { noteUndecodable(column, rows.files, &files) }
        for file in files.lists.keys { files.lists[file]?.firstRow = rows.firstRow(ofFile: file) }
        return TagTable(columns: merged.map(\.column), files: files, rows: rows)
    }

    /// Files that hold text which is not in their character set.
    private func noteUndecodable(_ merged: MergedColumn, _ fileOfRow: [Int32], _ files: inout FileList) {
        guard !merged.undecodable.isEmpty else { return }
        let problem = DICOMError(.undecodableText, "text that is not in the declared character set", tag: merged.column.path.leaf.tag)
        merged.column.codes.forEach { row, code in
            let file = Int(fileOfRow[row])
            guard merged.undecodable.contains(code - 1), files.problems[file]?.contains(problem) != true else { return }
            files.problems[file, default: []].append(problem)
        }
    }

    private func partsByPath() -> [AttributePath: [(share: Int, column: Int)]] {
        var parts: [AttributePath: [(share: Int, column: Int)]] = [:]
        for (number, share) in shares.enumerated() {
            for (column, key) in share.keys.enumerated() {
                parts[path(key, share), default: []].append((number, column))
            }
        }
        return parts
    }

    private func path(_ key: ColumnKey, _ share: ScanShare) -> AttributePath {
        if let nested = key.nested { return options.nestedPaths[nested] }
        return AttributePath(key.tag, creator: key.creator.map { String(decoding: share.creators[$0], as: UTF8.self) })
    }
}

private struct MergedColumn: Sendable {
    let column: TagColumn
    /// Distinct values that hold bytes without meaning in their character set.
    let undecodable: Set<Int>
}

/// Joins one column at a time; keeps a value decoder.
private final class ColumnMerger {
    private let options: ScanOptions
    private let seed: UInt64
    private let decoder = ValueDecoder()
    private var characterSets: [[UInt8]: CharacterSet] = [:]
    /// Whether the text that was decoded last held bytes without meaning.
    private var isLossy = false

    init(options: ScanOptions, seed: UInt64) {
        self.options = options
        self.seed = seed
    }

    /// A value of the whole archive: where it begins, and how it was read there.
    private struct Merged {
        let isOverlong: Bool
        /// The first row that holds it, and the representation that it has there.
        var firstRow: Int32
        var vr: VR
        var isUndecodable = false
        var number = 0
    }

    /// What one worker's raw value is used for: its first row in the table, and how many rows hold it. A value that an
    /// element's second appearance in one file overruled is used by none.
    private struct Use {
        var firstRow = Int32.max
        var count = 0
    }

    func merge(_ path: AttributePath, _ parts: [(share: ScanShare, column: Int, rows: [Int32])], _ rows: TableRows) -> MergedColumn {
        // Texts as they will be listed; the mark tells those that stand for a value which was not kept.
        var texts = Interner(seed: seed)
        var merged: [Merged] = []
        var holders = [Int](repeating: 0, count: VR.allCases.count)
        let codesOfParts = parts.map { $0.share.columns[$0.column].codes }
        let maps = zip(parts, codesOfParts).map { part, codes in
            let values = part.share.columns[part.column].values
            return uses(of: values.count, codes, part.rows).enumerated().map { value, use in
                guard use.count > 0 else { return -1 }
                let context = ValueContext(rawValue: values.marks[value])
                holders[Int(context.vr.rawValue)] += use.count
                isLossy = false
                let text = text(values[value], context, part.share)
                let index = text.withUnsafeBytes { texts.intern($0.bytes, mark: context.isSummary ? 1 : 0) }
                if index == merged.count {
                    merged.append(Merged(isOverlong: context.isOverlong, firstRow: use.firstRow, vr: context.vr))
                } else if use.firstRow < merged[index].firstRow {
                    (merged[index].firstRow, merged[index].vr) = (use.firstRow, context.vr)
                }
                if isLossy { merged[index].isUndecodable = true }
                return index
            }
        }
        // A row holds one value of a column, so no two begin in the same one.
        let order = merged.indices.sorted { merged[$0].firstRow < merged[$1].firstRow }
        for (number, index) in order.enumerated() { merged[index].number = number }
        var codes = CodeArray(count: rows.files.count, maximum: merged.count)
        for ((part, map), partCodes) in zip(zip(parts, maps), codesOfParts) {
            let numbers = [0] + map.map { $0 < 0 ? 0 : merged[$0].number + 1 }
            partCodes.forEach { row, code in if code > 0 { codes.set(Int(part.rows[row]), numbers[code]) } }
        }
        var pool = TextPool()
        for index in order { pool.append(bytes: texts[index]) }
        let values = order.map { merged[$0] }
        return MergedColumn(
            column: column(path, pool, values, codes, holders, rows, parts.map { $0.share.columns[$0.column].locations }),
            undecodable: Set(values.indices.filter { values[$0].isUndecodable }))
    }

    private func uses(of values: Int, _ codes: CodeArray, _ rows: [Int32]) -> [Use] {
        var uses = [Use](repeating: Use(), count: values)
        codes.forEach { row, code in
            guard code > 0 else { return }
            uses[code - 1].firstRow = min(uses[code - 1].firstRow, rows[row])
            uses[code - 1].count += 1
        }
        return uses
    }

    private func column(
        _ path: AttributePath, _ pool: TextPool, _ values: [Merged], _ codes: CodeArray, _ holders: [Int],
        _ rows: TableRows, _ locations: [TagColumn.LocationCounts]
    ) -> TagColumn {
        let mostly = holders.indices.reduce(Int(VR.UN.rawValue)) { holders[$1] > holders[$0] ? $1 : $0 }
        return TagColumn(
            path: path, vr: VR(rawValue: UInt8(mostly)) ?? .UN, values: pool, representations: values.map(\.vr), codes: codes,
            counts: Array(codes.histogram(maximum: values.count, instances: rows.instances).dropFirst()), instanceCount: rows.instanceCount,
            overlong: Set(values.indices.filter { values[$0].isOverlong }),
            locations: locations.reduce(TagColumn.LocationCounts(), +))
    }

    /// A raw value as UTF-8 text.
    private func text(_ bytes: ArraySlice<UInt8>, _ context: ValueContext, _ share: ScanShare) -> ArraySlice<UInt8> {
        if context.isSummary { return bytes }
        if context.isText { return context.vr.isSingleText ? bytes : bytes.drop { $0 == 0x20 } }
        if context.vr.valueSize != nil {
            let value = decoder.decode(bytes, tag: Tag(rawValue: 0), vr: context.vr, isBigEndian: context.isBigEndian, characterSet: .ascii).value
            return Array(value.text.utf8)[...]
        }
        // ASCII without escape sequences is the same in every character set.
        let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B }
        let text = isPlain ? bytes : decoded(bytes, context, share)
        // Leading spaces mean nothing but in free text (PS3.5 Table 6.2-1).
        return context.vr.isSingleText ? text : text.drop { $0 == 0x20 }
    }

    private func decoded(_ bytes: ArraySlice<UInt8>, _ context: ValueContext, _ share: ScanShare) -> ArraySlice<UInt8> {
        let declared = context.vr.usesCharacterSet ? Array(share.characterSets[context.characterSet]) : []
        let decoded = decoder.text(bytes, vr: context.vr, characterSet: characterSet(declared))
        isLossy = decoded.isLossy
        return Array(decoded.text.utf8)[...]
    }

    private func characterSet(_ declared: [UInt8]) -> CharacterSet {
        if let known = characterSets[declared] { return known }
        let characterSet = CharacterSet(value: String(decoding: declared, as: UTF8.self), override: options.characterSets)
        characterSets[declared] = characterSet
        return characterSet
    }
}

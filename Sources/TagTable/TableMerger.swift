import DICOM
import Dictionaries
import Dispatch
import Synchronization

/// Joins what the workers found: columns by path, values by their text, rows in the order of the files.
struct TableMerger: Sendable {
    let shares: [ScanShare]
    let options: ScanOptions

    func merge(files: FileList) -> TagTable {
        let rows = globalRows()
        let parts = partsByPath()
        let paths = parts.keys.sorted()
        let columns = Mutex<[Int: TagColumn]>([:])
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, options.threads)) { _ in
            let merger = ColumnMerger(options: options)
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < paths.count else { break }
                let column = merger.merge(paths[index], (parts[paths[index]] ?? []).map { (shares[$0.share], $0.column, rows.ofShare[$0.share]) }, rows.count)
                columns.withLock { $0[index] = column }
            }
        }
        let merged = columns.withLock { found in paths.indices.compactMap { found[$0] } }
        return TagTable(columns: merged, files: files, fileOfRow: rows.files)
    }

    /// The row that each worker's row becomes: files in order.
    private func globalRows() -> (ofShare: [[Int32]], files: [Int32], count: Int) {
        let files = shares.flatMap(\.fileOfRow).sorted()
        var rowOfFile = [Int32](repeating: -1, count: Int(files.last ?? -1) + 1)
        for (row, file) in files.enumerated() { rowOfFile[Int(file)] = Int32(row) }
        return (shares.map { $0.fileOfRow.map { rowOfFile[Int($0)] } }, files, files.count)
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
        return AttributePath(key.tag, creator: key.creator.map { String(decoding: share.creators.texts[$0], as: UTF8.self) })
    }
}

/// Joins one column at a time; keeps a value decoder.
private final class ColumnMerger {
    private let options: ScanOptions
    private let decoder = ValueDecoder()
    private var characterSets: [[UInt8]: CharacterSet] = [:]

    init(options: ScanOptions) { self.options = options }

    /// A distinct value of the whole archive.
    private struct Merged {
        let text: String
        let vr: VR
        let isOverlong: Bool
        var firstFile: Int32
        var number = 0
    }

    func merge(_ path: AttributePath, _ parts: [(share: ScanShare, column: Int, rows: [Int32])], _ rowCount: Int) -> TagColumn {
        var merged: [Merged] = []
        var indexOfText: [String: Int] = [:]
        let maps = parts.map { part in
            let builder = part.share.columns[part.column]
            return (0..<builder.valueCount).map { value in
                let context = builder.contexts[value]
                let text = decode(Array(builder.arena[builder.valueRange(value)]), context, part.share)
                let first = builder.firstFiles[value]
                if let known = indexOfText[text] {
                    if first < merged[known].firstFile { merged[known].firstFile = first }
                    return known
                }
                indexOfText[text] = merged.count
                merged.append(Merged(text: text, vr: context.vr, isOverlong: context.isOverlong, firstFile: first))
                return merged.count - 1
            }
        }
        // Two values of one file in one column cannot be: the first file orders them all.
        let order = merged.indices.sorted { merged[$0].firstFile < merged[$1].firstFile }
        for (number, index) in order.enumerated() { merged[index].number = number }
        var codes = CodeArray(count: rowCount, maximum: merged.count)
        for (part, map) in zip(parts, maps) {
            part.share.columns[part.column].codes.forEach { row, code in
                if code > 0 { codes.set(Int(part.rows[row]), merged[map[code - 1]].number + 1) }
            }
        }
        return column(path, order.map { merged[$0] }, codes, parts.map { $0.share.columns[$0.column].locations })
    }

    private func column(
        _ path: AttributePath, _ values: [Merged], _ codes: CodeArray, _ locations: [TagColumn.LocationCounts]
    ) -> TagColumn {
        var pool = TextPool()
        for value in values { pool.append(value.text) }
        let counts = Array(codes.histogram(maximum: values.count).dropFirst())
        var instances: [VR: Int] = [:]
        for (value, count) in zip(values, counts) { instances[value.vr, default: 0] += count }
        let vr = instances.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .UN
        return TagColumn(
            path: path, vr: vr, values: pool, representations: values.map(\.vr), codes: codes, counts: counts,
            overlong: Set(values.indices.filter { values[$0].isOverlong }),
            locations: locations.reduce(TagColumn.LocationCounts(), +))
    }

    private func decode(_ bytes: [UInt8], _ context: ValueContext, _ share: ScanShare) -> String {
        if context.isSummary { return String(decoding: bytes, as: UTF8.self) }
        if context.vr.valueSize != nil {
            return decoder.decode(bytes[...], tag: Tag(rawValue: 0), vr: context.vr, isBigEndian: context.isBigEndian, characterSet: .ascii)
                .value.text
        }
        let declared = context.vr.usesCharacterSet ? share.characterSets.texts[context.characterSet] : []
        let text = decoder.text(bytes[...], vr: context.vr, characterSet: characterSet(declared)).text
        // Leading spaces mean nothing but in free text (PS3.5 Table 6.2-1).
        return context.vr.isSingleText ? text : String(text.drop { $0 == " " })
    }

    private func characterSet(_ declared: [UInt8]) -> CharacterSet {
        if let known = characterSets[declared] { return known }
        let characterSet = CharacterSet(value: String(decoding: declared, as: UTF8.self), override: options.characterSets)
        characterSets[declared] = characterSet
        return characterSet
    }
}

import Dictionaries
import DICOM

/// What one worker found in its share of the files.
struct ScanShare: Sendable {
    var columns: [ColumnBuilder] = []
    var keys: [ColumnKey] = []
    var creators = Numbering()
    var characterSets = Numbering()
    var fileOfRow: [Int32] = []
    var problems: [Int: [DICOMError]] = [:]
    var refused: Set<Int> = []
}

/// Scans its share of the files into columns of its own. Nothing is shared between workers.
struct ScanWorker: ~Copyable {
    enum Location { case topLevel, shared, perFrame }

    let options: ScanOptions
    let reader: DICOMReader
    let seed: UInt64
    private(set) var share = ScanShare()

    private var columnOfKey: [ColumnKey: Int] = [:]
    /// Column of each element of the last file, by its place: archives repeat themselves, so this is mostly right.
    private var guesses: [(key: ColumnKey, column: Int)] = []
    private var place = 0
    private var file: Int32 = 0
    private var row = 0

    init(options: ScanOptions, seed: UInt64) {
        self.options = options
        self.seed = seed
        reader = DICOMReader(dictionary: options.dictionary.vrTable, limits: options.limits)
    }

    mutating func scan(path: String, file: Int) {
        let hasDataSet = reader.read(path: path)
        let severity = reader.severity
        if severity != nil { share.problems[file] = reader.problems }
        guard hasDataSet, options.keepsDamaged || severity == nil || severity == .odd else {
            share.refused.insert(file)
            return
        }
        self.file = Int32(truncatingIfNeeded: file)
        row = share.fileOfRow.count
        share.fileOfRow.append(self.file)
        place = 0
        let elements = reader.elements
        let reader = reader
        reader.withBytes { addDataSet(elements, $0) }
    }

    private mutating func addDataSet(_ elements: [Element], _ bytes: RawSpan) {
        var scope = ScanScope(characterSet: share.characterSets.number([]))
        addLevel(0..<elements.count, elements, bytes, &scope, .topLevel)
        let groups = functionalGroupItems(elements)
        for (item, location) in groups {
            for macroItem in macroItems(in: item, elements) {
                var inner = scope
                inner.blocks = []
                addLevel((macroItem + 1)..<Int(elements[macroItem].subtreeEnd), elements, bytes, &inner, location)
            }
        }
        addNestedPaths(elements, bytes, scope, groups.map(\.item))
    }

    /// Adds the plain elements at the outermost level of `range`.
    private mutating func addLevel(
        _ range: Range<Int>, _ elements: [Element], _ bytes: RawSpan, _ scope: inout ScanScope, _ location: Location
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let element = elements[index]
            note(element, bytes, &scope)
            let isGroupSequence = element.tag == .sharedFunctionalGroups || element.tag == .perFrameFunctionalGroups
            if !element.tag.isGroupLength, !isGroupSequence, location == .topLevel || element.vr != .SQ {
                let key = scope.key(for: element.tag)
                addValue(of: element, at: index, elements, bytes, scope, to: column(for: key), location)
            }
            index = Int(element.subtreeEnd)
        }
    }

    /// Keeps track of the character set and of who reserved which private block.
    private mutating func note(_ element: Element, _ bytes: RawSpan, _ scope: inout ScanScope) {
        if element.tag == .specificCharacterSet {
            scope.characterSet = share.characterSets.number(trimmed(element, bytes))
        } else if element.tag.isPrivateCreator, element.vr != .SQ, !element.isSkipped {
            scope.blocks.append((element.tag, share.creators.number(trimmed(element, bytes))))
        }
    }

    private func trimmed(_ element: Element, _ bytes: RawSpan) -> [UInt8] {
        let range = ScanWorker.withoutPadding(element.range, bytes)
        return range.map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }

    static func withoutPadding(_ range: Range<Int>, _ bytes: RawSpan) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound {
            let last = bytes.unsafeLoad(fromByteOffset: end - 1, as: UInt8.self)
            guard last == 0x20 || last == 0 else { break }
            end -= 1
        }
        return range.lowerBound..<end
    }

    private mutating func column(for key: ColumnKey) -> Int {
        defer { place += 1 }
        if place < guesses.count, guesses[place].key == key { return guesses[place].column }
        let column = columnOfKey[key] ?? addColumn(key)
        if place < guesses.count { guesses[place] = (key, column) } else { guesses.append((key, column)) }
        return column
    }

    private mutating func addColumn(_ key: ColumnKey) -> Int {
        columnOfKey[key] = share.columns.count
        share.columns.append(ColumnBuilder())
        share.keys.append(key)
        return share.columns.count - 1
    }

    // MARK: Values

    private mutating func addValue(
        of element: Element, at index: Int, _ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope, to column: Int,
        _ location: Location
    ) {
        let isSet = share.columns[column].codes.count > row
        // A value of the data set itself is not overruled by its functional groups.
        if isSet, location != .topLevel { return }
        let value: Int
        if element.vr == .SQ {
            value = intern("\(itemCount(index, elements)) items", .summary(.SQ), column)
        } else if element.isSkipped || element.vr.isBinary {
            value = intern("\(element.length) bytes", .summary(element.vr), column)
        } else {
            value = internKept(element, bytes, scope, column)
        }
        share.columns[column].codes.set(row, value + 1)
        if !isSet { share.columns[column].locations.count(location) }
    }

    private mutating func internKept(_ element: Element, _ bytes: RawSpan, _ scope: ScanScope, _ column: Int) -> Int {
        let isText = element.vr.valueSize == nil
        let range = isText ? ScanWorker.withoutPadding(element.range, bytes) : element.range
        guard range.count <= longestKeptValue else {
            return intern("\(range.count) bytes", .summary(element.vr, isOverlong: true), column)
        }
        let characterSet = element.vr.usesCharacterSet ? scope.characterSet : 0
        let context = ValueContext(element.vr, isBigEndian: !isText && element.isBigEndian, characterSet: characterSet)
        return share.columns[column].intern(bytes.extracting(range), context, file: file, seed: seed)
    }

    private mutating func intern(_ text: String, _ context: ValueContext, _ column: Int) -> Int {
        let bytes = Array(text.utf8)
        return share.columns[column].intern(bytes.span.bytes, context, file: file, seed: seed)
    }

    private func itemCount(_ sequence: Int, _ elements: [Element]) -> Int {
        var count = 0
        var item = sequence + 1
        while item < Int(elements[sequence].subtreeEnd) {
            count += 1
            item = Int(elements[item].subtreeEnd)
        }
        return count
    }

    // MARK: Sequences

    /// The shared functional groups item, and the per-frame item of the middle frame, which stands for the object.
    private func functionalGroupItems(_ elements: [Element]) -> [(item: Int, location: Location)] {
        var found: [(item: Int, location: Location)] = []
        var index = 0
        while index < elements.count {
            let element = elements[index]
            if element.vr == .SQ, Int(element.subtreeEnd) > index + 1 {
                if element.tag == .sharedFunctionalGroups { found.append((index + 1, .shared)) }
                if element.tag == .perFrameFunctionalGroups { found.append((middleItem(of: index, elements), .perFrame)) }
            }
            index = Int(element.subtreeEnd)
        }
        return found
    }

    private func middleItem(of sequence: Int, _ elements: [Element]) -> Int {
        var item = sequence + 1
        for _ in 0..<(itemCount(sequence, elements) / 2) { item = Int(elements[item].subtreeEnd) }
        return item
    }

    /// The first item of each macro sequence, such as Pixel Measures Sequence, in a functional groups item.
    private func macroItems(in item: Int, _ elements: [Element]) -> [Int] {
        var found: [Int] = []
        var index = item + 1
        while index < Int(elements[item].subtreeEnd) {
            if elements[index].vr == .SQ, Int(elements[index].subtreeEnd) > index + 1 { found.append(index + 1) }
            index = Int(elements[index].subtreeEnd)
        }
        return found
    }

    private mutating func addNestedPaths(_ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope, _ groups: [Int]) {
        for (number, path) in options.nestedPaths.enumerated() {
            var levels = [0..<elements.count]
            for group in groups {
                levels += macroItems(in: group, elements).map { ($0 + 1)..<Int(elements[$0].subtreeEnd) }
            }
            for level in levels {
                guard let (index, inner) = find(path.steps[...], in: level, elements, bytes, scope) else { continue }
                addValue(of: elements[index], at: index, elements, bytes, inner, to: column(for: ColumnKey(nested: number)), .topLevel)
                break
            }
        }
    }

    /// Follows the steps of a path through first items. Returns the element, and the scope it stands in.
    private func find(
        _ steps: ArraySlice<AttributePath.Step>, in range: Range<Int>, _ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope
    ) -> (Int, ScanScope)? {
        guard let step = steps.first else { return nil }
        var index = range.lowerBound
        while index < range.upperBound {
            let element = elements[index]
            if matches(step, element, in: range, before: index, elements, bytes) {
                if steps.count == 1 { return (index, scope) }
                guard element.vr == .SQ, Int(element.subtreeEnd) > index + 1 else { return nil }
                return find(steps.dropFirst(), in: (index + 2)..<Int(elements[index + 1].subtreeEnd), elements, bytes, scope)
            }
            index = Int(element.subtreeEnd)
        }
        return nil
    }

    private func matches(
        _ step: AttributePath.Step, _ element: Element, in range: Range<Int>, before index: Int, _ elements: [Element], _ bytes: RawSpan
    ) -> Bool {
        guard let creator = step.creator else { return element.tag == step.tag }
        guard element.tag.withoutBlock == step.tag, let creatorTag = element.tag.creatorTag else { return false }
        var other = range.lowerBound
        while other < index {
            if elements[other].tag == creatorTag, !elements[other].isSkipped {
                return trimmed(elements[other], bytes) == Array(creator.utf8)
            }
            other = Int(elements[other].subtreeEnd)
        }
        return false
    }
}

/// What holds at one level of a data set: its character set and its private blocks.
struct ScanScope {
    var characterSet: Int
    var blocks: [(tag: Tag, creator: Int)] = []

    func key(for tag: Tag) -> ColumnKey {
        guard let creatorTag = tag.creatorTag, let block = blocks.last(where: { $0.tag == creatorTag }) else { return ColumnKey(tag) }
        return ColumnKey(tag, creator: block.creator)
    }
}

extension TagColumn.LocationCounts {
    mutating func count(_ location: ScanWorker.Location) {
        switch location {
        case .topLevel: topLevel += 1
        case .shared: sharedFunctionalGroups += 1
        case .perFrame: perFrameFunctionalGroups += 1
        }
    }
}

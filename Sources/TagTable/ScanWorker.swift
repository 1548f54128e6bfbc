import Dictionaries
import DICOM

/// What one worker found in its share of the files.
struct ScanShare: Sendable {
    var columns: [ColumnBuilder] = []
    var keys: [ColumnKey] = []
    var creators: Interner
    /// Number 0 is the default repertoire.
    var characterSets: Interner
    var fileOfRow: [Int32] = []
    /// How many instances each row stands for; empty as long as all stand for one.
    private(set) var instances = CodeArray()
    var lists: [Int: InstanceList] = [:]
    var problems: [Int: [DICOMError]] = [:]
    var refused: Set<Int> = []

    init(seed: UInt64) {
        creators = Interner(seed: seed)
        characterSets = Interner(seed: seed)
        _ = characterSets.intern(RawSpan(), mark: 0)
    }

    /// Notes how many instances the last row stands for.
    mutating func note(instances count: Int, row: Int) {
        guard count != 1 || instances.count > 0 else { return }
        instances.append(1, count: row - instances.count)
        instances.append(count, count: 1)
    }
}

/// Scans its share of the files into columns of its own. Nothing is shared between workers.
struct ScanWorker: ~Copyable {
    enum Location { case topLevel, shared, perFrame }

    let options: ScanOptions
    let reader: DICOMReader
    let seed: UInt64
    var share: ScanShare

    private var columnOfKey: [ColumnKey: Int] = [:]
    /// For a file's start (0) and for each column (plus 1) the column that came next last time: archives repeat
    /// themselves, so this is mostly right, and right again one element after it was wrong.
    private var followers = [0]
    private var place = 0
    private var row = 0
    /// By number of the character set.
    private var isUnknownCharacterSet: [Bool] = []
    private var hasFunctionalGroups = false

    init(options: ScanOptions, seed: UInt64) {
        self.options = options
        self.seed = seed
        share = ScanShare(seed: seed)
        reader = DICOMReader(dictionary: options.dictionary.vrTable, limits: options.limits)
    }

    mutating func scan(path: [UInt8], file: Int) {
        let hasDataSet = reader.read(path: path)
        let severity = reader.severity
        if severity != nil { share.problems[file] = reader.problems }
        guard hasDataSet, options.keepsDamaged || severity == nil || severity == .odd else {
            share.refused.insert(file)
            return
        }
        row = share.fileOfRow.count
        share.fileOfRow.append(Int32(truncatingIfNeeded: file))
        place = 0
        let elements = reader.elements
        let reader = reader
        reader.withBytes { addDataSet(elements, $0) }
    }

    private mutating func addDataSet(_ elements: [Element], _ bytes: RawSpan) {
        var scope = ScanScope(characterSet: 0)
        hasFunctionalGroups = false
        addLevel(0..<elements.count, elements, bytes, &scope, .topLevel)
        let groups = hasFunctionalGroups ? functionalGroupItems(elements) : []
        for (item, location) in groups {
            for macroItem in macroItems(in: item, elements) {
                var inner = scope
                inner.forgetBlocks()
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
        var count = 0
        while index < range.upperBound {
            let element = elements[index]
            note(element, bytes, &scope)
            count += 1
            if count > options.maximumAttributes { return noteTooMany(element.tag) }
            let isGroupSequence = element.tag == .sharedFunctionalGroups || element.tag == .perFrameFunctionalGroups
            if isGroupSequence { hasFunctionalGroups = true }
            if !element.tag.isGroupLength, !isGroupSequence, location == .topLevel || element.vr != .SQ {
                let key = scope.key(for: element.tag)
                addValue(of: element, at: index, elements, bytes, scope, to: column(for: key), location)
            }
            index = Int(element.subtreeEnd)
        }
    }

    private mutating func noteTooMany(_ tag: Tag) {
        note(DICOMError(.tooManyAttributes, "more than \(options.maximumAttributes) attributes; the rest was left out", tag: tag))
    }

    /// Keeps track of the character set and of who reserved which private block.
    private mutating func note(_ element: Element, _ bytes: RawSpan, _ scope: inout ScanScope) {
        guard !element.isSkipped, element.vr != .SQ else { return }
        if element.tag == .specificCharacterSet {
            scope.characterSet = share.characterSets.intern(bytes.extracting(ScanWorker.withoutPadding(element.range, bytes)), mark: 0)
            noteUnknownCharacterSet(scope.characterSet)
        } else if element.tag.isPrivateCreator {
            scope.reserve(element.tag, for: share.creators.intern(bytes.extracting(ScanWorker.withoutPadding(element.range, bytes)), mark: 0))
        }
    }

    private mutating func noteUnknownCharacterSet(_ number: Int) {
        while isUnknownCharacterSet.count <= number {
            let declared = String(decoding: share.characterSets[isUnknownCharacterSet.count], as: UTF8.self)
            isUnknownCharacterSet.append(CharacterSet(value: declared, override: options.characterSets).hasUnknownTerm)
        }
        guard isUnknownCharacterSet[number] else { return }
        note(DICOMError(.unknownCharacterSet, "Specific Character Set holds an unknown term", tag: .specificCharacterSet))
    }

    /// Notes a problem of the current file, the first of its kind.
    private mutating func note(_ problem: DICOMError) {
        let file = Int(share.fileOfRow[row])
        if share.problems[file]?.contains(problem) != true { share.problems[file, default: []].append(problem) }
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

    mutating func column(for key: ColumnKey) -> Int {
        var column = followers[place]
        if column >= share.keys.count || share.keys[column] != key {
            column = columnOfKey[key] ?? addColumn(key)
            followers[place] = column
        }
        place = column + 1
        return column
    }

    /// The column of an attribute that a list names.
    mutating func columnForList(_ path: AttributePath) -> Int {
        let step = path.leaf
        let key: ColumnKey
        if path.isNested {
            key = ColumnKey(nested: options.nestedPaths.firstIndex(of: path) ?? 0)
        } else if let creator = step.creator {
            let name = Array(creator.utf8)
            key = ColumnKey(step.tag, creator: share.creators.intern(name.span.bytes, mark: 0))
        } else {
            key = ColumnKey(step.tag)
        }
        return columnOfKey[key] ?? addColumn(key)
    }

    private mutating func addColumn(_ key: ColumnKey) -> Int {
        columnOfKey[key] = share.columns.count
        share.columns.append(ColumnBuilder(seed: seed))
        share.keys.append(key)
        followers.append(0)
        return share.columns.count - 1
    }

    // MARK: Values

    mutating func addValue(
        of element: Element, at index: Int, _ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope, to column: Int,
        _ location: Location
    ) {
        if element.vr == .SQ {
            setSummary(itemCount(index, elements), " items", .summary(.SQ), column, location)
        } else if element.isSkipped || element.vr.isBinary {
            setSummary(element.length, " bytes", .summary(element.vr), column, location)
        } else {
            setKept(element, bytes, scope, column, location)
        }
    }

    private mutating func setKept(_ element: Element, _ bytes: RawSpan, _ scope: ScanScope, _ column: Int, _ location: Location) {
        let isText = element.vr.valueSize == nil
        let range = isText ? ScanWorker.withoutPadding(element.range, bytes) : element.range
        guard range.count <= longestKeptValue else {
            return setSummary(range.count, " bytes", .summary(element.vr, isOverlong: true), column, location)
        }
        let characterSet = element.vr.usesCharacterSet ? scope.characterSet : 0
        let context = ValueContext(element.vr, isBigEndian: !isText && element.isBigEndian, characterSet: characterSet)
        share.columns[column].set(row: row, bytes.extracting(range), context, location)
    }

    /// Sets text of our own that stands for a value, such as "12 items".
    private mutating func setSummary(_ count: Int, _ unit: StaticString, _ context: ValueContext, _ column: Int, _ location: Location) {
        var text = InlineArray<32, UInt8>(repeating: 0)
        var start = text.count - unit.utf8CodeUnitCount
        for index in 0..<unit.utf8CodeUnitCount { text[start + index] = unit.utf8Start[index] }
        var rest = count
        repeat {
            start -= 1
            text[start] = UInt8(0x30 + rest % 10)
            rest /= 10
        } while rest > 0
        share.columns[column].set(row: row, text.span.bytes.extracting(start..<text.count), context, location)
    }

    func itemCount(_ sequence: Int, _ elements: [Element]) -> Int {
        var count = 0
        var item = sequence + 1
        while item < Int(elements[sequence].subtreeEnd) {
            count += 1
            item = Int(elements[item].subtreeEnd)
        }
        return count
    }
}

extension TagColumn.LocationCounts {
    mutating func count(_ location: ScanWorker.Location, _ instances: Int) {
        switch location {
        case .topLevel: topLevel += instances
        case .shared: sharedFunctionalGroups += instances
        case .perFrame: perFrameFunctionalGroups += instances
        }
    }
}

/// Walks a file's header once and lists its elements (PS3.5 §7). Every length is checked against what is there before
/// it is used; the walk is a loop with a stack of its own, so that nesting cannot exhaust the thread's.
struct DataSetWalker: ~Copyable {
    /// An open sequence or item.
    struct Container {
        let index: Int
        /// Stream offset that it cannot reach beyond: its own end, or that of a container around it; `Int.max` when
        /// only delimiters end it.
        let end: Int
        /// Of undefined length: a delimiter ends it.
        let isDelimited: Bool
        let isSequence: Bool
        let isImplicit: Bool
        /// The last tag seen in it, to find elements out of order.
        var lastTag = Tag(rawValue: 0)
    }

    /// An element's tag, representation and length, as its header gives them.
    struct ElementHeader {
        var tag: Tag
        var choice: VRChoice
        /// Nil when undefined.
        var length: Int?
        var position = 0
    }

    var buffer = HeaderBuffer()
    var elements: [Element] = []
    var problems: [DICOMError] = []
    var limits: ReadLimits
    let dictionary: VRTable
    let codes = VR.codes

    var stack: [Container] = []
    /// Next byte to read, in the buffer.
    var position = 0
    var isBigEndian = false
    /// Whether the data set itself, outside any item, is in implicit VR.
    var isImplicit = false
    var lastTag = Tag(rawValue: 0)
    var isDamaged = false
    var choices = OpenChoices()
    var creators = PrivateCreators()

    init(dictionary: VRTable, limits: ReadLimits) {
        self.dictionary = dictionary
        self.limits = limits
    }

    /// Forgets the last file, keeps the memory.
    mutating func reset() {
        elements.removeAll(keepingCapacity: true)
        problems.removeAll(keepingCapacity: true)
        stack.removeAll(keepingCapacity: true)
        choices.reset()
        creators.reset()
        position = 0
        isBigEndian = false
        isImplicit = false
        lastTag = Tag(rawValue: 0)
        isDamaged = false
    }

    var offset: Int { position + buffer.shift }

    /// Index of the item that is being read; -1 for the data set itself.
    var parent: Int { stack.last?.index ?? -1 }

    /// Notes a problem, the first of its kind only. A damage ends the walk, unless `isRepaired`.
    mutating func note(
        _ code: DICOMError.Code, _ reason: @autoclosure () -> String, at offset: Int? = nil, tag: Tag? = nil, isRepaired: Bool = false
    ) {
        if code.severity >= .damaged, !isRepaired { isDamaged = true }
        guard !problems.contains(where: { $0.code == code }) else { return }
        problems.append(DICOMError(code, reason(), offset: offset ?? self.offset, tag: tag))
    }

    /// Walks the data set from `position` to the end of the stream, or to the first damage.
    mutating func walkDataSet() {
        while !isDamaged {
            readPlainElements()
            closeEndedContainers()
            if isDamaged { break }
            if let top = stack.last, top.isSequence {
                readItem(in: top)
            } else if !readElement() {
                break
            }
        }
        if let failure = buffer.failure { note(failure.code, failure.reason, at: failure.offset) }
        closeAll()
        decideRepresentations()
    }

    /// Ends every container whose length, or that of a container around it, is used up.
    private mutating func closeEndedContainers() {
        while let top = stack.last, offset >= top.end {
            if offset > top.end {
                note(.lengthExceedsParent, "a value reaches beyond the end of its item or sequence", tag: elements[top.index].tag)
            } else if top.isDelimited {
                note(.sequenceNotClosed, "an item or sequence has no delimiter", tag: elements[top.index].tag, isRepaired: true)
            }
            close()
        }
    }

    mutating func close() {
        guard let top = stack.popLast() else { return }
        elements[top.index].subtreeEnd = Int32(truncatingIfNeeded: elements.count)
        elements[top.index].length = max(0, position - elements[top.index].start)
    }

    private mutating func closeAll() {
        if !isDamaged, let top = stack.first(where: \.isDelimited) {
            note(.sequenceNotClosed, "the file ends inside a sequence or item of undefined length", tag: elements[top.index].tag)
        } else if !isDamaged, let top = stack.first {
            note(.truncatedHeader, "the file ends inside a sequence or item", tag: elements[top.index].tag)
        }
        while !stack.isEmpty { close() }
    }

    /// Opens a sequence or an item that starts at `position`.
    mutating func open(_ tag: Tag, vr: VR, length: Int?, isSequence: Bool, isImplicit: Bool) {
        let deepest = limits.maximumDepth
        guard stack.count < 2 * deepest else {
            return note(.nestedTooDeep, "sequences nest deeper than \(deepest)", tag: tag)
        }
        guard let index = append(tag, vr, start: position, length: 0) else { return }
        if isImplicit, !isSequence { elements[index].flags.insert(.implicitVR) }
        let end = min(length.map { offset + $0 } ?? .max, stack.last?.end ?? .max)
        stack.append(Container(index: index, end: end, isDelimited: length == nil, isSequence: isSequence, isImplicit: isImplicit))
    }

    /// Appends an entry to the list; nil, with the problem noted, when there are too many.
    @discardableResult
    mutating func append(_ tag: Tag, _ vr: VR, start: Int, length: Int, flags: Element.Flags = []) -> Int? {
        let most = limits.maximumElements
        guard elements.count < most else {
            note(.tooManyElements, "more than \(most) elements", tag: tag)
            return nil
        }
        elements.append(
            Element(
                tag: tag, vr: vr, flags: isBigEndian ? flags.union(.bigEndian) : flags,
                depth: UInt16(truncatingIfNeeded: stack.count), start: start, length: length,
                subtreeEnd: Int32(truncatingIfNeeded: elements.count + 1)
            )
        )
        return elements.count - 1
    }
}

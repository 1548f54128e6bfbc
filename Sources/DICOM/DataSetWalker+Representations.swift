extension DataSetWalker {
    /// The dictionary's word on a tag of the current data set or item.
    mutating func dictionaryChoice(_ tag: Tag) -> VRChoice? {
        guard tag.isPrivate, !tag.isPrivateCreator else { return dictionary.choice(for: tag) }
        guard let creator = creatorNumber(for: tag) else { return tag.isGroupLength ? .one(.UL) : nil }
        return dictionary.privateChoice(creator: creator, tag: tag)
    }

    /// The dictionary's number for the creator that reserved this private element's block, at the same level.
    private mutating func creatorNumber(for tag: Tag) -> UInt32? {
        guard let creatorTag = tag.creatorTag else { return nil }
        let key = PrivateCreators.key(creatorTag, in: parent)
        if let last = creators.last, last.key == key { return last.number }
        let number = creators.elements[key].flatMap { index in
            buffer.withText(elements[index].range) { dictionary.creatorNumber($0) }
        }
        creators.last = (key, number)
        return number
    }

    /// The representation to list while a choice is open.
    func single(_ choice: VRChoice) -> VR {
        switch choice {
        case .one(let vr): vr
        case .usOrSS, .usOrOW, .usOrSSOrOW: .US
        case .obOrOW: .OW
        }
    }

    /// Settles US, SS and OW once the whole data set is known (PS3.3 §C.7.6.3.1, §C.11.1; PS3.5 §A.1): one pass over the
    /// elements that knows at each what holds in the items around it.
    mutating func decideRepresentations() {
        guard let last = choices.undecided.last?.index else { return }
        var next = 0
        var around: [(end: Int, words: OpenChoices.Words)] = [(.max, choices.words(in: -1, inherited: .init()))]
        for index in 0...last {
            while around[around.count - 1].end <= index { around.removeLast() }
            let words = around[around.count - 1].words
            if elements[index].isItem { around.append((Int(elements[index].subtreeEnd), choices.words(in: index, inherited: words))) }
            guard choices.undecided[next].index == index else { continue }
            decide(index, choices.undecided[next].choice, words)
            next += 1
        }
    }

    private mutating func decide(_ index: Int, _ choice: VRChoice, _ words: OpenChoices.Words) {
        switch choice {
        case .one, .obOrOW: break
        case .usOrSS:
            if words.pixelRepresentation ?? 0 != 0 { elements[index].vr = .SS }
        case .usOrOW, .usOrSSOrOW:
            if elements[index].tag != .lutData || words.lutDescriptor != 1 { elements[index].vr = .OW }
        }
    }
}

/// Who reserved which private block, in each item.
struct PrivateCreators {
    /// Index of the creator element, by `key`.
    private(set) var elements: [UInt64: Int] = [:]
    /// The last answer: elements of one block stand together.
    var last: (key: UInt64, number: UInt32?)?

    static func key(_ creatorTag: Tag, in parent: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: parent) << 32 | UInt64(creatorTag.rawValue)
    }

    mutating func note(_ tag: Tag, in parent: Int, element: Int) {
        let key = PrivateCreators.key(tag, in: parent)
        elements[key] = element
        if last?.key == key { last = nil }
    }

    mutating func reset() {
        elements.removeAll(keepingCapacity: elements.count < 1024)
        last = nil
    }
}

/// Elements whose representation hangs on Pixel Representation or a LUT descriptor, and the values of those.
struct OpenChoices {
    struct Words {
        var pixelRepresentation: UInt16?
        /// Number of entries.
        var lutDescriptor: UInt16?
    }

    /// In ascending order of index.
    var undecided: [(index: Int, choice: VRChoice)] = []
    /// By index of the item; -1 for the data set itself.
    private var wordsOfItem: [Int: Words] = [:]

    mutating func note(_ tag: Tag, in parent: Int, word: UInt16) {
        if tag == .lutDescriptor {
            wordsOfItem[parent, default: Words()].lutDescriptor = word
        } else {
            wordsOfItem[parent, default: Words()].pixelRepresentation = word
        }
    }

    /// What holds in an item: its own values, else those around it.
    func words(in parent: Int, inherited: Words) -> Words {
        guard let own = wordsOfItem[parent] else { return inherited }
        return Words(
            pixelRepresentation: own.pixelRepresentation ?? inherited.pixelRepresentation,
            lutDescriptor: own.lutDescriptor ?? inherited.lutDescriptor)
    }

    mutating func reset() {
        undecided.removeAll(keepingCapacity: true)
        wordsOfItem.removeAll(keepingCapacity: wordsOfItem.count < 1024)
    }
}

extension HeaderBuffer {
    func isZero(_ range: Range<Int>) -> Bool { storage[range].allSatisfy { $0 == 0 } }

    /// The bytes of a kept value without trailing padding.
    func withText<R>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        var end = range.upperBound
        while end > range.lowerBound, storage[end - 1] == 0x20 || storage[end - 1] == 0 { end -= 1 }
        return storage.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range.lowerBound..<end])) }
    }
}

extension DataSetWalker {
    /// The dictionary's word on a tag of the current data set or item.
    mutating func dictionaryChoice(_ tag: Tag) -> VRChoice? {
        guard tag.isPrivate, !tag.isPrivateCreator else { return dictionary.choice(for: tag) }
        guard let creator = creatorNumber(for: tag) else { return tag.isGroupLength ? .one(.UL) : nil }
        return dictionary.privateChoice(creator: creator, tag: tag)
    }

    /// The creator that reserved this private element's block, among the elements before it at the same level.
    private mutating func creatorNumber(for tag: Tag) -> UInt32? {
        guard let creatorTag = tag.creatorTag else { return nil }
        let parent = stack.last?.index ?? -1
        let key = UInt64(truncatingIfNeeded: parent) << 32 | UInt64(creatorTag.rawValue)
        if let lastCreator, lastCreator.key == key { return lastCreator.number }
        let number = findCreator(creatorTag, after: parent)
        lastCreator = (key, number)
        return number
    }

    private func findCreator(_ creatorTag: Tag, after parent: Int) -> UInt32? {
        var found: UInt32?
        var index = parent + 1
        while index < elements.count {
            let element = elements[index]
            if element.tag == creatorTag, !element.isSkipped {
                found = buffer.withText(element.range) { dictionary.creatorNumber($0) }
            }
            index = Int(element.subtreeEnd)
        }
        return found
    }

    /// The representation to list while a choice is open.
    func single(_ choice: VRChoice) -> VR {
        switch choice {
        case .one(let vr): vr
        case .usOrSS, .usOrOW, .usOrSSOrOW: .US
        case .obOrOW: .OW
        }
    }

    /// Settles US, SS and OW once the whole data set is known (PS3.3 §C.7.6.3.1, §C.11.1; PS3.5 §A.1).
    mutating func decideRepresentations() {
        for (index, choice) in undecided {
            switch choice {
            case .one, .obOrOW: break
            case .usOrSS:
                if nearest(.pixelRepresentation, from: index) ?? 0 != 0 { elements[index].vr = .SS }
            case .usOrOW, .usOrSSOrOW:
                if elements[index].tag != .lutData || nearest(.lutDescriptor, from: index) != 1 { elements[index].vr = .OW }
            }
        }
    }

    /// First US value of `tag` in the data set that holds the element at `index`, or in the ones around it.
    private func nearest(_ tag: Tag, from index: Int) -> UInt16? {
        var child = index
        while true {
            let parent = parentItem(of: child)
            if let value = firstWord(tag, in: parent) { return value }
            guard parent >= 0 else { return nil }
            child = parent
        }
    }

    /// Index of the item around an entry, or -1 for the data set itself.
    private func parentItem(of index: Int) -> Int {
        let depth = elements[index].depth
        guard depth > 0 else { return -1 }
        var candidate = index - 1
        while candidate >= 0, !(elements[candidate].isItem && elements[candidate].depth < depth) { candidate -= 1 }
        return candidate
    }

    private func firstWord(_ tag: Tag, in parent: Int) -> UInt16? {
        var index = parent + 1
        let end = parent < 0 ? elements.count : Int(elements[parent].subtreeEnd)
        while index < end {
            let element = elements[index]
            if element.tag == tag, element.length >= 2, !element.isSkipped {
                return buffer.u16(element.start, bigEndian: element.isBigEndian)
            }
            index = Int(element.subtreeEnd)
        }
        return nil
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

extension DataSetWalker {
    /// Reads elements for as long as they are plain, as most are: explicit VR little endian, short form, in order, of
    /// even length, and all there. Whatever is not is left to `readElement`.
    mutating func readPlainElements() {
        let top = stack.last
        guard !isBigEndian, !(top?.isSequence ?? false), !(top?.isImplicit ?? isImplicit) else { return }
        let levelEnd = top?.end ?? .max
        let end = min(buffer.count, limits.maximumHeaderBytes, levelEnd == .max ? .max : levelEnd - buffer.shift)
        let depth = UInt16(truncatingIfNeeded: stack.count)
        var last = top?.lastTag ?? lastTag
        while end - position >= 8 {
            let header = buffer.u64(position)
            let tag = Tag(UInt16(truncatingIfNeeded: header), UInt16(truncatingIfNeeded: header >> 16))
            let code = VR.code(UInt8(truncatingIfNeeded: header >> 32), UInt8(truncatingIfNeeded: header >> 40), in: codes)
            let length = Int(header >> 48)
            guard tag > last, tag.group != 0xFFFE, let vr = VR(rawValue: code), !vr.hasLongLength, length & 1 == 0,
                length <= end - position - 8, elements.count < limits.maximumElements
            else { break }
            elements.append(
                Element(
                    tag: tag, vr: vr, flags: [], depth: depth, start: position + 8, length: length,
                    subtreeEnd: Int32(truncatingIfNeeded: elements.count + 1)))
            if isRemembered(tag) { remember(tag, element: elements.count - 1) }
            position += 8 + length
            last = tag
        }
        if stack.isEmpty { lastTag = last } else { stack[stack.count - 1].lastTag = last }
    }

    /// Reads the element at `position`. False when the data set ends there.
    mutating func readElement() -> Bool {
        guard let header = readElementHeader() else { return false }
        if header.tag.group == 0xFFFE { return readDelimiter(header.tag) }
        if isTrailingPadding(header) { return false }
        checkOrder(header.tag, at: header.position)
        switch header.length {
        case nil: readUndefinedLength(header)
        case let length?: readDefinedLength(header, length)
        }
        return true
    }

    /// Tag, representation and length; `position` moves to the value. Nil at the end of the data set.
    private mutating func readElementHeader() -> ElementHeader? {
        let start = position
        guard buffer.ensure(start + 8) else {
            noteEnd(at: start)
            return nil
        }
        let tag = Tag(buffer.u16(start, bigEndian: isBigEndian), buffer.u16(start + 2, bigEndian: isBigEndian))
        position = start + 8
        if tag.group == 0xFFFE {
            return ElementHeader(tag: tag, choice: .one(.UN), length: 0, position: start)
        }
        let first = buffer.byte(start + 4), second = buffer.byte(start + 5)
        if stack.last?.isImplicit ?? isImplicit || tag.rawValue == 0 && first == 0 {
            return implicitHeader(tag, at: start)
        }
        guard let vr = VR(first, second) else {
            return unknownVRHeader(tag, first, second, at: start)
        }
        guard vr.hasLongLength else {
            return ElementHeader(
                tag: tag, choice: .one(vr), length: Int(buffer.u16(start + 6, bigEndian: isBigEndian)), position: start)
        }
        return longHeader(tag, vr, at: start)
    }

    private mutating func longHeader(_ tag: Tag, _ vr: VR, at start: Int) -> ElementHeader? {
        guard buffer.ensure(start + 12) else {
            position = start
            noteEnd(at: start)
            return nil
        }
        position = start + 12
        let length = buffer.u32(start + 8, bigEndian: isBigEndian)
        var header = ElementHeader(
            tag: tag, choice: .one(vr), length: length == .max ? nil : Int(length), position: start)
        if vr == .UN {
            header.wasUnknown = true
            resolveUnknown(&header)
        }
        return header
    }

    private mutating func implicitHeader(_ tag: Tag, at start: Int) -> ElementHeader {
        let length = buffer.u32(start + 4, bigEndian: isBigEndian)
        return ElementHeader(
            tag: tag, choice: dictionaryChoice(tag) ?? .one(.UN), length: length == .max ? nil : Int(length), position: start)
    }

    /// Letters that name no representation: a switch to implicit VR inside an explicit data set when they are not even
    /// capital letters and the length fits, else a representation newer than this reader (PS3.5 §6.2: those have the
    /// long form; some writers use the short one).
    private mutating func unknownVRHeader(_ tag: Tag, _ first: UInt8, _ second: UInt8, at start: Int) -> ElementHeader? {
        note(.unknownVR, "an element has no known value representation", at: start + buffer.shift, tag: tag)
        let short = Int(buffer.u16(start + 6, bigEndian: isBigEndian))
        if !VR.isLetterPair(first, second) {
            let header = implicitHeader(tag, at: start)
            let left = min((stack.last?.end ?? .max) - offset, buffer.remaining(from: position) ?? .max)
            if header.length ?? 0 <= left || short > left { return header }
        } else if short == 0 {
            return longHeader(tag, .UN, at: start)
        }
        return ElementHeader(tag: tag, choice: .one(.UN), length: short, position: start)
    }

    /// UN whose representation the dictionary knows (PS3.5 §6.2.2 note 4).
    private mutating func resolveUnknown(_ header: inout ElementHeader) {
        guard header.tag.isPrivate || (header.length ?? 0) < 0xFFFF, let known = dictionaryChoice(header.tag) else { return }
        if known == .one(.SQ), let length = header.length, length > 0, !beginsWithItem(at: position) { return }
        header.choice = known
    }

    func beginsWithItemTag(at position: Int) -> Bool {
        Tag(buffer.u16(position, bigEndian: isBigEndian), buffer.u16(position + 2, bigEndian: isBigEndian)) == .item
    }
    mutating func beginsWithItem(at position: Int) -> Bool {
        buffer.ensure(position + 4) && beginsWithItemTag(at: position)
    }

    /// The stream ended where an element should begin: fine between elements of the data set itself.
    private mutating func noteEnd(at start: Int) {
        guard start < buffer.count else { return }
        let rest = start..<buffer.count
        if buffer.isZero(rest), stack.isEmpty {
            note(.trailingBytes, "\(rest.count) zero bytes after the data set", at: start + buffer.shift)
        } else {
            note(.truncatedHeader, "the file ends inside an element's header", at: start + buffer.shift)
        }
    }

    /// Zero bytes that fill a file up to some block size read like elements (0000,0000) of no length.
    private mutating func isTrailingPadding(_ header: ElementHeader) -> Bool {
        guard header.tag.rawValue == 0, header.length == 0, stack.isEmpty, lastTag.group > 0 else { return false }
        note(.trailingBytes, "zero bytes after the data set", at: header.position + buffer.shift)
        return true
    }

    private mutating func readDelimiter(_ tag: Tag) -> Bool {
        guard let top = stack.last, tag == .itemDelimitation else {
            note(.unexpectedDelimiter, "a delimiter where an element should stand", at: offset - 8, tag: tag)
            return false
        }
        close()
        if !top.isDelimited, offset < top.end {
            note(.unexpectedDelimiter, "an item of defined length ends early by a delimiter", at: offset - 8, tag: tag)
        }
        return true
    }

    private mutating func checkOrder(_ tag: Tag, at start: Int) {
        let depth = stack.count
        let last = depth == 0 ? lastTag : stack[depth - 1].lastTag
        if tag <= last {
            if tag == last {
                note(.duplicateTag, "an element stands twice; the last one counts", at: start + buffer.shift, tag: tag)
            } else {
                note(.tagsOutOfOrder, "elements are not in ascending order", at: start + buffer.shift, tag: tag)
            }
        }
        if depth == 0 { lastTag = tag } else { stack[depth - 1].lastTag = tag }
    }

    // MARK: Values

    private mutating func readDefinedLength(_ header: ElementHeader, _ declared: Int) {
        var length = declared
        if let top = stack.last, declared > top.end - offset {
            length = max(0, top.end - offset)
            note(
                .lengthExceedsParent, "\(declared) bytes are declared, but the item or sequence has \(length) left",
                at: header.position + buffer.shift, tag: header.tag, isRepaired: true)
        }
        if length & 1 == 1 { note(.oddLength, "a value has the odd length \(length)", at: offset, tag: header.tag) }
        if header.choice == .one(.SQ) {
            let implicit = stack.last?.isImplicit ?? isImplicit
            return open(header.tag, vr: .SQ, length: length, isSequence: true, isImplicit: implicit)
        }
        if single(header.choice).isBinary, length > limits.keptBinaryBytes || header.tag == .pixelData {
            skipValue(header, length)
        } else {
            keepValue(header, length)
        }
    }

    private mutating func keepValue(_ header: ElementHeader, _ length: Int) {
        let most = limits.maximumHeaderBytes
        if min(length, buffer.remaining(from: position) ?? length) > most - position {
            return note(
                .headerTooLarge, "the header is larger than \(most) bytes", tag: header.tag)
        }
        let isComplete = buffer.ensure(position + length)
        let kept = isComplete ? length : max(0, buffer.count - position)
        addLeaf(header, start: position, length: kept, flags: isComplete ? [] : .truncated)
        position += kept
        if !isComplete {
            note(
                .truncatedValue, "\(length) bytes are declared, the file has \(kept) left",
                at: header.position + buffer.shift, tag: header.tag)
        }
    }

    private mutating func skipValue(_ header: ElementHeader, _ length: Int) {
        let start = offset
        let isPixelData = header.tag.group == 0x7FE0
        let mostInflated = limits.maximumInflatedPixels
        if isPixelData, stack.isEmpty, length > mostInflated, buffer.remaining(from: position) == nil {
            addLeaf(header, start: start, length: length, flags: .skipped)
            buffer.end(at: position)
            return note(.trailingBytes, "deflated pixel data longer than \(mostInflated) bytes was not inflated, nor what follows it", at: start)
        }
        let resident = buffer.count - position
        let available = buffer.skip(from: position, length: length)
        addLeaf(header, start: start, length: available, flags: available < length ? [.skipped, .truncated] : .skipped)
        position += length <= resident ? length : 0
        if available < length {
            note(
                isPixelData ? .truncatedPixelData : .truncatedValue,
                "\(length) bytes are declared, the file has \(available) left", at: start, tag: header.tag)
        }
    }

    private mutating func addLeaf(_ header: ElementHeader, start: Int, length: Int, flags: Element.Flags) {
        guard let index = append(header.tag, single(header.choice), start: start, length: length, flags: flags) else { return }
        if isRemembered(header.tag), !flags.contains(.skipped) { remember(header.tag, element: index) }
        if case .one = header.choice { return }
        choices.undecided.append((index, header.choice))
    }

    /// Whether the representation of other elements hangs on this one.
    private func isRemembered(_ tag: Tag) -> Bool { tag.isPrivateCreator || tag == .pixelRepresentation || tag == .lutDescriptor }

    private mutating func remember(_ tag: Tag, element index: Int) {
        if tag.isPrivate {
            creators.note(tag, in: parent, element: index)
        } else if elements[index].length >= 2 {
            choices.note(tag, in: parent, word: buffer.u16(elements[index].start, bigEndian: isBigEndian))
        }
    }

    // MARK: Undefined lengths

    private mutating func readUndefinedLength(_ header: ElementHeader) {
        let implicit = stack.last?.isImplicit ?? isImplicit
        let isUnknown = header.choice == .one(.UN)
        if header.choice == .one(.SQ) || isUnknown && (!implicit || beginsWithItem(at: position)) {
            return open(header.tag, vr: .SQ, length: nil, isSequence: true, isImplicit: implicit)
        }
        if header.tag == .pixelData || single(header.choice).isBinary {
            return skipFragments(header)
        }
        append(header.tag, single(header.choice), start: position, length: 0, flags: .truncated)
        note(.undefinedLengthNotAllowed, "an undefined length on a value that must have one", at: header.position + buffer.shift, tag: header.tag)
    }

    /// Steps over encapsulated pixel data (PS3.5 §A.4): fragment by fragment, none of them read.
    private mutating func skipFragments(_ header: ElementHeader) {
        let start = offset
        let vr: VR = header.choice == .one(.OW) || header.choice == .one(.UN) ? single(header.choice) : .OB
        let index = append(header.tag, vr, start: start, length: 0, flags: [.skipped, .encapsulated])
        // The value ends before its delimiter.
        var end = start
        defer { if let index { elements[index].length = end - start } }
        while true {
            end = offset
            guard buffer.ensure(position + 8) else {
                note(.truncatedPixelData, "the file ends between the fragments of encapsulated data", tag: header.tag)
                break
            }
            let tag = Tag(buffer.u16(position, bigEndian: isBigEndian), buffer.u16(position + 2, bigEndian: isBigEndian))
            let length = Int(buffer.u32(position + 4, bigEndian: isBigEndian))
            position += 8
            if tag == .sequenceDelimitation { break }
            guard tag == .item, length != Int(UInt32.max) else {
                note(.notAnItem, "encapsulated data holds something other than a fragment", at: offset - 8, tag: header.tag)
                break
            }
            let resident = buffer.count - position
            let available = buffer.skip(from: position, length: length)
            position += length <= resident ? length : 0
            if available < length {
                end = offset
                note(
                    .truncatedPixelData, "a fragment of \(length) bytes is declared, the file has \(available) left",
                    tag: header.tag)
                break
            }
        }
    }
}

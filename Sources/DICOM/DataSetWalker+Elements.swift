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
}

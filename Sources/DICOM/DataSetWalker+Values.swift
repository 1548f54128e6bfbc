extension DataSetWalker {
    mutating func readDefinedLength(_ header: ElementHeader, _ declared: Int) {
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
    func isRemembered(_ tag: Tag) -> Bool { tag.isPrivateCreator || tag == .pixelRepresentation || tag == .lutDescriptor }

    mutating func remember(_ tag: Tag, element index: Int) {
        if tag.isPrivate {
            creators.note(tag, in: parent, element: index)
        } else if elements[index].length >= 2 {
            choices.note(tag, in: parent, word: buffer.u16(elements[index].start, bigEndian: isBigEndian))
        }
    }

    // MARK: Undefined lengths

    mutating func readUndefinedLength(_ header: ElementHeader) {
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

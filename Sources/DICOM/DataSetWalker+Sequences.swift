extension DataSetWalker {
    /// Reads the item header at `position`, inside an open sequence.
    mutating func readItem(in sequence: Container) {
        let start = position
        guard buffer.ensure(start + 8) else {
            let code: DICOMError.Code = start == buffer.count ? .sequenceNotClosed : .truncatedHeader
            return note(code, "the file ends inside a sequence", tag: elements[sequence.index].tag)
        }
        let tag = Tag(buffer.u16(start, bigEndian: isBigEndian), buffer.u16(start + 2, bigEndian: isBigEndian))
        let declared = buffer.u32(start + 4, bigEndian: isBigEndian)
        position = start + 8
        switch tag {
        case .sequenceDelimitation:
            close()
            if !sequence.isDelimited, offset < sequence.end {
                note(.unexpectedDelimiter, "a sequence of defined length ends early by a delimiter", at: offset - 8, tag: tag)
            }
        case .item:
            var length = declared == .max ? nil : Int(declared)
            let left = max(0, sequence.end - offset)
            if let declared = length, declared > left {
                note(
                    .lengthExceedsParent, "an item of \(declared) bytes is declared, but its sequence has \(left) left",
                    at: start + buffer.shift, tag: elements[sequence.index].tag, isRepaired: true)
                length = left
            }
            open(.item, vr: .UN, length: length, isSequence: false, isImplicit: itemIsImplicit(in: sequence, length: length))
        default:
            note(.notAnItem, "a sequence holds something other than an item", at: start + buffer.shift, tag: elements[sequence.index].tag)
        }
    }

    /// Sequences of implicit VR data sets stay implicit; in explicit ones, and in UN, an item may be either
    /// (PS3.5 §6.2.2, and writers that switch): its first element tells.
    private mutating func itemIsImplicit(in sequence: Container, length: Int?) -> Bool {
        if sequence.isImplicit { return true }
        if let length, length < 8 { return false }
        guard buffer.ensure(position + 8), buffer.u16(position, bigEndian: isBigEndian) != 0xFFFE else { return false }
        return !looksExplicit(at: position)
    }

    /// Whether two capital letters stand where explicit VR has them. As the low half of a length they would mean a
    /// first value of more than 16 kB.
    func looksExplicit(at position: Int) -> Bool {
        VR.isLetterPair(buffer.byte(position + 4), buffer.byte(position + 5))
    }
}

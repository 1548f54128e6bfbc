extension DICOMReader {
    /// Places the walker after the preamble and "DICM" (PS3.10 §7.1), or at the first byte of what looks like a bare
    /// data set.
    func findStart() -> Bool {
        if walker.buffer.ensure(132), matches("DICM", at: 128) {
            walker.position = 132
            return true
        }
        if walker.buffer.ensure(4), matches("DICM", at: 0) {
            walker.position = 4
            return true
        }
        guard walker.buffer.ensure(8) else {
            return refuse(.notDICOM, "\(walker.buffer.count) bytes hold no data set", at: 0)
        }
        if let bigEndian = firstElementIsPlausible() {
            walker.isBigEndian = bigEndian
            return true
        }
        return refuse(.notDICOM, "no DICM at offset 128, and no data set", at: 0)
    }

    private func matches(_ letters: StaticString, at position: Int) -> Bool {
        (0..<letters.utf8CodeUnitCount).allSatisfy { walker.buffer.byte(position + $0) == letters.utf8Start[$0] }
    }

    /// A bare data set begins with a low group that the dictionary knows, and with a representation or a length that
    /// fits. Returns whether it is big endian; nil when it is no data set.
    private func firstElementIsPlausible() -> Bool? {
        for bigEndian in [false, true] {
            let tag = Tag(walker.buffer.u16(0, bigEndian: bigEndian), walker.buffer.u16(2, bigEndian: bigEndian))
            guard (2...0x0028).contains(tag.group), tag.group & 1 == 0, walker.dictionary.choice(for: tag) != nil else { continue }
            if VR(walker.buffer.byte(4), walker.buffer.byte(5)) != nil { return bigEndian }
            let length = Int(walker.buffer.u32(4, bigEndian: bigEndian))
            if !bigEndian, length <= 1 << 16, walker.buffer.ensure(8 + length) { return false }
        }
        return nil
    }

    /// Reads group 0002, always explicit VR little endian, up to the first element of another group: its length
    /// element is often wrong.
    func readFileMeta() {
        let bigEndian = walker.isBigEndian
        walker.isBigEndian = false
        walker.isImplicit = false
        let start = walker.offset
        if nextGroup() == 2, walker.buffer.ensure(walker.position + 8), !walker.looksExplicit(at: walker.position) {
            walker.isImplicit = true
            walker.note(.wrongVREncoding, "file meta information in implicit VR")
        }
        while !walker.isDamaged, nextGroup() == 2 {
            guard walker.readElement() else { break }
        }
        checkGroupLength(from: start)
        walker.isBigEndian = bigEndian
    }

    private func nextGroup() -> UInt16? {
        walker.buffer.ensure(walker.position + 2) ? walker.buffer.u16(walker.position, bigEndian: false) : nil
    }

    private func checkGroupLength(from start: Int) {
        guard let first = walker.elements.first, first.tag == Tag(0x0002, 0x0000), first.length == 4, !first.isSkipped else { return }
        guard !walker.isDamaged else { return }
        let declared = Int(walker.buffer.u32(first.start, bigEndian: false))
        let actual = walker.offset - (first.start + 4)
        if declared != actual {
            walker.note(.wrongGroupLength, "file meta information says \(declared) bytes, has \(actual)", at: start, tag: first.tag)
        }
    }

    /// Sets byte order and VR encoding from the transfer syntax, or from the first element where that is missing or
    /// wrong.
    func chooseEncoding() {
        guard walker.buffer.ensure(walker.position + 8) else {
            return walker.note(.truncatedHeader, "the file ends before the data set")
        }
        if let uid = transferSyntaxUID() {
            let (syntax, isKnown) = TransferSyntax.named(uid)
            if !isKnown {
                walker.note(.unknownTransferSyntax, "the transfer syntax is none of the standard's", tag: .transferSyntaxUID)
            }
            walker.isBigEndian = syntax.isBigEndian
            walker.isImplicit = !syntax.isExplicitVR
            if syntax.isDeflated {
                walker.buffer.startInflating(from: walker.position, limit: walker.limits.maximumInflatedBytes)
                guard walker.buffer.ensure(walker.position + 8) else {
                    let reason = walker.buffer.failure?.reason
                    return walker.note(.deflateFailed, reason ?? "the deflated data set is empty")
                }
            }
        } else {
            guessEncoding()
        }
        checkVREncoding()
    }

    private func transferSyntaxUID() -> String? {
        guard let element = walker.elements.last(where: { $0.tag == .transferSyntaxUID && $0.depth == 0 }), !element.isSkipped else { return nil }
        let uid = walker.buffer.withText(element.range) { String(decoding: $0, as: UTF8.self) }
        return uid.isEmpty ? nil : uid
    }

    private func guessEncoding() {
        if !walker.elements.isEmpty {
            walker.note(.missingTransferSyntax, "no transfer syntax in the file meta information", tag: .transferSyntaxUID)
        }
        let isExplicit = VR(walker.buffer.byte(walker.position + 4), walker.buffer.byte(walker.position + 5)) != nil
        walker.isImplicit = !isExplicit
        // A low group number read in the wrong byte order is 0x0400 or more.
        walker.isBigEndian = isExplicit && walker.buffer.u16(walker.position, bigEndian: false) >= 0x0400
    }

    private func checkVREncoding() {
        let isExplicit = walker.looksExplicit(at: walker.position)
        guard isExplicit == walker.isImplicit else { return }
        walker.note(.wrongVREncoding, isExplicit ? "explicit VR under an implicit VR transfer syntax" : "implicit VR under an explicit VR transfer syntax")
        walker.isImplicit = !isExplicit
    }

    /// Nothing but file meta information is no data set; and a bare data set that breaks off in its first elements was
    /// none.
    func accept(dataSetFrom first: Int, isBare: Bool) -> Bool {
        guard walker.elements.count > first else { return refuse(.notDICOM, "no data set could be read", at: walker.offset) }
        guard isBare, walker.isDamaged, walker.elements.count < 4 else { return true }
        let problem = walker.problems.first { $0.code.severity == .damaged }
        walker.elements.removeAll(keepingCapacity: true)
        return refuse(.notDICOM, "no DICM at offset 128, and what could be a data set breaks off", at: problem?.offset)
    }
}

import DICOM

/// The text of a file that a spreadsheet program, or a script, has written: well-formed UTF-8 without NUL, whatever the
/// file had. Lists of what DICOM files hold may keep NUL, with which some of those pad.
package struct SpreadsheetText: Sendable {
    /// Without a byte order mark.
    package let utf8: [UInt8]
    package let encoding: SpreadsheetEncoding
    /// What tells the encoding, in words.
    package let evidence: String

    /// A byte order mark tells the encoding; else text that is well-formed UTF-8 is UTF-8; else bytes of which every other
    /// one is often 0, and the rest never, are UTF-16; else the text is CP1252 or CP1250, if something tells which.
    /// - Parameters:
    ///   - encoding: what the user knows.
    ///   - language: of most of the text (BCP 47). It tells CP1252 from CP1250 where no encoding is given.
    ///   - keepsNUL: takes NUL as a character of UTF-8.
    /// - Throws: `CSVError` with the line, for bytes that mean nothing in the encoding, and for NUL.
    package init(_ bytes: [UInt8], encoding named: SpreadsheetEncoding? = nil, language: String? = nil, keepsNUL: Bool = false) throws {
        let marked = SpreadsheetText.byteOrderMark(bytes)
        if let marked, let named, named != marked, !(named.isUTF16 && marked.isUTF16) {
            throw CSVError(.notText, "its byte order mark says \(marked), not \(named)")
        }
        if let marked {
            (encoding, evidence) = (marked, "by its byte order mark")
        } else if let named {
            (encoding, evidence) = (named, "as asked")
        } else if let error = SpreadsheetText.firstFault(bytes) {
            if SpreadsheetText.isWorkbook(bytes) { throw CSVError(.notText, "a workbook, not text: save the sheet as CSV") }
            let isPadded = keepsNUL && SpreadsheetText.firstFault(bytes, keepsNUL: true) == nil
            guard let guess = SpreadsheetText.wide(bytes) ?? (isPadded ? (.utf8, SpreadsheetText.isWellFormed) : SpreadsheetText.guess(bytes, language: language)) else {
                throw bytes.contains(0) ? error : CSVError(.unknownEncoding, error.reason + ", and CP1252 or CP1250 for all that can be told", line: error.line)
            }
            (encoding, evidence) = guess
        } else {
            (encoding, evidence) = (.utf8, SpreadsheetText.isWellFormed)
        }
        let content = bytes.dropFirst(marked == nil ? 0 : marked == .utf8 ? 3 : 2)
        switch encoding {
        case .utf8:
            utf8 = marked == nil ? bytes : Array(content)
            // Without a name or a mark it was looked at already.
            if marked != nil || named != nil, let error = SpreadsheetText.firstFault(utf8, keepsNUL: keepsNUL) { throw error }
        case .utf16LittleEndian, .utf16BigEndian:
            utf8 = try SpreadsheetText.decode(content, isBigEndian: encoding == .utf16BigEndian)
        case .singleByte(let name): utf8 = try SpreadsheetText.decode(content, encoding: name)
        }
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> SpreadsheetEncoding? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        return bytes.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
    }

    /// The containers of .xlsx and .ods, and of .xls.
    private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    private static let isWellFormed = "since it is well-formed"

    /// What keeps bytes from being well-formed UTF-8 without NUL.
    private static func firstFault(_ bytes: [UInt8], keepsNUL: Bool = false) -> CSVError? {
        if !keepsNUL, let place = bytes.firstIndex(of: 0) { return nul(line: line(at: place, in: bytes)) }
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return CSVError(.notText, "text that is not UTF-8", line: line(at: error.byteOffsets.lowerBound, in: bytes))
        }
    }

    private static func nul(line: Int) -> CSVError { CSVError(.notText, "a NUL byte, which no text holds", line: line) }

    /// The line of a byte: LF, CRLF and CR each end one.
    private static func line(at place: Int, in bytes: [UInt8]) -> Int {
        1 + bytes.indices.prefix(place).count { bytes[$0] == 0x0A || bytes[$0] == 0x0D && (bytes.count == $0 + 1 || bytes[$0 + 1] != 0x0A) }
    }

    /// UTF-16 without a mark, of which the start holds enough ASCII to tell: separators and line ends alone are.
    private static func wide(_ bytes: [UInt8]) -> (SpreadsheetEncoding, String)? {
        let start = bytes.prefix(4096)
        guard start.count >= 2, bytes.count.isMultiple(of: 2) else { return nil }
        let zeros = start.indices.filter { start[$0] == 0 }
        let odd = zeros.count { $0 % 2 == 1 }
        guard zeros.count * 6 >= start.count, odd == 0 || odd == zeros.count else { return nil }
        return (odd == 0 ? .utf16BigEndian : .utf16LittleEndian, "by its pattern of NUL bytes")
    }
}

extension SpreadsheetText {
    private static func decode(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        func failure(_ reason: String) -> CSVError { CSVError(.notText, reason, line: line(at: text.count, in: text)) }
        guard bytes.count.isMultiple(of: 2) else { throw CSVError(.notText, "an odd number of bytes, which UTF-16 never has") }
        var lead: UInt16?
        for place in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
            let (high, low) = isBigEndian ? (bytes[place], bytes[place + 1]) : (bytes[place + 1], bytes[place])
            let unit = UInt16(high) << 8 | UInt16(low)
            guard unit != 0 else { throw nul(line: line(at: text.count, in: text)) }
            let scalar: Unicode.Scalar?
            switch (lead, UTF16.isLeadSurrogate(unit), UTF16.isTrailSurrogate(unit)) {
            case (nil, true, _):
                lead = unit
                continue
            case (let first?, _, true): scalar = UTF16.decode(UTF16.EncodedScalar([first, unit]))
            case (nil, false, false): scalar = Unicode.Scalar(unit)
            default: scalar = nil
            }
            guard let scalar else { throw failure("text that is not UTF-16") }
            lead = nil
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        guard lead == nil else { throw failure("text that is not UTF-16") }
        return text
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, encoding: String) throws -> [UInt8] {
        let upper = HalfTable(encoding).characters
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            guard byte >= 0x80 else {
                guard byte != 0 else { throw nul(line: line(at: text.count, in: text)) }
                text.append(byte)
                continue
            }
            let character = upper[Int(byte) - 0x80]
            guard !character.isEmpty else {
                throw CSVError(.notText, "a byte that means nothing in \(encoding)", line: line(at: text.count, in: text))
            }
            text.append(contentsOf: character)
        }
        return text
    }
}

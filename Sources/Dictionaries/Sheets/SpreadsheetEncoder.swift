import DICOM

/// Writes text in an encoding that a spreadsheet program takes.
struct SpreadsheetEncoder {
    private let encoding: SpreadsheetEncoding
    /// The bytes above 0x7F of a one-byte encoding, by the characters that they stand for.
    private let bytes: [[UInt8]: UInt8]

    init(_ encoding: SpreadsheetEncoding) {
        self.encoding = encoding
        guard case .singleByte(let name) = encoding else {
            bytes = [:]
            return
        }
        let pairs = zip(HalfTable(name).characters, 0x80...0xFF as ClosedRange<UInt8>).filter { !$0.0.isEmpty }
        bytes = Dictionary(pairs) { first, _ in first }
    }

    /// What the file begins with, so that programs know the encoding.
    var byteOrderMark: [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .singleByte: []
        }
    }

    /// Appends text.
    /// - Returns: the first character that the encoding does not have; it is left out.
    func append(_ text: String, to output: inout [UInt8]) -> Unicode.Scalar? {
        switch encoding {
        case .utf8: output.append(contentsOf: text.utf8)
        case .utf16LittleEndian: for unit in text.utf16 { output += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        case .utf16BigEndian: for unit in text.utf16 { output += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
        case .singleByte:
            var missing: Unicode.Scalar?
            for scalar in text.unicodeScalars {
                if scalar.isASCII {
                    output.append(UInt8(truncatingIfNeeded: scalar.value))
                } else if let byte = bytes[Array(String(scalar).utf8)] {
                    output.append(byte)
                } else {
                    missing = missing ?? scalar
                }
            }
            return missing
        }
        return nil
    }
}

import DICOM

/// How a device writes text: what it declares, and what its bytes really are.
struct TextEncoding: Hashable, Sendable {
    /// Value of SpecificCharacterSet; nil where the element is left out.
    let declared: String?
    /// The encoding under iconv's name.
    let encoding: String

    init(_ declared: String?, _ encoding: String) {
        self.declared = declared
        self.encoding = encoding
    }

    /// Text in the device's bytes. What the encoding lacks becomes a question mark, as devices do it.
    func bytes(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) || encoding == "UTF-8" { return Array(text.utf8) }
        // Delimiters must stand in the first character set (PS3.5 §6.1.2.5.3): each piece between them is converted for itself.
        var bytes: [UInt8] = []
        for piece in TextEncoding.pieces(text) { bytes += convert(piece) }
        return bytes
    }

    private static func pieces(_ text: String) -> [String] {
        text.reduce(into: [""]) { pieces, character in
            if "^=\\ ".contains(character) {
                pieces += [String(character), ""]
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
    }

    private func convert(_ piece: String) -> [UInt8] {
        guard !piece.utf8.allSatisfy({ $0 < 0x80 }), let iconv = Iconv(from: "UTF-8", to: encoding + "//TRANSLIT") else { return Array(piece.utf8) }
        var bytes: [UInt8] = []
        _ = iconv.convert(Array(piece.utf8)[...], to: &bytes)
        let isShifted = bytes.contains(0x1B)
        return bytes + (isShifted ? Array("\u{1B}(B".utf8) : [])
    }
}

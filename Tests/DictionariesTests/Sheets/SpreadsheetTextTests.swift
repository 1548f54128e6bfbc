import Testing

@testable import Dictionaries

@Suite("Text of spreadsheets")
struct SpreadsheetTextTests {
    static let croatian = "Naziv;Pojam\r\nČašica, kuk – đak ć;HIP\r\n"

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func text(_ text: SpreadsheetText) -> String { String(decoding: text.utf8, as: UTF8.self) }

    @Test("UTF-8 and UTF-16, with a mark or without")
    func unicode() throws {
        let text = Self.croatian
        let bytes: [([UInt8], SpreadsheetEncoding)] = [
            (Array(text.utf8), .utf8), (Array("\u{FEFF}\(text)".utf8), .utf8), (Self.utf16("\u{FEFF}" + text, isBigEndian: false), .utf16LittleEndian),
            (Self.utf16("\u{FEFF}" + text, isBigEndian: true), .utf16BigEndian), (Self.utf16(text, isBigEndian: false), .utf16LittleEndian),
            (Self.utf16(text, isBigEndian: true), .utf16BigEndian),
        ]
        for (bytes, encoding) in bytes {
            let found = try SpreadsheetText(bytes)
            #expect(found.encoding == encoding)
            #expect(Self.text(found) == text)
        }
        #expect(Self.text(try SpreadsheetText(Self.utf16("\u{FEFF}😀𝒳", isBigEndian: true))) == "😀𝒳")
        #expect(try SpreadsheetText([]).utf8.isEmpty)
        #expect(try SpreadsheetText([0xEF, 0xBB, 0xBF]).utf8.isEmpty)
        #expect(try SpreadsheetText([0xFF, 0xFE]).utf8.isEmpty)
    }

    /// `Šk. č`, and what it would be in CP1252.
    @Test("one-byte encodings are taken by name")
    func named() throws {
        let bytes: [UInt8] = [0x8A, 0x6B, 0x2E, 0x20, 0xE8]
        #expect(Self.text(try SpreadsheetText(bytes, encoding: .init(named: "cp1250"))) == "Šk. č")
        #expect(Self.text(try SpreadsheetText(bytes, encoding: .init(named: "CP1252"))) == "Šk. è")
        #expect(Self.text(try SpreadsheetText([0xA9, 0xE8], encoding: .init(named: "iso-8859-2"))) == "Šč")
        #expect(Self.text(try SpreadsheetText(Self.utf16("č", isBigEndian: false), encoding: .init(named: "UTF-16"))) == "č")
    }

    @Test("names of encodings", arguments: [
        ("utf8", "UTF-8"), ("UTF-16", "UTF-16LE"), ("utf-16be", "UTF-16BE"), ("cp1250", "CP1250"), ("ISO-8859-15", "ISO-8859-15"), ("TIS-620", "TIS-620"),
        ("KOI8-R", "KOI8-R"), ("", nil), ("nonsense", nil), ("SHIFT_JIS", nil), ("GB18030", nil), ("UTF-32", nil), ("UTF-7", nil), ("EBCDIC-US", nil),
        ("CP1250//IGNORE", nil), ("../../x", nil), ("ISO-2022-KR", nil), ("EUC-KR", nil), ("ASCII", nil), ("CP1250\n", nil),
    ] as [(String, String?)])
    func names(_ name: String, _ expected: String?) {
        #expect(SpreadsheetEncoding(named: name)?.description == expected)
    }

    @Test("CP1252 and CP1250 are told apart where a rule tells", arguments: [
        ([0x8A, 0x6B, 0xE8], nil, "CP1250"),  // Škč
        ([0x9D], nil, "CP1250"),  // ť
        ([0x67, 0xB3, 0x6F, 0x77, 0x61], nil, "CP1250"),  // głowa
        ([0x63, 0x6D, 0xB3], nil, nil), ([0x63, 0x6D, 0xB3], "de-AT", "CP1252"),  // cm³, or cmł: no word goes on behind it
        ([0x88], nil, "CP1252"),
        ([0x53, 0x63, 0x68, 0xE4, 0x64, 0x65, 0x6C, 0xDF, 0xE9], nil, "CP1252"),  // Schädelßé
        ([0xE8], "hr", "CP1250"), ([0xE8], "fr", "CP1252"), ([0xE8], "sr-Latn", "CP1250"), ([0x9D], "fr", "CP1250"),
        ([0xE8], nil, nil), ([0xE8], "ja", nil), ([0x9D, 0x98], nil, nil),
    ] as [([UInt8], String?, String?)])
    func guesses(_ bytes: [UInt8], _ language: String?, _ expected: String?) throws {
        guard let expected else {
            let error = try #require(throws: CSVError.self) { try SpreadsheetText(Array("a\n".utf8) + bytes, language: language) }
            #expect(error.description == "line 2: text that is not UTF-8, and CP1252 or CP1250 for all that can be told")
            return
        }
        #expect(try SpreadsheetText(bytes, language: language).encoding.description == expected)
    }

    @Test("what is no text is refused with its line", arguments: [
        (Array("a\r\nb\rc\0".utf8), nil, "line 3: a NUL byte, which no text holds"), (Array("a\n".utf8) + [0xC3], "utf-8", "line 2: text that is not UTF-8"),
        ([0xEF, 0xBB, 0xBF, 0x0A, 0xFF], nil, "line 2: text that is not UTF-8"), ([0x0A, 0x81], "CP1250", "line 2: a byte that means nothing in CP1250"),
        ([0x0A, 0x00], "CP1252", "line 2: a NUL byte, which no text holds"), ([0xFF, 0xFE, 0x0A], nil, "an odd number of bytes, which UTF-16 never has"),
        ([0xFF, 0xFE, 0x0A, 0x00, 0x00, 0xD8], nil, "line 2: text that is not UTF-16"),
        ([0xFE, 0xFF, 0x00, 0x0A, 0xDC, 0x00], nil, "line 2: text that is not UTF-16"),
        ([0xFE, 0xFF, 0xD8, 0x00, 0xD8, 0x00], nil, "line 1: text that is not UTF-16"),
        ([0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x41], nil, "line 1: text that is not UTF-16"),
        ([0xFF, 0xFE, 0x41, 0x00, 0x00, 0x00], nil, "line 1: a NUL byte, which no text holds"),
        ([0x50, 0x4B, 0x03, 0x04, 0x00, 0x00], nil, "a workbook, not text: save the sheet as CSV"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0x00], nil, "a workbook, not text: save the sheet as CSV"),
        ([0xEF, 0xBB, 0xBF, 0x41], "CP1250", "its byte order mark says UTF-8, not CP1250"), ([0xFF, 0xFE], "utf-8", "its byte order mark says UTF-16LE, not UTF-8"),
        ([0, 0, 0, 0], nil, "line 1: a NUL byte, which no text holds"),
    ] as [([UInt8], String?, String)])
    func refused(_ bytes: [UInt8], _ encoding: String?, _ reason: String) throws {
        let named = encoding.flatMap(SpreadsheetEncoding.init(named:))
        let error = try #require(throws: CSVError.self) { try SpreadsheetText(bytes, encoding: named) }
        #expect(error.code == .notText)
        #expect(error.description == reason)
    }

    @Test("NUL can be kept where it pads values; UTF-16 is still told apart")
    func keptNUL() throws {
        let padded = try SpreadsheetText(Array("a,b\0\nč,\0".utf8), keepsNUL: true)
        #expect(padded.encoding == .utf8)
        #expect(String(decoding: padded.utf8, as: UTF8.self) == "a,b\0\nč,\0")
        let wide = "a,b\nc,d\n".utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try SpreadsheetText(wide, keepsNUL: true).encoding == .utf16LittleEndian)
        #expect(throws: CSVError.self) { try SpreadsheetText([0x41, 0x00, 0xE8], keepsNUL: true) }
    }
}

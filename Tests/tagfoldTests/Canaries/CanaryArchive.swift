import DICOM
import DICOMTestSupport
import Dictionaries
import Foundation
import Glibc
import Reports
import TestSupport

/// An archive in which every place where a value can stand holds a canary.
final class CanaryArchive {
    let canaries = Canaries()
    let folder: TemporaryFolder
    private let dictionary: DataDictionary
    private var files = 0
    /// Folder of the files, and a list of instances.
    var path: String { folder.path + "/archive" }
    private(set) var list = ""
    private(set) var siteDictionary = ""
    /// Files of which none can be read.
    var broken: String { folder.path + "/broken" }

    init() throws {
        folder = try TemporaryFolder()
        dictionary = try DictionarySet.dataDictionary(folder: Places.repository + "/dictionaries")
        try plantProfile()
        try plantCharacterSets()
        try plantNames()
        try plantSiteDictionary()
        try plantDamage()
        try plantList()
    }

    // MARK: Files

    private typealias Elements = [(tag: Tag, vr: String, value: [UInt8])]

    /// An image of somebody, at some time.
    private func image(_ more: Elements, _ encoder: DataSetEncoder = .explicitLittle) -> [UInt8] {
        files += 1
        let base: Elements = [
            (Tag(0x0008, 0x0016), "UI", Array("1.2.840.10008.5.1.4.1.1.2".utf8)), (Tag(0x0008, 0x0018), "UI", Array(canaries.uid().utf8)),
            (Tag(0x0008, 0x0020), "DA", Array(canaries.date().utf8)), (Tag(0x0008, 0x0060), "CS", Array("CT".utf8)),
            (Tag(0x0008, 0x0070), "LO", Array("SIEMENS".utf8)), (Tag(0x0008, 0x0080), "LO", Array("St. \(canaries.word())".utf8)),
            (Tag(0x0010, 0x0010), "PN", Array("\(canaries.word())^\(canaries.word())".utf8)), (Tag(0x0010, 0x0020), "LO", Array(canaries.number().utf8)),
            (Tag(0x0018, 0x0015), "CS", Array("CHEST".utf8)), (Tag(0x0020, 0x000E), "UI", Array("\(canaries.uid()).\(files % 3)".utf8)),
            (Tag(0x0028, 0x0010), "US", encoder.u16(1)), (Tag(0x0028, 0x0011), "US", encoder.u16(1)),
        ]
        let own = Set(more.map(\.tag))
        let all = (base.filter { !own.contains($0.tag) } + more).sorted { $0.tag < $1.tag }
        return all.flatMap { CanaryArchive.element($0, encoder) }
            + CanaryArchive.element((Tag(0x7FE0, 0x0010), "OW", Array("\(canaries.word())".utf8)), encoder)
    }

    private static func element(_ element: (tag: Tag, vr: String, value: [UInt8]), _ encoder: DataSetEncoder) -> [UInt8] {
        let padding: [UInt8] = element.value.count % 2 == 0 || element.vr == "SQ" ? [] : [["UI", "OB", "UN"].contains(element.vr) ? 0 : 0x20]
        return encoder.element(element.tag, element.vr, element.value + padding)
    }

    private func write(_ name: String, _ dataSet: [UInt8], _ syntax: String = Syntax.explicitLittle) throws {
        try folder.write("archive/\(name)", File.part10(dataSet, syntax: syntax))
    }

    // MARK: PS3.15 Table E.1-1

    /// Every attribute of the table, with a value of its representation.
    private func profile(_ encoder: DataSetEncoder = .explicitLittle, vr other: String? = nil) -> Elements {
        ConfidentialityProfile.tags.map { Tag(UInt16($0 >> 16), UInt16(truncatingIfNeeded: $0)) }.filter { $0.group >= 8 && $0.group < 0xFFFA }.compactMap { tag in
            let vr = dictionary.entry(tag)?.representations.first?.description ?? "LO"
            if vr == "SQ", other == nil {
                return (tag, "SQ", encoder.item(CanaryArchive.element((Tag(0x0008, 0x0104), "LO", canaries.value("LO") ?? []), encoder)))
            }
            return canaries.value(vr).map { (tag, other ?? vr, $0) }
        }
    }

    private func plantProfile() throws {
        try write("table/top.dcm", image(profile()))
        try write("table/implicit.dcm", image(profile(.implicitLittle), .implicitLittle), Syntax.implicitLittle)
        try write("table/big.dcm", image(profile(.explicitBig), .explicitBig), Syntax.explicitBig)
        try write("table/deflated.dcm", File.stored(image(profile())), Syntax.deflated)
        try write("table/wrong.dcm", image(profile(vr: "LO")))
        let little = DataSetEncoder.explicitLittle
        func nested(_ elements: Elements, in tags: [Tag], isDelimited: Bool) -> Elements {
            var content = elements.flatMap { CanaryArchive.element($0, little) }
            for tag in tags.dropLast() { content = little.sequence(tag, [content], isDelimited: isDelimited) }
            return [(tags[tags.count - 1], "SQ", little.item(content, isDelimited: isDelimited))]
        }
        try write("table/nested.dcm", image(nested(profile(), in: [Tag(0x0008, 0x1140)], isDelimited: false)))
        try write("table/deep.dcm", image(nested(profile(), in: [Tag(0x0040, 0x0008), Tag(0x0040, 0x0275)], isDelimited: true)))
        try write("table/frames.dcm", image(nested(profile(), in: [Tag(0x0018, 0x9226), Tag(0x5200, 0x9230)], isDelimited: false)))
        try write("table/private.dcm", image(privateElements()))
    }

    /// As many private ones, of creators whose names nobody knows.
    private func privateElements() -> Elements {
        [0x0019, 0x0021, 0x0029].flatMap { (group: UInt16) -> Elements in
            let creator = (Tag(group, 0x0010), "LO", Array("MAKER \(canaries.word())".utf8))
            return [creator] + (0..<200).map { (Tag(group, 0x1000 + $0), ["LO", "CS", "PN", "UN"][Int($0) % 4], Array("\(canaries.word())".utf8)) }
        }
    }

    // MARK: Character sets

    private static let latin = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜß", latin2 = "ŠĐČĆŽŁŚŹŻŘŤŇĎĽĹ", cyrillic = "ЖЩЪЫЬЭЮЯФЦЧШБДЛП", greek = "ΓΔΘΛΞΠΣΦΨΩΪΫάέήί"
    private static let kanji = "山田太郎東京都港区神奈川県横浜", hangul = "김희중홍길동가나다라마바사아", hanzi = "王小东张李赵钱孙周吴郑冯陈"
    private static let sets: [(term: String, encoding: String, alphabet: String, escape: [UInt8])] = [
        ("ISO_IR 100", "ISO-8859-1", latin, []), ("ISO_IR 101", "ISO-8859-2", latin2, []), ("ISO_IR 109", "ISO-8859-3", "ĦĤİŞĞĴŻħĥıÀÁÂ", []),
        ("ISO_IR 110", "ISO-8859-4", "ĄĸŖĨĻŠĒĢŦŽÁÂÃ", []), ("ISO_IR 144", "ISO-8859-5", cyrillic, []), ("ISO_IR 127", "ISO-8859-6", "ابتثجحخدذرزس", []),
        ("ISO_IR 126", "ISO-8859-7", greek, []), ("ISO_IR 138", "ISO-8859-8", "אבגדהוזחטיכלמ", []), ("ISO_IR 148", "ISO-8859-9", "ĞİŞğışÇÖÜÄËÏ", []),
        ("ISO_IR 203", "ISO-8859-15", "ŒœŸŽžŠšÄÖÜÉÈ", []), ("ISO_IR 13", "SHIFT_JIS", "ﾔﾏﾀﾞﾛｳｱｲｴｵｶｷｸ", []), ("ISO_IR 166", "TIS-620", "กขคงจฉชซญฎฏฐ", []),
        ("ISO_IR 192", "UTF-8", "😀😁😂😃😄😅😆😇😈😉😊😋", []), ("GB18030", "GB18030", hanzi, []), ("GBK", "GBK", hanzi, []),
        ("\\ISO 2022 IR 87", "ISO-2022-JP", kanji, []), ("\\ISO 2022 IR 149", "EUC-KR", hangul, Array("\u{1B}$)C".utf8)),
        ("\\ISO 2022 IR 58", "EUC-CN", hanzi, Array("\u{1B}$)A".utf8)), ("ISO_IR 999", "ISO-8859-1", latin, []), ("", "ISO-8859-1", latin, []),
        ("ISO_IR 192", "ISO-8859-1", latin, []),
    ]

    private func plantCharacterSets() throws {
        let tags: [(Tag, String)] = [
            (Tag(0x0008, 0x0081), "ST"), (Tag(0x0008, 0x0090), "PN"), (Tag(0x0008, 0x1010), "SH"), (Tag(0x0008, 0x1030), "LO"), (Tag(0x0008, 0x103E), "LO"),
            (Tag(0x0008, 0x1070), "PN"), (Tag(0x0008, 0x1090), "LO"), (Tag(0x0010, 0x0010), "PN"), (Tag(0x0010, 0x4000), "LT"), (Tag(0x0018, 0x0010), "LO"),
            (Tag(0x0018, 0x0015), "CS"), (Tag(0x0018, 0x1030), "LO"), (Tag(0x0018, 0x1210), "SH"), (Tag(0x0018, 0x1251), "SH"), (Tag(0x0020, 0x4000), "LT"),
        ]
        for (number, set) in CanaryArchive.sets.enumerated() {
            let own: Elements = try tags.map { tag, vr in (tag, vr, set.escape + (try canaries.letters(set.alphabet, set.encoding))) }
            try write("sets/\(number).dcm", image(own + [(Tag(0x0008, 0x0005), "CS", Array(set.term.utf8))]))
        }
    }

    // MARK: Names of files and folders

    private func plantNames() throws {
        for _ in 0..<10 { try write("\(canaries.word()) \(canaries.date())/\(canaries.word())/\(canaries.number()).dcm", image([])) }
        // No name of UTF-8.
        let name = try canaries.letters(CanaryArchive.latin, "ISO-8859-1")
        let target = Array((path + "/").utf8) + name + Array(".dcm".utf8) + [0]
        let bytes = File.part10(image([]))
        let written = target.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path -> Int in
            guard let path = path.baseAddress else { return 0 }
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            defer { close(descriptor) }
            return descriptor < 0 ? 0 : Glibc.write(descriptor, bytes, bytes.count)
        }
        guard written == bytes.count else { throw SupportFailure("cannot write a file whose name is no UTF-8") }
    }

    // MARK: A dictionary of the site

    /// Twelve patients have its term.
    private func plantSiteDictionary() throws {
        let (term, word) = (canaries.word(), canaries.word())
        siteDictionary = try folder.write(
            "site.xml", """
            <!-- \(canaries.word()) -->
            <synonymDictionary name="body-parts" version="\(canaries.word())">
              <source>\(canaries.word())</source>
              <tag>BodyPartExamined</tag>
              <term name="\(term)" meaning="\(canaries.word())"><code scheme="\(canaries.word())" value="\(canaries.number())"/><synonym>\(word)</synonym></term>
              <term name="CHEST"><synonym>Brust \(canaries.word())</synonym></term>
              <sentinel>\(canaries.word())</sentinel>
            </synonymDictionary>

            """)
        for number in 0..<24 {
            let value = number % 2 == 0 ? word : "CHEST \(term)"
            try write("site/\(number).dcm", image([(Tag(0x0018, 0x0015), "CS", Array(value.utf8)), (Tag(0x0008, 0x1090), "LO", Array("SOMATOM \(word)".utf8))]))
        }
    }

    // MARK: Damage

    private func plantDamage() throws {
        let whole = File.part10(image(profile()))
        for part in 1..<24 { try folder.write("archive/cut/\(canaries.word())-\(part).dcm", Array(whole.prefix(whole.count * part / 24 + part))) }
        let preamble = Array(String(repeating: canaries.word(), count: 13).utf8.prefix(128)), mark = Array("DICM".utf8)
        try folder.write("archive/damage/preamble.dcm", preamble + mark + File.meta() + image([]))
        try folder.write("archive/damage/no-preamble.dcm", image([]))
        try folder.write("archive/damage/text.dcm", "\(canaries.word()) \(canaries.number())\n")
        try folder.write("archive/damage/mark.dcm", preamble + Array("DIXM\(canaries.word())".utf8))
        let little = DataSetEncoder.explicitLittle, name = Array(canaries.word().utf8)
        let lengths: [UInt32] = [11, 9, 0xFFFF, 0xFFFF_FFFF, 0x7FFF_FFFF]
        for (number, length) in lengths.enumerated() {
            try write("damage/length-\(number).dcm", image([]) + little.header(Tag(0x7FE1, 0x0010), number % 2 == 0 ? "LO" : "UN", length: length) + name)
        }
        try write("damage/vr.dcm", Array("\u{8}\0\u{10}\0ZZ".utf8) + little.u16(10) + name + image([]))
        try write("damage/order.dcm", image([]) + little.element(Tag(0x0010, 0x0010), "PN", canaries.word()))
        try write("damage/syntax.dcm", image([]), canaries.uid())
        try write("damage/deflate.dcm", Array(canaries.word().utf8), Syntax.deflated)
        try write("damage/item.dcm", image([(Tag(0x0008, 0x1140), "SQ", Array("\(canaries.word())\(canaries.word())".utf8))]))
        for number in 0..<6 { try folder.write("broken/\(canaries.word())/\(number).dcm", "\(canaries.word())\n") }
    }

    // MARK: A list, with what each plugin claims

    private func plantList() throws {
        struct Listing: Decodable {
            struct Plugin: Decodable {
                struct Claim: Decodable { let inputs: [String], context: [String] }
                let claims: [Claim]
            }
            let plugins: [Plugin]
        }
        let listing = try Output.json(Listing.self, Command.tagfold().run(["plugin", "list", "--json"]).output)
        let inputs = Set(listing.plugins.flatMap(\.claims).flatMap { $0.inputs + $0.context }).subtracting(["PatientID", "InstitutionName"]).sorted()
        let header = ["PatientID", "InstitutionName"] + inputs + [canaries.word(), "Patient \(canaries.word())"]
        // What all rows of the second half hold.
        let shared = inputs.map { _ in "left \(canaries.word())" }
        let rows = (0..<36).map { number -> [String] in
            let values = inputs.indices.map { place -> String in
                switch (number + place) % 6 {
                case _ where number >= 24: shared[place]
                case 0: "chest \(canaries.word())"
                case 1: canaries.word()
                case 2: "0\(canaries.number()) mm"
                case 3: canaries.date()
                case 4: "\(canaries.word())^\(canaries.word())\\\(canaries.number())"
                default: "3\\\(canaries.uid())"
                }
            }
            return [canaries.number(), "St. \(canaries.word())"] + values + [canaries.word(), canaries.word()]
        }
        let bad = [["short \(canaries.word())"], ["\"\(canaries.word())\"x", canaries.word()], ["\"open \(canaries.word())"]]
        let lines = [header] + rows + bad
        list = try folder.write("list.csv", lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
    }
}

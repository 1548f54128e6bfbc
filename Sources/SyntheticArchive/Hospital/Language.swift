/// The languages of the made-up sites.
enum Language: String, CaseIterable, Sendable {
    case english = "en", german = "de", french = "fr", croatian = "hr", spanish = "es", dutch = "nl", russian = "ru", japanese = "ja"

    /// How devices of a site write its language: what they declare, and what it is. The first is right; a device may have
    /// one of the others, which are met in archives too.
    var encodings: [TextEncoding] {
        let unicode = TextEncoding("ISO_IR 192", "UTF-8"), latin1 = TextEncoding("ISO_IR 100", "ISO-8859-1")
        return switch self {
        case .english: [latin1, TextEncoding(nil, "ASCII"), unicode, TextEncoding("ISO_IR 6", "ASCII")]
        case .german, .spanish, .dutch: [latin1, unicode, TextEncoding("ISO 2022 IR 100", "ISO-8859-1"), TextEncoding("ISO IR 192", "UTF-8")]
        case .french: [latin1, unicode, TextEncoding(nil, "ISO-8859-1")]
        case .croatian: [TextEncoding("ISO_IR 101", "ISO-8859-2"), unicode, TextEncoding("ISO_IR 100", "CP1250")]
        case .russian: [TextEncoding("ISO_IR 144", "ISO-8859-5"), unicode, TextEncoding("ISO_IR 100", "CP1251")]
        case .japanese: [TextEncoding("\\ISO 2022 IR 87", "ISO-2022-JP"), unicode]
        }
    }

    /// Whether numbers are written with a comma, which some devices carry into their tags.
    var hasDecimalComma: Bool { ![.english, .japanese].contains(self) }

    var familyNames: [String] {
        switch self {
        case .english: ["Smith", "Jones", "Taylor", "Brown", "Walker"]
        case .german: ["Müller", "Schäfer", "Groß", "Köhler", "Weber"]
        case .french: ["Lefèvre", "Dupré", "Garçon", "Moreau", "Noël"]
        case .croatian: ["Horvat", "Šarić", "Čović", "Đurić", "Žagar"]
        case .spanish: ["Muñoz", "García", "Peña", "López", "Ibáñez"]
        case .dutch: ["de Vries", "van Dijk", "Jansen", "Coenraad", "Smeeën"]
        case .russian: ["Иванов", "Петрова", "Соколов", "Лебедева"]
        case .japanese: ["Yamada=山田", "Suzuki=鈴木", "Tanaka=田中"]
        }
    }

    var site: String {
        switch self {
        case .english: "Made-up Infirmary"
        case .german: "Musterklinik Süd"
        case .french: "Hôpital imaginaire"
        case .croatian: "Izmišljena bolnica Čakovec"
        case .spanish: "Hospital ficticio Ñ"
        case .dutch: "Verzonnen ziekenhuis"
        case .russian: "Вымышленная больница"
        case .japanese: "架空病院"
        }
    }
}

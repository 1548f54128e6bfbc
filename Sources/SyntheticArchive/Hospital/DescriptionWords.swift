/// Words of descriptions, as sites write them there: with their own letters.
struct DescriptionWords: Sendable {
    let modalities: [Modality: String]
    let anatomies: [Anatomy: String]
    let withContrast: String
    let withoutContrast: String
    let left: String
    let right: String

    func anatomy(_ anatomy: Anatomy) -> String { anatomies[anatomy] ?? BodyPartWords.english(anatomy)[0] }
    func modality(_ modality: Modality) -> String { modalities[modality] ?? modality.rawValue }

    static func of(_ language: Language) -> DescriptionWords { all[language] ?? english }

    private static let english = DescriptionWords(
        modalities: [.CR: "XR", .DX: "XR", .MR: "MRI", .MG: "MAMMO", .XA: "ANGIO", .PT: "PET/CT", .NM: "NM", .OT: "REPORT"],
        anatomies: [
            .lumbarSpine: "LUMBAR SPINE", .cervicalSpine: "CERVICAL SPINE", .wholeBody: "WHOLE BODY", .chest: "CHEST 2 VW", .heart: "CARDIAC",
        ],
        withContrast: "W CONTRAST", withoutContrast: "WO CONTRAST", left: "LT", right: "RT")

    private static let all: [Language: DescriptionWords] = [
        .english: english,
        .german: DescriptionWords(
            modalities: [.CR: "Röntgen", .DX: "Rö", .MR: "MRT", .US: "Sono", .MG: "Mammographie", .XA: "Angiographie", .NM: "Szintigraphie", .PT: "PET"],
            anatomies: [
                .head: "Schädel", .brain: "Gehirn", .chest: "Thorax", .abdomen: "Abdomen", .pelvis: "Becken", .lumbarSpine: "LWS", .cervicalSpine: "HWS",
                .knee: "Knie", .hand: "Hand", .foot: "Fuß", .breast: "Mamma", .heart: "Herz", .kidney: "Nieren", .thyroid: "Schilddrüse",
                .wholeBody: "Ganzkörper",
            ],
            withContrast: "mit KM", withoutContrast: "ohne KM", left: "links", right: "rechts"),
        .french: DescriptionWords(
            modalities: [.CR: "Radio", .DX: "Rx", .CT: "Scanner", .MR: "IRM", .US: "Echographie", .MG: "Mammographie", .NM: "Scintigraphie", .PT: "TEP"],
            anatomies: [
                .head: "crâne", .brain: "cérébrale", .chest: "thorax", .abdomen: "abdomen", .pelvis: "bassin", .lumbarSpine: "rachis lombaire",
                .cervicalSpine: "rachis cervical", .knee: "genou", .hand: "main", .foot: "pied", .breast: "sein", .heart: "cœur", .kidney: "rein",
                .thyroid: "thyroïde", .wholeBody: "corps entier",
            ],
            withContrast: "avec injection", withoutContrast: "sans injection", left: "gauche", right: "droit"),
        .croatian: DescriptionWords(
            modalities: [.CR: "RTG", .DX: "rtg", .CT: "MSCT", .US: "UZV", .MG: "Mamografija", .NM: "Scintigrafija", .XA: "DSA"],
            anatomies: [
                .head: "glave", .brain: "mozga", .chest: "pluća", .abdomen: "abdomena", .pelvis: "zdjelice", .lumbarSpine: "LS kralježnice",
                .cervicalSpine: "vratne kralježnice", .knee: "koljena", .hand: "šake", .foot: "stopala", .breast: "dojke", .heart: "srca",
                .kidney: "bubrega", .thyroid: "štitnjače", .wholeBody: "cijelog tijela",
            ],
            withContrast: "s kontrastom", withoutContrast: "bez kontrasta", left: "lijevi", right: "desni"),
        .spanish: DescriptionWords(
            modalities: [.CR: "RX", .DX: "Radiografía", .CT: "TC", .MR: "RM", .US: "Ecografía", .MG: "Mamografía", .NM: "Gammagrafía", .PT: "PET"],
            anatomies: [
                .head: "cráneo", .brain: "cerebro", .chest: "tórax", .abdomen: "abdomen", .pelvis: "pelvis", .lumbarSpine: "columna lumbar",
                .cervicalSpine: "columna cervical", .knee: "rodilla", .hand: "mano", .foot: "pie", .breast: "mama", .heart: "corazón",
                .kidney: "riñón", .thyroid: "tiroides", .wholeBody: "cuerpo entero",
            ],
            withContrast: "con contraste", withoutContrast: "sin contraste", left: "izquierda", right: "derecha"),
        .dutch: DescriptionWords(
            modalities: [.CR: "X", .DX: "X", .CT: "CT", .MR: "MRI", .US: "Echo", .MG: "Mammografie", .NM: "Botscan"],
            anatomies: [
                .head: "hoofd", .brain: "hersenen", .chest: "thorax", .abdomen: "buik", .pelvis: "bekken", .lumbarSpine: "LWK", .cervicalSpine: "CWK",
                .knee: "knie", .hand: "hand", .foot: "voet", .breast: "mamma", .heart: "hart", .kidney: "nieren", .thyroid: "schildklier",
                .wholeBody: "totaal",
            ],
            withContrast: "met contrast", withoutContrast: "zonder contrast", left: "links", right: "rechts"),
        .russian: DescriptionWords(
            modalities: [.CR: "Рентген", .DX: "Рентген", .CT: "КТ", .MR: "МРТ", .US: "УЗИ", .MG: "Маммография", .XA: "Ангиография", .PT: "ПЭТ"],
            anatomies: [
                .head: "головы", .brain: "головного мозга", .chest: "грудной клетки", .abdomen: "брюшной полости", .pelvis: "таза",
                .lumbarSpine: "поясничного отдела", .cervicalSpine: "шейного отдела", .knee: "коленного сустава", .hand: "кисти", .foot: "стопы",
                .breast: "молочной железы", .heart: "сердца", .kidney: "почек", .thyroid: "щитовидной железы", .wholeBody: "всего тела",
            ],
            withContrast: "с контрастом", withoutContrast: "без контраста", left: "левой", right: "правой"),
        .japanese: DescriptionWords(
            modalities: [.CR: "単純撮影", .DX: "単純撮影", .US: "超音波", .MG: "マンモ"],
            anatomies: [
                .head: "頭部", .brain: "脳", .chest: "胸部", .abdomen: "腹部", .pelvis: "骨盤", .lumbarSpine: "腰椎", .cervicalSpine: "頸椎",
                .knee: "膝", .hand: "手", .foot: "足", .breast: "乳房", .heart: "心臓", .kidney: "腎臓", .thyroid: "甲状腺", .wholeBody: "全身",
            ],
            withContrast: "造影", withoutContrast: "単純", left: "左", right: "右"),
    ]
}

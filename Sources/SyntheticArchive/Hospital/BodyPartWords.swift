/// How sites write the body part into BodyPartExamined. Collected from what archives and issue threads show, not from the
/// dictionaries of this project: they are what is to be tested.
enum BodyPartWords {
    /// - Returns: ways to write it; the first is the most common.
    static func words(_ anatomy: Anatomy, _ language: Language) -> [String] {
        own[language]?[anatomy] ?? english(anatomy)
    }

    /// Defined terms, and the spellings and slips of English-speaking sites.
    static func english(_ anatomy: Anatomy) -> [String] {
        switch anatomy {
        case .head: ["HEAD", "Head", "HEAD^ROUTINE"]
        case .brain: ["BRAIN", "Brain", "BRAIN W/O"]
        case .chest: ["CHEST", "Chest", "THORAX", "CHEST_AP"]
        case .abdomen: ["ABDOMEN", "ABD", "Abdomen", "ABDOMINAL"]
        case .pelvis: ["PELVIS", "Pelvis", "PELVIS AP"]
        case .lumbarSpine: ["LSPINE", "L SPINE", "L-SPINE", "LUMBAR SPNE", "LUMBAR SPINE"]
        case .cervicalSpine: ["CSPINE", "C SPINE", "C_SPNE", "CERVICAL SPINE"]
        case .knee: ["KNEE", "Knee", "KNEE AP"]
        case .hand: ["HAND", "Hand", "HAND PA"]
        case .foot: ["FOOT", "Foot"]
        case .breast: ["BREAST", "Breast", "MAMMO"]
        case .heart: ["HEART", "CARDIAC", "Heart"]
        case .kidney: ["KIDNEY", "KIDNEYS", "RENAL"]
        case .thyroid: ["THYROID", "Thyroid"]
        case .wholeBody: ["WHOLEBODY", "WHOLE BODY", "WB"]
        }
    }

    private static let own: [Language: [Anatomy: [String]]] = [
        .german: [
            .head: ["KOPF", "Kopf", "SCHAEDEL"], .brain: ["GEHIRN", "HIRN", "ZNS"], .chest: ["THORAX", "Thorax", "LUNGE"],
            .abdomen: ["ABDOMEN", "BAUCH", "Bauch"], .pelvis: ["BECKEN", "Becken"], .lumbarSpine: ["LWS", "Lws", "LENDENWIRBEL"],
            .cervicalSpine: ["HWS", "HALSWIRBEL"], .knee: ["KNIE", "Knie", "KNIEGELENK"], .hand: ["HAND", "Hand"],
            .foot: ["FUSS", "Fuß", "VORFUSS"], .breast: ["MAMMA", "BRUST"], .heart: ["HERZ", "Herz"], .kidney: ["NIERE", "NIEREN"],
            .thyroid: ["SCHILDDRUESE", "Schilddrüse"], .wholeBody: ["GANZKOERPER", "Ganzkörper"],
        ],
        .french: [
            .head: ["TETE", "CRANE", "Tête"], .brain: ["CERVEAU", "ENCEPHALE"], .chest: ["THORAX", "POUMONS"], .abdomen: ["ABDOMEN", "VENTRE"],
            .pelvis: ["BASSIN", "PELVIS"], .lumbarSpine: ["RACHIS LOMBAIRE", "LOMBAIRE"], .cervicalSpine: ["RACHIS CERVICAL", "CERVICAL"],
            .knee: ["GENOU", "Genou"], .hand: ["MAIN", "Main"], .foot: ["PIED", "Pied"], .breast: ["SEIN", "MAMMO"], .heart: ["COEUR", "Cœur"],
            .kidney: ["REIN", "REINS"], .thyroid: ["THYROIDE", "Thyroïde"], .wholeBody: ["CORPS ENTIER"],
        ],
        .croatian: [
            .head: ["GLAVA", "Glava"], .brain: ["MOZAK", "Mozak"], .chest: ["PLUCA", "TORAKS", "Pluća"], .abdomen: ["ABDOMEN", "TRBUH"],
            .pelvis: ["ZDJELICA", "Zdjelica"], .lumbarSpine: ["LS_KRALJEZNICA", "LS kralježnica", "SLABINSKA"],
            .cervicalSpine: ["VRATNA_KRA", "VRATNA KRALJEZ"], .knee: ["KOLJENO", "Koljeno"], .hand: ["SAKA", "Šaka"],
            .foot: ["STOPALO", "Stopalo"], .breast: ["DOJKA", "DOJKE"], .heart: ["SRCE"], .kidney: ["BUBREG", "BUBREZI"],
            .thyroid: ["STITNJACA", "Štitnjača"], .wholeBody: ["CIJELO TIJELO"],
        ],
        .spanish: [
            .head: ["CABEZA", "CRANEO", "Cráneo"], .brain: ["CEREBRO"], .chest: ["TORAX", "Tórax"], .abdomen: ["ABDOMEN", "VIENTRE"],
            .pelvis: ["PELVIS", "Pelvis"], .lumbarSpine: ["COLUMNA LUMBAR", "LUMBAR"], .cervicalSpine: ["COLUMNA CERVICAL"],
            .knee: ["RODILLA", "Rodilla"], .hand: ["MANO"], .foot: ["PIE", "Pie"], .breast: ["MAMA", "MAMAS"], .heart: ["CORAZON", "Corazón"],
            .kidney: ["RINON", "Riñón"], .thyroid: ["TIROIDES"], .wholeBody: ["CUERPO ENTERO"],
        ],
        .dutch: [
            .head: ["HOOFD", "SCHEDEL"], .brain: ["HERSENEN", "Hersenen"], .chest: ["THORAX", "BORST KAS"], .abdomen: ["ABDOMEN", "BUIK"],
            .pelvis: ["BEKKEN"], .lumbarSpine: ["LWK", "LUMBALE WK"], .cervicalSpine: ["CWK"], .knee: ["KNIE", "Knie"], .hand: ["HAND"],
            .foot: ["VOET", "Voet"], .breast: ["MAMMA"], .heart: ["HART"], .kidney: ["NIER", "NIEREN"], .thyroid: ["SCHILDKLIER"],
            .wholeBody: ["TOTAL BODY", "HELE LICHAAM"],
        ],
    ]
}

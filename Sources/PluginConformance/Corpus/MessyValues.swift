/// Values as real archives hold them, by the kind of attribute: each plugin gets all of them, whatever it claims.
///
/// Met in files, issue threads and lists of values; names of persons are made up.
enum MessyValues {
    struct Kind: Sendable {
        let name: String
        let values: [String]
    }

    static let kinds = images + geometry + exposure + devices + patients + acquisition + texts + rest

    static let count = kinds.reduce(0) { $0 + $1.values.count }

    private static let images = [
        Kind(
            name: "image type",
            values: [
                #"ORIGINAL\PRIMARY\M_FFE\M\FFE"#, #"ORIGINAL\PRIMARY\M\ND\NORM\MOCO\MOSAIC"#, #"ORIGINAL\PRIMARY\LOCALIZER\ES"#,
                "['ORIGINAL', 'PRIMARY', 'AXIAL']", #"DERIVED\SECONDARY\MPR"#, #"DERIVED\SECONDARY\OTHER\CSA 3D EDITOR"#, #"ORIGINAL\\AXIAL"#,
                #"derived\primary\projection image\mip"#, #"DERIVED\SECONDARY\SCREEN SAVE"#, #"ORIGINAL\PRIMARY\P\ND"#, "ORIGINAL",
            ]),
        Kind(
            name: "photometric interpretation and rescale type",
            values: ["MONOCHROME1", "MONOCHROME2", "YBR_FULL_422", "PALETTE COLOR", "PALETTE_COLOR", "RGB", "Houndsfield Unit", "HU", "OD", "US", "HU\\HU"]),
        Kind(
            name: "transfer syntax, class and size",
            values: [
                "1.2.840.10008.1.2.1", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.4.70 ", "512", "0", "65535", "01", "00", "NO", "YES", "no", "1",
            ]),
    ]

    private static let geometry = [
        Kind(
            name: "orientation",
            values: [
                #"1\0\0\0\1\0"#, #"1.000000\0.000000\0.000000\0.000000\0.000000\-1.000000"#, #"0.99\0.01\-0.1\0\0.98\0.2"#, #"0\0\0\0\0\0"#, #"1\0\0"#,
                #"2\0\0\0\2\0"#, #"1\0\0\1\0\0"#, #"-1\0\0\0\-1\0"#, "[1, 0, 0, 0, 1, 0]", #"1e-17\1\-2e-16\0\0\-1"#, #"1,0\0,0\0,0\0,0\1,0\0,0"#,
            ]),
        Kind(name: "position", values: [#"-125.0\-125.0\37.5"#, "-1024.5", #"0\0\0"#, "1e3", "-0", #"1\2"#, #"1\2\3\4"#]),
        Kind(
            name: "spacing",
            values: [
                #"0.5\0.5"#, #"0,143\0,143"#, "[0.5, 0.5]", "[0.5,0.25]", "('0.5', '0.5')", "0", #"0\0"#, #"-0.5\0.5"#, "0.5", #"0.5\0.5\0.5"#, #"\0.5"#,
                #"0.5\"#, #"0.5mm\0.5mm"#, "0.05 cm", #"1,234.5\1"#, "[0,5,0,5]", #"3.5277777777777777e-01\3.5277777777777777e-01"#,
            ]),
        Kind(name: "thickness and gaps", values: ["5", "5.0 ", "-5", "0.0", "5mm", "1.25 MM", "0.625", "1\\1", "10000", "5.0000000000000000000"]),
        Kind(name: "acquisition matrix", values: [#"0\256\256\0"#, #"256\0\0\256"#, #"0\0\0\0"#, #"256\256"#, "ROW", "COL", "COLUMN", "row ", #"0\512\0\0"#]),
        Kind(name: "position of the patient", values: ["HFS", "FFS", "hfs", "HFDR", #"L\F"#, #"A\P"#, #"AL\FP"#, "L", #"\F"#, #"R\R"#, "ZZ"]),
    ]

    private static let exposure = [
        Kind(
            name: "exposure",
            values: ["14.5", "57.6", "1000", "1000000", "0", "-1", "250 mA", "0.25 s", "100ms", "12,5", #"100\100"#, #"80\120"#, "1e3", "4294967295"]),
        Kind(name: "tube voltage", values: ["120", "120.0", "120 ", "120000", "28", "0", "-120", "120kV", "120 KVP", #"80\140"#]),
        Kind(name: "exposure index", values: ["1862", "350.5", "S=200", "EI 1500", "-0.3", "2.1", "9999999"]),
        Kind(name: "dose and tables", values: ["12.34", "0.984375", "39.37", "1.375:1", "40.0", "0.6", "64\\0.625", "64x0.625"]),
        Kind(name: "x-ray views", values: ["12.5", "-90", "180.0", "AL_TUNGSTEN", "MOLYBDENUM", "NONE", #"RHODIUM\SILVER"#, #"240\300"#, "240", "IN", "FIXED"]),
    ]

    private static let devices = [
        Kind(
            name: "manufacturer",
            values: [
                "GE MEDICAL SYSTEMS", "GE MEDICAL S]STEMS", "CANON MEC", "TOSHIBA_MEC", "SIEMENS HEALTHCARE GMBH", "Philips Medical Systems", "MRIAVANTO",
                "PHILIPS-HJ24JVI", "Agfa-Gevaert, N.V.", "FUJIFILM Corporation", "SIEMENS\\SIEMENS", "GE MEDICAL SYSTEMS / MIM Software",
            ]),
        Kind(
            name: "model and software",
            values: ["Prisma", "Prisma_fit", "27_LX_MR Software release:DV26.0_R01_1725.a", "syngo MR E11", #"5.7.1\5.7.1.2"#, "SOMATOM Definition AS+", "VB17A"]),
        Kind(name: "kernel", values: ["B30f", "STANDARD", "FC03", #"I31f\3"#, #"Br40d\3"#, "B", "YC", "LUNG", "bone+", "H30s", "Qr40", "SOFT/STD"]),
        Kind(name: "coil", values: ["HeadMatrix", "8HRBRAIN", "HE1-4;NE1,2", "T/R Body", "BODY", "Head_32", "C:BC"]),
        Kind(
            name: "ultrasound and mammography", values: ["12.5", "120 N", "AEC", "AUTOMATIC", "SCINTILLATOR", "DIRECT", #"RECTANGLE\ROUND"#, "100.5", "42.0 mm"]),
    ]

    private static let patients = [
        Kind(
            name: "age",
            values: ["045Y", "018M", "003W", "012D", "42", "45Y", "000Y", "45 Y", "45y", "45 years", "999Y", "-01Y", "45.5Y", "Y045", "045", "0000", "18MO", "1Y6M"]),
        Kind(
            name: "sex, height and weight",
            values: ["M", "F", "O", "W", "Male", "m", "U", "female ", "F\\M", #"0\0"#, "175", "1.75", "1,75", "75", "75000", "3.2", "3200", "5'11\"", "180 lbs"]),
        Kind(
            name: "dates and times",
            values: [
                "20200229", "2020.01.01", "2020-01-01", "20150001", "20191301", "20201232", "101112", "10:11:12", "101112.123456", "246060", "2460",
                "20200101101112.5+0100", "20200101-20200201", "-20200101", "18991230", "00000000", "19000101", "202001", "1/2/2020", "20200101 ",
            ]),
        Kind(name: "names", values: ["Muster^Erika", "MUSTER^ERIKA^^DR.", "Yamada^Tarou=山田^太郎=やまだ^たろう", "ANONYMIZED^^^", "^"]),
        Kind(name: "sides", values: ["L", "R", "B", "U", "l", "RIGHT", "LT", ", RT", "desni", "lijevi", "links", "droite", "L/R", "both", "bilateral"]),
    ]

    private static let acquisition = [
        Kind(name: "sequence kinds", values: [#"SK\SP\OSP"#, #"EP\SE"#, #"SE\EP"#, "HELICAL MODE", "AXIAL MODE", "SE", #"GR\\IR"#, "RM", "['SE', 'EP']", "NONE"]),
        Kind(name: "sequence names", values: ["*tfl3d1_16ns", "epfid2d1_64", "*ep_b1000t", "*se2d1", "spc_ir_ns", "tse2d1_15", "*fl2d1r4"]),
        Kind(
            name: "times and angles of MR",
            values: ["2.46", "2300", "0.0023", "0", "-1", #"2.46\4.92"#, "90", "180.0", "12 ms", "4.5s", "1e-3", "1", "128", "0.5", #"1\2\3"#, "inf"]),
        Kind(name: "field strength", values: ["1.5", "15000", "1.494", "2.89", "1.5T", "0.064", "3 T", "30000", "0.0001", "7", "0"]),
        Kind(name: "diffusion", values: ["1000", "1000000800", #"1000\0\0\0"#, "0", "-1", "b1000", #"1.0E3\3\0\0"#, "5000000000"]),
        Kind(name: "tracers", values: ["370000000", "370", "3.7e8", "BQML", "CNTS", "GML", "C-111A1", "F-18", "18F", "FDG", "START", "NONE", "ADMIN", "109.8"]),
        Kind(name: "windows", values: ["40", "400", #"60\60"#, #"400\40"#, #"-600\40\50"#, "0.5", "-1", "0", #"WINDOW1\WINDOW2"#, "LUNG", #"\BONE"#, "2,5", "32768"]),
    ]

    private static let texts = [
        Kind(
            name: "descriptions",
            values: [
                "Thorax^CT_PE (Adult)", "XR CHEST 1 VW, FRONTAL", "t2_tse_tra_snel_bij bewogen", "PLUCA SJEDECI", "vratna_kra", "rtg", "RDG TORAKSA", "CT  ABD  W/O",
                "MRI BRAIN W & W/O CONTRAST", "THORAX NATIV", "bez kontrasta", "ohne KM", "sans injection", "W CONTRAST", "C+ C-", "AP/LAT", "LT KNEE 3V",
                "Schulter re. a.p.", "5.0 x 5.0", "WITHOUT", "-", "localizer", "ADC (10^-6 mm²/s)", "DIXON_in/opp", "ｆｕｌｌ　ｗｉｄｔｈ",
            ]),
        Kind(name: "modality", values: ["CT", "MR", "DX,CR", "CR,DX", "['PT','NM']", "PT\\CT", "ct", "OT", "DR", "X-RAY", "PET/CT", "M R"]),
        Kind(
            name: "body part",
            values: [
                "T SPINE", "TSPINE", "C_SPNE", "LUMBAR SPNE", "UP_EXM", "Schulter", "CHEST", "SKULL", "ABD/PEL", "ABDOMEN_PELVIS", "HEAD^NECK", "KNEE LT", "LWS",
                "koljeno", "EXTREMITY", "SERVICE", "Ganzkörper", "THX", "knie\\hand",
            ]),
        Kind(name: "views", values: ["PA", "AP", "ML", "MLO", "LATERAL", "LL", "LLD", "PA/LAT", "R-10180", "CC", "lateral ", "AP\\LAT", "XCCL"]),
        Kind(
            name: "contrast agents",
            values: ["C-", "C+", "APPLIED", "IV", "OMNIPAQUE 350 100ML", "Gadovist", "READICAT/OMNIPAQUE 350", "ORAL & IV", "CE", "no", "saline", "6.5", "kein KM"]),
    ]

    private static let rest = [
        Kind(
            name: "character sets",
            values: ["ISO_IR 100", "ISO IR 192", "ISO_2022_IR_6", "ISO 2022 IR 165", #"ISO 2022 IR 6\IS"#, #"\ISO 2022 IR 87"#, "GB18030", "utf8"]),
        Kind(name: "sentinels", values: sentinels),
        Kind(name: "numbers", values: numbers),
    ]

    /// What stands for missing somewhere, in any attribute.
    static let sentinels = [
        " ", "   ", "NONE", "None", "N/A", "n/a", "NA", "UNKNOWN", "unknown", "Unk", "Not Supplied", "NOT SPECIFIED", "XXX XXXX", "XXXX", "(blank)", "<blank>",
        "0", "-1", "0.0", "-", "--", "---", "?", "??", ".", "*", "''", "\"\"", "[]", "[None]", "['']", "null", "NULL", "nan", "NaN", "undefined", "\\", "\\\\",
        "Anonymized", "REMOVED", "9999", "999Y", "-9999", "\0", "\0\0\0\0", " \0", "unbekannt", "nepoznato", "inconnu",
    ]

    /// Decimal and integer strings as they are met, good and bad.
    static let numbers = [
        "1", "+1", "-1", "1.", ".5", "-.5", "+.5e1", "1e3", "1E+03", "1e-3", "1e999", "-1e999", "1e-999", "NaN", "nan", "Inf", "-Infinity", "1.#INF", "1.#QNAN",
        "030", "00030.5", "0x1F", "0b1", "1_000", "1'000", "1 000", "1,000", "1.000,5", "1,5", "0,143", "1,5\\2,5", "14.5", "14,5", "1.5T", "5mm", "5 mm", "12%", "1/2",
        "1..5", "1.2.3", "--1", "+-1", "1e", "1e+", "e5", ".", "+", "-", "-0", "0", "00", " 12", "12 ", "12\0", "\t12\n", "12\0\0", "１２", "١٢", "Ⅻ", "1\u{00A0}000",
        "123456789012345678901234567890", "0.1234567890123456789012345678901234567890", "1.7976931348623157e308", "4.9e-324", "9007199254740993",
        "2147483648", "-2147483649", "4294967296", "18446744073709551616", "[1]", "[1, 2]", "[1.5, 2.5]", "['1.5', '2.5']", "(1, 2)", "{1;2}", "[1,5, 2,5]",
        "[[1, 2], [3, 4]]", "array([1., 2.])", "[1, 2", "1, 2]", "1;2", "1|2", "1\\2\\3", "\\1", "1\\", "1\\\\2", "1e5\\1e6", "12a", "a12", "1 2",
    ]
}

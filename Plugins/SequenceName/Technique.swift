/// What kind of sequence a family is, by the makers' names. What is not listed has none.
enum Technique {
    /// - Parameter family: in small letters.
    static func of(_ family: String) -> String? {
        if let technique = families[family] { return technique }
        // Philips and GE put the contrast in front (T1TFE), and options behind (FSE-XL).
        return endings.first { family.hasSuffix($0.ending) }?.technique ?? beginnings.first { family.hasPrefix($0.beginning) }?.technique
    }

    private static let families: [String: String] = {
        var families: [String: String] = [:]
        for (technique, names) in listed {
            for name in names { families[name] = technique }
        }
        return families
    }()

    private static let listed: [(String, [String])] = [
        ("GRE", [
            "fl", "fm", "qfl", "swi", "gre", "ffe", "fe", "spgr", "fspgr", "fgre", "efgre", "me", "de", "fi", "fisp", "flash", "grass", "gr", "medic", "merge",
            "swan", "rf_fast", "pc", "tof", "vibe", "lava", "wfi",
        ]),
        ("TURBO GRE", ["tfl", "tfe", "mprage", "bravo", "mp2rage", "ffe3d_ir", "irspgr"]),
        ("BSSFP", ["tfi", "ci", "ps", "bffe", "btfe", "fiesta", "trufi", "truefisp", "ciss", "basg", "true_ssfp"]),
        ("EPI", ["ep", "epfid", "epse", "epir", "epi", "epi2", "epirt", "epi_gre", "epi_pepolar", "muxepi", "mbep", "resolve", "re", "epi2_dti"]),
        ("SE", ["se", "spinecho", "memp"]),
        ("TSE", ["tse", "tir", "tirm", "stir", "h", "hs", "haste", "spc", "spcir", "spcr", "fse", "frfse", "ssfse", "cube", "vista", "fase", "fastse", "fir", "frfsexl", "fsexl", "propeller", "blade", "tser"]),
        ("GRASE", ["tgse", "grase"]),
        ("IR", ["ir", "se_ir"]),
        ("SPECTROSCOPY", ["svs", "csi", "press", "fid", "probe", "steam", "svs_se", "csi_se"]),
        ("ULTRASHORT TE", ["ute", "petra", "zte", "silenz"]),
    ]

    private static let endings: [(ending: String, technique: String)] = [
        ("seepi", "EPI"), ("feepi", "EPI"), ("epi", "EPI"), ("tfe", "TURBO GRE"), ("ffe", "GRE"), ("tse", "TSE"), ("fse", "TSE"), ("spgr", "GRE"), ("fgre", "GRE"),
        ("gre", "GRE"), ("tir", "TSE"), ("grase", "GRASE"), ("fiesta", "BSSFP"), ("trufi", "BSSFP"),
    ]
    private static let beginnings: [(beginning: String, technique: String)] = [
        ("epi", "EPI"), ("ep_", "EPI"), ("fse", "TSE"), ("tse", "TSE"), ("frfse", "TSE"), ("ssfse", "TSE"), ("efgre", "GRE"), ("svs", "SPECTROSCOPY"), ("csi", "SPECTROSCOPY"),
        ("spc", "TSE"), ("tfl", "TURBO GRE"), ("mbep", "EPI"), ("cmrr_mbep", "EPI"), ("ssfp", "BSSFP"),
    ]
}

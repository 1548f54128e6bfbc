import CTagPlugin

extension ConformanceCheck {
    static let values = [
        ConformanceCheck("values-messy", "values of every kind of tag are answered", why: "each tag holds, somewhere, what belongs into another one") { bench in
            try oneByOne(bench, MessyValues.kinds.flatMap { kind in kind.values.map { (kind.name, $0) } })
            return .passed("\(MessyValues.count) values of \(MessyValues.kinds.count) kinds")
        },
        ConformanceCheck("values-numbers", "numbers in every spelling are answered", why: "decimal commas, 1e999, NaN, printed lists, units glued on") { bench in
            try oneByOne(bench, MessyValues.numbers.map { ("a number", $0) })
            return .passed("\(MessyValues.numbers.count)")
        },
        ConformanceCheck("values-sentinels", "words that stand for missing are answered", why: "they stand in every tag") { bench in
            try oneByOne(bench, MessyValues.sentinels.map { ("a sentinel", $0) })
            return .passed("\(MessyValues.sentinels.count)")
        },
        ConformanceCheck("values-every-byte", "every byte of UTF-8 is answered, at each place in a value", why: "files hold every one of them") { bench in
            try oneByOne(bench, MadeTexts.everyByte.map { ("a byte", $0) })
            return .passed("\(MadeTexts.everyByte.count) values")
        },
        ConformanceCheck("values-controls", "control characters are answered", why: "terminals' escape sequences and line breaks are in files") { bench in
            try oneByOne(bench, MadeTexts.controls.map { ("a control character", $0) })
            return .passed("\(MadeTexts.controls.count) values")
        },
        ConformanceCheck("values-unicode", "combining marks, right-to-left and wide characters are answered", why: "patients and devices are everywhere") { bench in
            try oneByOne(bench, MadeTexts.unicode.map { ("a text", $0) })
            return .passed("\(MadeTexts.unicode.count) values")
        },
        ConformanceCheck("values-nul", "NUL inside a value is answered", why: "text has a length, and does not end at NUL") { bench in
            try oneByOne(bench, MadeTexts.nuls.map { ("a value with NUL", $0) })
            return .passed("\(MadeTexts.nuls.count) values")
        },
        ConformanceCheck("values-random", "random texts are answered", why: "what nobody thought of") { bench in
            try oneByOne(bench, MadeTexts.random(2000, seed: 42).map { ("random text", $0) })
            return .passed("2000, seed 42")
        },
        ConformanceCheck("values-long", "values of 1 MB are answered", why: "one of them must not hold up a run, nor a stack be too small for it") { bench in
            try inTurns(bench, MadeTexts.long().map { ("1 MB", $0) })
            return .passed()
        },
        ConformanceCheck("values-many", "100,000 values in one are answered", why: "backslashes part values, and files hold arrays where none belong") { bench in
            try inTurns(bench, MadeTexts.backslashes().map { ("100,000 backslashes", $0) })
            return .passed()
        },
        ConformanceCheck("values-no-bytes", "a text without bytes may be NULL", why: "length 0 says that there is nothing to read") { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                for presence in [TAGPLUGIN_PRESENT, TAGPLUGIN_EMPTY, TAGPLUGIN_ABSENT] {
                    bench.note("claim \(claim), presence \(presence), length 0, bytes NULL")
                    let value = GivenValue(bytes: [], presence: presence, vr: "LO")
                    _ = try session.ask(claim, [[GivenValue](repeating: value, count: declared.inputCount)])
                }
            }
            return .passed()
        },
        ConformanceCheck("values-absent", "each input may be absent or empty, whatever the others are", why: "files lack what the standard asks for") { bench in
            let session = try bench.session()
            var count = 0
            for (claim, declared) in session.declaration.claims.enumerated() {
                var items = [[GivenValue](repeating: .absent, count: declared.inputCount), [GivenValue](repeating: .empty, count: declared.inputCount)]
                let base = bench.usualItems(session, claim).prefix(200)
                for item in base {
                    for input in 0..<declared.inputCount {
                        for nothing in [GivenValue.absent, .empty] {
                            var item = item
                            item[input] = nothing
                            items.append(item)
                        }
                    }
                }
                _ = try session.ask(claim, items)
                count += items.count
            }
            return .passed("\(count) inputs")
        },
        ConformanceCheck("values-absent-alone", "where nothing is there, no column is answered", why: "an answer out of nothing is made up") { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                for nothing in [GivenValue.absent, .empty] {
                    let told = try session.ask(claim, [[GivenValue](repeating: nothing, count: declared.inputCount)])[0]
                    let answered = told.contains { told in if case .missing = told { false } else { told.column != nil } }
                    if answered { throw Fault("claim \(claim) answers a column where all inputs are \(nothing == .absent ? "absent" : "empty")") }
                }
            }
            return .passed()
        },
        ConformanceCheck("values-any-representation", "a value may come with any value representation", why: "files declare wrong ones; UN is what implicit files have") { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                for vr in ["UN", "DS", "IS", "LO", "CS", "SH", "US", "FD", "AT", "SQ", "OB", "UT", "PN", "DA", "\0\0", "??"] {
                    bench.note("claim \(claim), value representation \(vr)")
                    let items = bench.items(declared, ["12.5", "KNEE", "1\\2", "0"]).map { item in
                        item.map { value in
                            var value = value
                            value.vr = vr
                            return value
                        }
                    }
                    _ = try session.ask(claim, items)
                }
            }
            return .passed()
        },
        ConformanceCheck("values-unknown-presence", "a presence of a later version is no crash", why: "a host may come to tell more", isAdvice: true) { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                for presence: UInt32 in [3, 7, .max] {
                    bench.note("claim \(claim), presence \(presence)")
                    let value = GivenValue(bytes: Array("12.5".utf8), presence: presence, vr: "DS")
                    _ = try session.ask(claim, [[GivenValue](repeating: value, count: declared.inputCount)])
                }
            }
            return .passed()
        },
        ConformanceCheck("values-not-utf8", "bytes that are no UTF-8 are no crash", why: "hosts repair text, but nothing must hang on it", isAdvice: true) { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                for bytes in MadeTexts.broken {
                    bench.note("claim \(claim), \(bytes.count) bytes from \(bytes[0])")
                    let value = GivenValue(bytes: bytes, presence: TAGPLUGIN_PRESENT, vr: "LO")
                    _ = try session.ask(claim, [[GivenValue](repeating: value, count: declared.inputCount)])
                }
            }
            return .passed()
        },
    ]

    /// All texts in one batch; or, to find the culprit of a crash, each in a call of its own.
    private static func oneByOne(_ bench: Bench, _ texts: [(what: String, text: String)]) throws {
        let session = try bench.session()
        for (claim, declared) in session.declaration.claims.enumerated() {
            guard bench.isPrecise else {
                bench.note("claim \(claim)")
                _ = try session.ask(claim, bench.items(declared, texts.map(\.text)))
                continue
            }
            for (what, text) in texts {
                bench.note("claim \(claim), \(what): \(shown([GivenValue(text)]))")
                _ = try session.ask(claim, bench.items(declared, [text]))
            }
        }
    }

    /// Long texts, in the first input of each claim. Of many claims each gets some of the texts: they are slow to read.
    private static func inTurns(_ bench: Bench, _ texts: [(what: String, text: String)]) throws {
        // No dictionary knows such a text, so none is made to know it here.
        let session = try bench.session(.vectorsOnly)
        let claims = session.declaration.claims
        let share = (claims.count + 1) / 2
        for (claim, declared) in claims.enumerated() {
            for (place, (what, text)) in texts.enumerated() where place % share == claim % share {
                bench.note("claim \(claim), \(what): \(shown([GivenValue(text)]))")
                var item = [GivenValue](repeating: .absent, count: declared.inputCount)
                item[declared.inputs.firstIndex { $0.role == TAGPLUGIN_ROLE_CLAIMED } ?? 0] = GivenValue(text, vr: "LO")
                _ = try session.ask(claim, [item])
            }
        }
    }
}

import CTagPlugin

extension ConformanceCheck {
    static let answers = [
        ConformanceCheck("answers-fit", "every answer fits what is declared", why: "columns, components, kinds, finite numbers, UTF-8: the host throws away what does not fit") { bench in
            let session = try bench.session()
            var count = 0
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                _ = try session.ask(claim, items)
                count += items.count
            }
            return .passed("\(count) inputs")
        },
        ConformanceCheck("answers-complete", "every value that is there gets an answer", why: "one without counts as rejected, and nobody learns why", isAdvice: true) { bench in
            try forEachClaim(bench) { session, claim, items, answers in
                let inputs = session.declaration.claims[claim].inputs
                for (item, told) in zip(items, answers) where told.isEmpty {
                    let isThere = item.indices.contains { item[$0].presence == TAGPLUGIN_PRESENT && (inputs.isEmpty || inputs[$0].role == TAGPLUGIN_ROLE_CLAIMED) }
                    if isThere { throw Fault("none to \(shown(item))") }
                }
            }
            return .passed()
        },
        ConformanceCheck("answers-consistent", "an item is not both rejected and found missing", why: "one of the two is lost", isAdvice: true) { bench in
            try forEachClaim(bench) { _, _, items, answers in
                for (item, told) in zip(items, answers) {
                    let isMissing = told.contains { if case .missing(nil, _) = $0 { true } else { false } }
                    let isRejected = told.contains { if case .rejected = $0 { true } else { false } }
                    if isMissing && isRejected { throw Fault("\(shown(item)) is both") }
                }
            }
            return .passed()
        },
        ConformanceCheck("answers-named", "every reason, rule and message has words", why: "values are counted by them", isAdvice: true) { bench in
            try forEachClaim(bench) { _, _, items, answers in
                for (item, told) in zip(items, answers) where told.contains(where: { $0.reason == "" }) { throw Fault("an empty one to \(shown(item))") }
            }
            return .passed()
        },
        ConformanceCheck("deterministic", "the same batch twice gets the same answers", why: "the host asks once for each distinct value") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                let first = try session.ask(claim, items)
                for _ in 0..<3 { try compare(items, first, try session.ask(claim, items), "another time") }
            }
            return .passed()
        },
        ConformanceCheck(
            "deterministic-processes", "another process gets the same answers", why: "a run of tomorrow must give the same table: no addresses, no clock, no random numbers",
            comparesProcesses: true
        ) { bench in
            let session = try bench.session()
            // FNV-1a over all that is told.
            var digest: UInt64 = 0xCBF2_9CE4_8422_2325
            for claim in session.declaration.claims.indices {
                for told in try session.ask(claim, bench.usualItems(session, claim)).joined() {
                    for byte in "\(told)".utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
                }
            }
            return Finding(outcome: .passed, detail: "", digest: digest)
        },
        ConformanceCheck("order-reversed", "a reversed batch gets the same answers", why: "batches have no order that a plugin could rely on") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                try compare(items, try session.ask(claim, items), try session.ask(claim, items.reversed()).reversed(), "in a reversed batch")
            }
            return .passed()
        },
        ConformanceCheck("order-shuffled", "a shuffled batch gets the same answers", why: "batches have no order that a plugin could rely on") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                let straight = try session.ask(claim, items)
                for seed: UInt64 in 1...3 {
                    var numbers = RandomNumbers(seed: seed)
                    let order = items.indices.shuffled(using: &numbers)
                    let answers = try session.ask(claim, order.map { items[$0] })
                    try compare(order.map { items[$0] }, order.map { straight[$0] }, answers, "in a shuffled batch")
                }
            }
            return .passed("3 seeds")
        },
        ConformanceCheck("batches-alike", "one by one, by sevens and all at once get the same answers", why: "how many values go into a batch is the host's choice") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                let together = try session.ask(claim, items)
                for size in [1, 7] {
                    var apart: [[Told]] = []
                    for start in stride(from: 0, to: items.count, by: size) { apart += try session.ask(claim, Array(items[start..<min(start + size, items.count)])) }
                    try compare(items, together, apart, "in batches of \(size)")
                }
            }
            return .passed()
        },
        ConformanceCheck("columns-answered", "some vector answers every column", why: "a column that no vector shows is not documented, and perhaps never filled", isAdvice: true) { bench in
            guard let vectors = bench.vectors else { return .skipped("no vectors were given") }
            let session = try bench.session(.vectorsOnly)
            for (number, claim) in session.declaration.claims.enumerated() {
                let items = vectors.vectors.filter { bench.claim($0, session.declaration) == number }.map { bench.item($0, claim) }
                let answered = Set(try session.ask(number, items).joined().compactMap { told -> Int? in if case .missing = told { nil } else { told.column } })
                for column in claim.columns.indices where !answered.contains(column) {
                    throw Fault("none answers “\(claim.columns[column].name.isEmpty ? Session.keyword(claim) : claim.columns[column].name)”")
                }
            }
            return .passed()
        },
    ]

    /// Each claim with usual items and the answers to them.
    static func forEachClaim(_ bench: Bench, _ body: (Session, Int, [[GivenValue]], [[Told]]) throws -> Void) throws {
        let session = try bench.session()
        for claim in session.declaration.claims.indices {
            let items = bench.usualItems(session, claim)
            try body(session, claim, items, try session.ask(claim, items))
        }
    }

    /// - Throws: `Fault` that shows the first item whose answers differ.
    static func compare(_ items: [[GivenValue]], _ expected: [[Told]], _ answers: [[Told]], _ when: String) throws {
        guard let place = items.indices.first(where: { expected[$0] != answers[$0] }) else { return }
        throw Fault("\(shown(items[place])) is answered with \(words(expected[place])), and \(when) with \(words(answers[place]))")
    }

    /// An item as vectors write it, without the paths. Only made values and the plugin's own vectors are ever shown.
    static func shown(_ item: [GivenValue]) -> String {
        item.map { value in
            guard value.presence != TAGPLUGIN_ABSENT else { return "absent" }
            // By scalars: one character may have a thousand marks.
            let start = String(String.UnicodeScalarView(value.text.unicodeScalars.prefix(60)))
            return start.utf8.count < value.bytes.count ? "“\(start)…”" : "“\(start)”"
        }.joined(separator: ", ")
    }

    private static func words(_ told: [Told]) -> String {
        told.isEmpty ? "nothing" : told.map { told in
            switch told {
            case .number(let column, let component, let bits): "number \(column).\(component) \(Double(bitPattern: bits))"
            case .label(let column, let component, let text): "label \(column).\(component) \(text)"
            case .flag(let column, let component, let flag): "flag \(column).\(component) \(flag)"
            case .missing(let column, let rule): "missing\(column.map { " \($0)" } ?? ""): \(rule)"
            case .repaired(let text): "repaired: \(text)"
            case .folded(let text): "folded: \(text)"
            case .inferred(let text): "inferred: \(text)"
            case .partial(let text): "partial: \(text)"
            case .rejected(let text): "rejected: \(text)"
            case .contradiction(let text): "contradiction: \(text)"
            }
        }.joined(separator: "; ")
    }
}

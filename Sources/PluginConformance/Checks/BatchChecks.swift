import CTagPlugin

extension ConformanceCheck {
    static let batches = [
        ConformanceCheck("batch-empty", "an empty batch, without an array, is no error", why: "a host may have nothing to ask") { bench in
            try sized(bench, [0])
        },
        ConformanceCheck("batch-one", "a batch of one is answered", why: "hosts look for a culprit in ever smaller batches") { bench in
            try sized(bench, [1])
        },
        ConformanceCheck("batch-1024", "a batch of 1,024 is answered", why: "that is what a run hands over") { bench in
            try sized(bench, [1024])
        },
        ConformanceCheck("batch-65536", "a batch of 65,536 is answered", why: "an archive has that many descriptions") { bench in
            try sized(bench, [65_536])
        },
        ConformanceCheck("batches-many", "it still answers alike after 2,000 batches", why: "a run goes on for hours") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.items(session.declaration.claims[claim], ["12.5", "KNEE", "UNKNOWN", "0", "1\\2"])
                let first = try session.ask(claim, items)
                for _ in 0..<2000 / session.declaration.claims.count { _ = try session.ask(claim, items, manner: .forgets) }
                try compare(items, first, try session.ask(claim, items), "after many batches")
            }
            return .passed()
        },
        ConformanceCheck("batch-unknown-claim", "a claim that it does not have is an error", why: "an index must be looked at before it is used") { bench in
            let session = try bench.session()
            let items = bench.items(session.declaration.claims[0], ["12.5"])
            for claim in [session.declaration.claims.count, 1000, Int(UInt32.max)] {
                bench.note("claim \(claim), of \(session.declaration.claims.count)")
                guard try session.call(claim, items).status != TAGPLUGIN_OK else { throw Fault("parse takes the claim \(claim): return TAGPLUGIN_BAD_ARGUMENT") }
            }
            return .passed()
        },
        ConformanceCheck("batch-wrong-inputs", "another number of inputs than it declares is an error", why: "values would be taken for those of another tag", isAdvice: true) { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                bench.note("claim \(claim) with one input more than it declares")
                let items = bench.items(declared, ["12.5"]).map { $0 + [.absent] }
                let (status, _) = try session.call(claim, items, inputCount: declared.inputCount + 1)
                guard status != TAGPLUGIN_OK else { throw Fault("parse takes \(declared.inputCount + 1) inputs for claim \(claim): look at batch->input_count") }
            }
            return .passed()
        },
        ConformanceCheck("batch-wide-values", "it steps by batch->value_size", why: "a later host's values have more fields") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                try compare(items, try session.ask(claim, items), try session.ask(claim, items, style: [.wideValues]), "where values are \(MemoryLayout<tagplugin_value>.stride + 16) bytes apart")
            }
            return .passed()
        },
        ConformanceCheck("batch-long-structs", "it takes a longer batch and a longer sink", why: "a later host's have more fields") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                try compare(items, try session.ask(claim, items), try session.ask(claim, items, style: [.longStructs]), "with longer structs")
            }
            return .passed()
        },
    ]

    /// Batches of so many items, made of all there is by turns; the largest for two claims only, which share their loop with others.
    private static func sized(_ bench: Bench, _ sizes: [Int]) throws -> Finding {
        let session = try bench.session()
        for claim in session.declaration.claims.indices {
            let usual = bench.usualItems(session, claim)
            let known = try session.ask(claim, usual)
            for size in claim < 2 ? sizes : sizes.map({ min($0, 4096) }) {
                bench.note("claim \(claim), \(size) items")
                let items = (0..<size).map { usual[$0 % usual.count] }
                let answers = try session.ask(claim, items)
                guard let place = (0..<size).first(where: { answers[$0] != known[$0 % usual.count] }) else { continue }
                throw Fault("item \(place) of \(size) is answered otherwise than in a batch of \(usual.count)")
            }
        }
        return .passed()
    }
}

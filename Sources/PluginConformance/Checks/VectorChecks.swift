extension ConformanceCheck {
    static let vectors = [
        ConformanceCheck("vectors-format", "its vectors fit what it claims", why: "a path that is misspelt tests nothing") { bench in
            guard let file = bench.vectors else { return .skipped("no vectors were given: --vectors FILE, or vectors.txt beside the library") }
            guard !file.vectors.isEmpty else { return .warned("\(file.path) has no vector") }
            let declaration = try bench.session(.vectorsOnly).declaration
            for vector in file.vectors {
                guard let claim = bench.claim(vector, declaration) else { throw Fault("\(file.path):\(vector.line): it claims no “\(vector.inputs[0].path)”") }
                let known = Set(declaration.claims[claim].inputs.compactMap(\.path))
                let others = vector.inputs.dropFirst().map(\.path)
                if let wrong = others.first(where: { !known.contains($0) }) { throw Fault("\(file.path):\(vector.line): the claim has no input “\(wrong)”") }
            }
            return file.vectors.count < 15 ? .warned("\(file.vectors.count) vectors; 15 or more tell what a plugin does") : .passed("\(file.vectors.count) vectors")
        },
        ConformanceCheck("vectors-hold", "it answers its vectors as they say", why: "they are its documentation") { bench in
            guard let file = bench.vectors else { return .skipped("no vectors were given: --vectors FILE, or vectors.txt beside the library") }
            let session = try bench.session(.vectorsOnly)
            var faults: [String] = []
            for vector in file.vectors {
                guard let claim = bench.claim(vector, session.declaration) else { continue }
                let declared = session.declaration.claims[claim]
                let keyword = declared.isEvery ? vector.inputs[0].path : Session.keyword(declared)
                bench.note("\(file.path):\(vector.line)")
                let told = try session.ask(claim, [bench.item(vector, declared)], keyword: keyword)[0]
                let outcome = VectorOutcome(told, claim: declared, keyword: keyword)
                if !outcome.hasColumns(like: vector.outcome) || outcome.notes != vector.outcome.notes {
                    faults.append("\(file.path):\(vector.line): expected \(vector.outcome.text); answered \(outcome.text.isEmpty ? "nothing" : outcome.text)")
                }
            }
            guard let first = faults.first else { return .passed("\(file.vectors.count)") }
            throw Fault(first + (faults.count > 1 ? "; and \(faults.count - 1) more" : ""))
        },
    ]
}

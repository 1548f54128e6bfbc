import CTagPlugin


/// What a check works with: the library, its vectors, and values to hand over.
final class Bench {
    let path: String
    let vectors: VectorFile?
    /// Folder of the dictionaries, for what must be known to them.
    let dictionaries: String?
    /// Whether the check has crashed before, and is run again to find out on which value.
    let isPrecise: Bool
    /// What the check is about to do, for when it does not come back.
    let note: (String) -> Void

    init(path: String, vectors: VectorFile?, dictionaries: String?, isPrecise: Bool, note: @escaping (String) -> Void) {
        self.path = path
        self.vectors = vectors
        self.dictionaries = dictionaries
        self.isPrecise = isPrecise
        self.note = note
    }

    var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// `Name` of `lib<Name>.so`, nil when the file is not named so.
    var name: String? {
        let name = fileName.dropFirst(3).dropLast(3)
        let isPlain = name.utf8.allSatisfy { byte in
            [UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z")].contains { $0 ~= byte }
                || byte == UInt8(ascii: "_")
        }
        return fileName.hasPrefix("lib") && fileName.hasSuffix(".so") && !name.isEmpty && isPlain ? String(name) : nil
    }

    func library() throws(Fault) -> LoadedLibrary {
        guard let name else { throw Fault("the file is not named lib<Name>.so") }
        return try LoadedLibrary(path, name: name)
    }

    func host(_ manner: MadeHost.Manner = .made, conditions: [String] = []) -> MadeHost {
        MadeHost(manner, vectors: vectors, conditions: conditions, dictionaries: dictionaries)
    }

    func session(_ manner: MadeHost.Manner = .made, conditions: [String] = []) throws(Fault) -> Session {
        try library().start(host(manner, conditions: conditions))
    }
}

// MARK: Items
extension Bench {
    /// Each text in each input of a claim, beside absent ones; where there are several inputs, mixtures too.
    func items(_ claim: Declaration.Claim, _ texts: [String]) -> [[GivenValue]] {
        let representations = (0..<claim.inputCount).map { representation(claim, $0) }
        var items: [[GivenValue]] = []
        for text in texts {
            for input in 0..<min(claim.inputCount, 4) {
                var item = [GivenValue](repeating: .absent, count: claim.inputCount)
                item[input] = GivenValue(text, vr: representations[input])
                items.append(item)
            }
        }
        guard claim.inputCount > 1 else { return items }
        var numbers = RandomNumbers(seed: 1)
        for _ in texts {
            items.append(
                representations.map { vr in
                    let place = Int(numbers.next() % UInt64(texts.count))
                    return numbers.next() % 4 == 0 ? .absent : GivenValue(texts[place], vr: vr)
                })
        }
        return items
    }

    /// All that messy values, the plugin's own vectors and random texts make for a claim.
    func usualItems(_ session: Session, _ claim: Int) -> [[GivenValue]] {
        let declared = session.declaration.claims[claim]
        let own = (vectors?.vectors ?? []).filter { self.claim($0, session.declaration) == claim }.map { item($0, declared) }
        return own + items(declared, MessyValues.kinds.flatMap(\.values) + MadeTexts.random(200, seed: 7))
    }

    /// What vectors say an input is read with; a text, else.
    private func representation(_ claim: Declaration.Claim, _ input: Int) -> String {
        let path = claim.isEvery ? nil : claim.inputs[input].path
        if claim.isEvery, let vr = claim.vrs?.split(separator: " ").first { return String(vr) }
        let found = vectors?.vectors.lazy.flatMap(\.inputs).first { ($0.path == path || path == nil) && $0.value.vr != "UN" }
        return found?.value.vr ?? "LO"
    }
}

// MARK: Vectors
extension Bench {
    /// The tuple claim whose first input the vector names first, or else the claim on every tag of its representation.
    func claim(_ vector: PluginVector, _ declaration: Declaration) -> Int? {
        guard let first = vector.inputs.first else { return nil }
        let claims = declaration.claims
        return claims.firstIndex { !$0.isEvery && $0.inputs.first?.path == first.path }
            ?? claims.firstIndex { $0.isEvery && ($0.vrs ?? "").split(separator: " ").contains(first.value.vr[...]) }
    }

    func item(_ vector: PluginVector, _ claim: Declaration.Claim) -> [GivenValue] {
        if claim.isEvery { return [vector.inputs[0].value] }
        return claim.inputs.map { input in vector.inputs.first { $0.path == input.path }?.value ?? .absent }
    }
}

/// What the layers of one name say of each other's entries: which of them one takes from those below.
struct LintLayers {
    private struct Layer {
        let dictionary: SynonymDictionary
        /// Nil where the layer contradicts itself.
        let index: LayerIndex?
        /// Where it stands among the named files; nil for a shipped one.
        let file: Int?
    }

    private var layers: [Layer]

    init(_ files: [LintedFile], _ indices: [Int], below: [SynonymDictionary]) {
        let all = below.map { ($0, nil) } + indices.map { (files[$0].dictionary, Int?.some($0)) }
        layers = all.map { Layer(dictionary: $0, index: try? LayerIndex($0), file: $1) }
    }

    func check(_ files: inout [LintedFile]) {
        for (position, layer) in layers.enumerated() where position > 0 {
            guard let file = layer.file else { continue }
            let below = Array(layers[..<position])
            let words = FoldWords(below.map(\.dictionary))
            for entry in LintEntry.all(of: layer.dictionary) {
                guard let (found, step, lower) = LintLayers.find(entry, in: below, words) else { continue }
                let line = lower.file.map { files[$0].line(of: found.tag) } ?? found.line
                let place = "\(lower.dictionary.file):\(line)"
                let way = step == .exact || step == .synonym ? "" : " by the step “\(step)”"
                let term = lower.index?.termName(found)
                if term != entry.term {
                    let message = "“\(entry.text)” stands for \(entry.meaning)\(entry.place); without this layer, for "
                    files[file].add(.remark, .shadowingEntry, message + "\(LintEntry.meaning(term))\(way) (\(place))", at: entry.tag)
                } else if !entry.isName {
                    let message = "“\(entry.text)” stands for \(entry.meaning) without this layer too\(way) (\(place))"
                    files[file].add(.remark, .repeatedEntry, message, at: entry.tag)
                }
            }
        }
    }

    /// What an entry's text stands for in its context without its layer and those above.
    private static func find(
        _ entry: LintEntry, in below: [Layer], _ words: FoldWords
    ) -> (entry: LayerIndex.Entry, step: FoldStep, layer: Layer)? {
        let form = FoldForm(entry.text)
        for layer in below.reversed() {
            if let found = layer.index?.find(form, in: FoldContext(entry.condition.example), words: words) { return (found.entry, found.step, layer) }
        }
        return nil
    }
}

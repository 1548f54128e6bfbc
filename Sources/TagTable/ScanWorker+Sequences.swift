import DICOM

extension ScanWorker {
    /// The shared functional groups item, and the per-frame item of the middle frame, which stands for the object.
    func functionalGroupItems(_ elements: [Element]) -> [(item: Int, location: Location)] {
        var found: [(item: Int, location: Location)] = []
        var index = 0
        while index < elements.count {
            let element = elements[index]
            if element.vr == .SQ, Int(element.subtreeEnd) > index + 1 {
                if element.tag == .sharedFunctionalGroups { found.append((index + 1, .shared)) }
                if element.tag == .perFrameFunctionalGroups { found.append((middleItem(of: index, elements), .perFrame)) }
            }
            index = Int(element.subtreeEnd)
        }
        return found
    }

    func middleItem(of sequence: Int, _ elements: [Element]) -> Int {
        var item = sequence + 1
        for _ in 0..<(itemCount(sequence, elements) / 2) { item = Int(elements[item].subtreeEnd) }
        return item
    }

    /// The first item of each macro sequence, such as Pixel Measures Sequence, in a functional groups item.
    func macroItems(in item: Int, _ elements: [Element]) -> [Int] {
        var found: [Int] = []
        var index = item + 1
        while index < Int(elements[item].subtreeEnd) {
            if elements[index].vr == .SQ, Int(elements[index].subtreeEnd) > index + 1 { found.append(index + 1) }
            index = Int(elements[index].subtreeEnd)
        }
        return found
    }

    mutating func addNestedPaths(_ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope, _ groups: [Int]) {
        for (number, path) in options.nestedPaths.enumerated() {
            var levels = [0..<elements.count]
            for group in groups {
                levels += macroItems(in: group, elements).map { ($0 + 1)..<Int(elements[$0].subtreeEnd) }
            }
            for level in levels {
                guard let (index, inner) = find(path.steps[...], in: level, elements, bytes, scope) else { continue }
                addValue(of: elements[index], at: index, elements, bytes, inner, to: column(for: ColumnKey(nested: number)), .topLevel)
                break
            }
        }
    }

    /// Follows the steps of a path through first items. Returns the element, and the scope it stands in.
    func find(
        _ steps: ArraySlice<AttributePath.Step>, in range: Range<Int>, _ elements: [Element], _ bytes: RawSpan, _ scope: ScanScope
    ) -> (Int, ScanScope)? {
        guard let step = steps.first else { return nil }
        let creator = step.creator.map { Array($0.utf8) }
        // What the step's creator reserved so far.
        var blocks: Set<Tag> = []
        var index = range.lowerBound
        while index < range.upperBound {
            let element = elements[index]
            if let creator, element.tag.isPrivateCreator, !element.isSkipped, element.vr != .SQ {
                let isOwn = ScanWorker.isText(creator, at: element.range, bytes)
                if isOwn { blocks.insert(element.tag) } else { blocks.remove(element.tag) }
            }
            if matches(step, element, blocks) {
                if steps.count == 1 { return (index, scope) }
                guard element.vr == .SQ, Int(element.subtreeEnd) > index + 1 else { return nil }
                return find(steps.dropFirst(), in: (index + 2)..<Int(elements[index + 1].subtreeEnd), elements, bytes, scope)
            }
            index = Int(element.subtreeEnd)
        }
        return nil
    }

    /// Whether the bytes there, without padding, are this text.
    static func isText(_ text: [UInt8], at range: Range<Int>, _ bytes: RawSpan) -> Bool {
        let range = withoutPadding(range, bytes)
        return range.count == text.count
            && text.indices.allSatisfy { bytes.unsafeLoad(fromByteOffset: range.lowerBound + $0, as: UInt8.self) == text[$0] }
    }

    func matches(_ step: AttributePath.Step, _ element: Element, _ blocks: Set<Tag>) -> Bool {
        guard step.creator != nil else { return element.tag == step.tag }
        return element.tag.withoutBlock == step.tag && element.tag.creatorTag.map { blocks.contains($0) } == true
    }
}

import CTagPlugin

/// A running plugin: hands each item of a batch to the parser of its claim.
final class PluginInstance: Sendable {
    private let parsers: [ClaimedParser]

    var claims: [Claim] { parsers.map(\.claim) }

    init(parsers: [any TagParser]) {
        self.parsers = parsers.map(ClaimedParser.init)
    }

    func parse(_ batch: UnsafePointer<tagplugin_batch>?, _ sink: UnsafePointer<tagplugin_sink>?) -> tagplugin_status {
        guard let batch = VersionedStruct.load(batch, into: tagplugin_batch()),
            let sink = VersionedStruct.load(sink, into: tagplugin_sink()),
            let parser = parser(of: batch)
        else { return TAGPLUGIN_BAD_ARGUMENT }
        // An empty batch may come without an array.
        guard batch.count > 0 else { return TAGPLUGIN_OK }
        guard let layout = BatchLayout(batch) else { return TAGPLUGIN_BAD_ARGUMENT }

        for item in 0..<batch.count {
            let input = Input(
                values: layout.values + Int(item) * layout.itemSize, valueSize: layout.valueSize,
                count: layout.inputCount, keyword: batch.keyword)
            parser.parse(input, Answer(sink: sink, item: item))
        }
        return TAGPLUGIN_OK
    }

    private func parser(of batch: tagplugin_batch) -> ClaimedParser? {
        let index = Int(batch.claim)
        guard parsers.indices.contains(index) else { return nil }
        let parser = parsers[index]
        return parser.inputCount == Int(batch.input_count) ? parser : nil
    }
}

/// A parser with what the loop over a batch needs to know of its claim.
private struct ClaimedParser: Sendable {
    let parser: any TagParser
    let claim: Claim
    let inputCount: Int
    let claimedTags: [InputTag]

    init(_ parser: any TagParser) {
        self.parser = parser
        claim = parser.claim
        switch claim.scope {
        case .tuple: inputCount = claim.inputs.count
        case .every: inputCount = 1
        }
        claimedTags = (0..<inputCount).filter(claim.isClaimed).map(InputTag.init(index:))
    }

    func parse(_ input: borrowing Input, _ answer: borrowing Answer) {
        guard claim.infers || claimedTags.contains(where: { input.isPresent($0) }) else {
            answer.missing("no value")
            return
        }
        do throws(Rejection) {
            try parser.parse(input, answer: answer)
        } catch {
            answer.rejected(error.reason)
        }
    }
}

/// Where the values of a batch lie, with every product of its counts known to fit.
private struct BatchLayout {
    let values: UnsafeRawPointer
    let valueSize: Int
    let itemSize: Int
    let inputCount: Int

    init?(_ batch: tagplugin_batch) {
        valueSize = Int(batch.value_size)
        inputCount = Int(batch.input_count)
        let (itemSize, itemOverflow) = valueSize.multipliedReportingOverflow(by: inputCount)
        let (_, batchOverflow) = itemSize.multipliedReportingOverflow(by: Int(batch.count))
        guard let values = batch.values, valueSize >= MemoryLayout<tagplugin_value>.size, !itemOverflow, !batchOverflow
        else { return nil }
        self.values = UnsafeRawPointer(values)
        self.itemSize = itemSize
    }
}

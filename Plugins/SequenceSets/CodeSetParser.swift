import TagPluginKit

/// A set of codes: one label of them all, sorted, and a flag for each that the standard defines. The order says nothing.
struct CodeSetParser: TagParser {
    let claim: Claim
    private let inputs: CodeSetInputs
    private let columns: CodeSetColumns

    init(_ set: CodeSet) {
        var claim = Claim()
        inputs = CodeSetInputs(CodeSetReader(set), &claim)
        columns = CodeSetColumns(set, &claim)
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try inputs.read(input, answer)
        guard !reading.isEmpty else { return answer.missing(inputs.missingRule(input)) }
        columns.tell(reading, answer)
    }
}

/// The public tag, and the private one that Siemens' XA software fills instead.
struct CodeSetInputs: Sendable {
    private let own: InputTag
    private let siemens: InputTag
    private let reader: CodeSetReader

    init(_ reader: CodeSetReader, _ claim: inout Claim) {
        own = claim.claimed(reader.set.attribute)
        siemens = claim.claimed(reader.set.siemensCopy)
        self.reader = reader
    }

    /// Tells repairs and what was not understood, too.
    func read(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> CodeSetReading {
        var reading = reader.read(input, own)
        if reading.isEmpty, input.isPresent(siemens) {
            let copy = reader.read(input, siemens)
            // What the public tag holds in vain is still to be told.
            if !copy.isEmpty || reading.unknown == 0 { reading = copy }
        } else if input.isPresent(siemens) {
            let copy = reader.read(input, siemens)
            if !copy.isEmpty, copy.codes != reading.codes { answer.contradiction("Siemens' private copy differs") }
        }
        guard !reading.isEmpty || reading.unknown == 0 else { throw Rejection("no code of \(reader.set.attribute)") }
        for repair in reading.repairs where !reading.isEmpty { answer.repaired(repair) }
        if reading.unknown > 0 { answer.partial("\(reading.unknown) of \(reading.unknown + reading.codes.count) codes not understood") }
        return reading
    }

    /// Why a value without any code stands for missing.
    func missingRule(_ input: borrowing Input) -> String { input.sentinel(own) ?? input.sentinel(siemens) ?? "no value" }
}

/// The columns of a set.
struct CodeSetColumns: Sendable {
    private let set: CodeSet
    private let label: LabelColumn
    private let flags: [(code: String, column: FlagColumn)]

    init(_ set: CodeSet, _ claim: inout Claim) {
        self.set = set
        label = claim.label(set.attribute, "\(set.summary): codes in order of the alphabet, joined by +")
        flags = set.members.map { ($0.code, claim.flag("\(set.attribute)_\($0.code)", $0.summary)) }
    }

    func tell(_ reading: CodeSetReading, _ answer: borrowing Answer) {
        if let text = reading.label ?? set.none { answer.label(label, text) }
        for (code, column) in flags { answer.flag(column, reading.codes.contains(code)) }
        if reading.isNone, !reading.codes.isEmpty { answer.contradiction("NONE beside other codes") }
    }
}

import TagPluginKit

/// SamplesPerPixel: 1 for grey, 3 for color.
struct SamplesParser: TagParser {
    let claim: Claim
    private let photometric: InputTag
    private let column: NumericColumn

    private static let quantity = Quantity("number of samples", within: 1...4, zero: .missing("zero is not a number of samples"))
    private static let expected: [(prefix: String, samples: Double)] = [
        ("MONOCHROME", 1), ("PALETTE", 1), ("RGB", 3), ("YBR_", 3), ("HSV", 3), ("ARGB", 4), ("CMYK", 4),
    ]

    init() {
        var claim = Claim()
        claim.claimed("SamplesPerPixel")
        photometric = claim.context("PhotometricInterpretation")
        column = claim.number("SamplesPerPixel", "samples of each pixel: 1 for grey, 3 for color")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let reading = try Self.quantity.read(input)
        answer.quantity(column, reading)
        let interpretation = input.text(photometric)
        guard let samples = reading.number, let expected = Self.expected.first(where: { interpretation.hasPrefix($0.prefix) }) else { return }
        if samples != expected.samples { answer.contradiction("the samples are not those of the photometric interpretation") }
    }
}

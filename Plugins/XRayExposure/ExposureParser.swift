import TagPluginKit

/// Exposure in mAs, and whether it is what tube current and exposure time make.
///
/// Where it is not, all three stay as they are and the contradiction is reported. Spiral CT often has the effective mAs,
/// divided by the pitch, which is none.
struct ExposureParser: TagParser {
    let claim: Claim
    private let exposure: AmountReader
    private let time: AmountReader
    private let current: AmountReader
    private let pitch: InputTag
    private let column: NumericColumn

    /// Beyond rounding, how far the product may be off: the current is not the same all the time.
    private static let tolerance = 0.15

    init() {
        var claim = Claim()
        exposure = AmountReader(.exposure, claiming: &claim)
        time = AmountReader(.exposureTime, asContextOf: &claim)
        current = AmountReader(.tubeCurrent, asContextOf: &claim)
        pitch = claim.context("SpiralPitchFactor")
        column = claim.number(Amount.exposure.column, unit: Amount.exposure.unit, Amount.exposure.summary)
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let outcome = exposure.read(input)
        try exposure.tell(outcome, column, answer)
        guard let exposure = outcome.agreed, let time = time.read(input).agreed, let current = current.read(input).agreed else { return }
        let isProduct = [1, pitchFactor(input)].contains { factor in
            guard let factor else { return false }
            return Self.agree(exposure, current, time, pitch: factor)
        }
        if !isProduct { answer.contradiction("the exposure is not tube current times exposure time") }
    }

    private func pitchFactor(_ input: borrowing Input) -> Double? {
        guard let factor = try? input.single(pitch).value, factor > 0 else { return nil }
        return factor
    }

    private static func agree(
        _ exposure: AmountReader.Found, _ current: AmountReader.Found, _ time: AmountReader.Found, pitch: Double
    ) -> Bool {
        let scale = 1000 * pitch
        let product = current.value * time.value / scale
        let rounding = (current.rounding * time.value + time.rounding * current.value) / scale + exposure.rounding
        return abs(exposure.value - product) <= rounding + tolerance * max(exposure.value, product)
    }
}

extension AmountReader.Outcome {
    /// What was found, unless tags differ.
    fileprivate var agreed: AmountReader.Found? { differ ? nil : found }
}

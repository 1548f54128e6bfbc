/// When to tell of a training, when to write a checkpoint, and how long it takes yet. Nothing here changes what comes out.
struct TrainingClock {
    let stepsPerEpoch: Int
    let epochs: Int
    private let secondsBetweenSaves: Double
    private let start = ContinuousClock.now
    private var lastSave = ContinuousClock.now
    private var lastTold = ContinuousClock.now
    private var steps = 0

    init(stepsPerEpoch: Int, epochs: Int, every seconds: Double) {
        self.stepsPerEpoch = stepsPerEpoch
        self.epochs = epochs
        secondsBetweenSaves = seconds
    }

    mutating func countStep() { steps += 1 }
    mutating func countSave() { lastSave = .now }

    var isTimeToSave: Bool { lastSave.duration(to: .now) >= .seconds(secondsBetweenSaves) }

    /// About once a second, or as often as there are checkpoints.
    var isTimeToTell: Bool {
        mutating get {
            guard lastTold.duration(to: .now) >= .seconds(min(1, secondsBetweenSaves)) else { return false }
            lastTold = .now
            return true
        }
    }

    func progress(_ state: TrainingState, loss: Double) -> AutoencoderProgress {
        let left = max(0, (epochs - state.epoch) * stepsPerEpoch - state.step)
        let seconds = steps > 0 ? (ContinuousClock.now - start) / .seconds(1) / Double(steps) * Double(left) : 0
        return AutoencoderProgress(
            epoch: state.epoch, epochs: epochs, step: state.step, steps: stepsPerEpoch, loss: loss, validationLoss: state.history.last?.validationLoss,
            secondsLeft: seconds)
    }
}

/// A device of a made-up site, with the habits that make its tags messy.
struct Device: Sendable {
    let name: String
    let modality: Modality
    let language: Language
    let maker: Maker
    let model: String
    let software: String
    /// As this device writes it.
    let manufacturer: String
    let serialNumber: String
    let text: TextEncoding
    let file: FileEncoding
    /// Each with the share of series that show it.
    let habits: [(habit: Habit, share: Double)]
    /// X-ray plates that are shown inverted.
    let isMonochrome1: Bool
    /// Pixels of CT that are signed, with Hounsfield units stored as they are.
    let isSigned: Bool
    /// Multi-frame objects for MR, colours for ultrasound.
    let isEnhanced: Bool
    /// Rows and columns of its images are multiplied by this.
    let scale: Double
    let fieldStrength: Double

    /// - Parameters:
    ///   - number: of the device; equal numbers of one seed are equal devices.
    ///   - turn: of the device among those of its kind, so that makers and languages take turns.
    ///   - isTidy: the same device without any habit.
    init(seed: UInt64, number: Int, turn: Int, modality: Modality, isTidy: Bool) {
        var draw = Draw(seed, 1, number)
        let models = Maker.models(modality)
        let (maker, model, software) = models[turn % models.count]
        let languages = Language.allCases
        self.modality = modality
        (self.maker, self.model, self.software) = (maker, model, software)
        language = turn == 0 ? .english : draw.chance(0.25) ? .english : draw.pick(languages)
        name = "D" + String(100 + number).dropFirst()
        serialNumber = String(draw.integer(10_000...99_999))
        let encodings = language.encodings
        let drawn = draw.chance(0.6) ? encodings[0] : draw.pick(encodings)
        text = isTidy ? encodings[0] : drawn
        file = draw.pick(weighted: [(.explicitLittle, 70), (.implicitLittle, 18), (.runLength, 8), (.deflated, 4)])
        var habits: [(habit: Habit, share: Double)] = []
        for habit in Habit.allCases where habit.suits(modality, language) && draw.below(100) < habit.frequency {
            habits.append((habit, Double(draw.integer(habit.share)) / 100))
        }
        if drawn != encodings[0] { habits.append((.undeclaredCharacterSet, 1)) }
        self.habits = isTidy ? [] : habits
        let spelling = habits.contains { $0.habit == .spelledManufacturer } ? draw.pick(Array(maker.spellings.dropFirst())) : maker.spellings[0]
        manufacturer = isTidy ? maker.spellings[0] : spelling
        isMonochrome1 = [.CR, .DX, .MG].contains(modality) && draw.chance(0.3)
        isSigned = modality == .CT && draw.chance(0.4)
        isEnhanced = modality == .MR ? model == "Ingenia" : modality == .US && draw.chance(0.5)
        scale = draw.pick([0.85, 1, 1, 1.15])
        fieldStrength = modality == .MR ? draw.pick([1.5, 1.5, 3, 1]) : 0
    }
}

/// All devices: the same ones for every archive of a seed, whatever its size.
struct Hospital: Sendable {
    let devices: [Device]

    init(seed: UInt64, isTidy: Bool = false) {
        var devices: [Device] = []
        for modality in Modality.allCases {
            // One of each model, and one more.
            for turn in 0...Maker.models(modality).count {
                devices.append(Device(seed: seed, number: devices.count, turn: turn, modality: modality, isTidy: isTidy))
            }
        }
        self.devices = devices
    }

    func device(_ modality: Modality, _ draw: inout Draw) -> Device { draw.pick(devices.filter { $0.modality == modality }) }
}

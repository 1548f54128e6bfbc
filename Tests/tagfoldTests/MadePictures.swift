import TestSupport

/// A folder of images of which it is known whether their look follows their tags, and a backend that shows them.
final class MadePictures: Sendable {
    let folder: TemporaryFolder
    let path: String
    let backend: String

    /// What the look of an image follows.
    enum Look {
        /// Modality, and all that goes with it.
        case kind
        /// PatientAge alone, by decades.
        case age
        /// Nothing.
        case chance
    }

    /// - Parameters:
    ///   - imagesOfPatient: how many images each patient has.
    ///   - name: of a file, by its number.
    init(_ count: Int, _ look: Look, imagesOfPatient: Int = 2, name: (Int) -> String = { "\(1000 + $0).dcm" }) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/archive"
        backend = try CCompiler().renderer(from: "Cells", in: folder)
        for number in 0..<count {
            try folder.write("archive/" + name(number), MadePictures.image(number, look, patient: number / imagesOfPatient).bytes)
        }
    }

    private static func image(_ number: Int, _ look: Look, patient: Int) -> DICOMFile {
        var draws = Draws(state: UInt64(number) << 20)
        let (kind, age) = (number % 3, Int(draws.next(3)))
        let chance = Int(draws.next(3))
        let pattern = look == .kind ? kind : look == .age ? age : chance
        return DICOMFile.image(number)
            .with(0x0008_0060, "CS", look == .age ? "CT" : ["CT", "MR", "CR"][kind])
            .with(0x0008_0070, "LO", look == .age ? "SIEMENS" : ["SIEMENS", "GE MEDICAL SYSTEMS", "Philips"][kind])
            .with(0x0010_0020, "LO", "Doe-\(patient)")
            .with(0x0010_1010, "AS", "0\([15, 45, 75][age] + Int(draws.next(9)))Y")
            .with(0x0018_0015, "CS", ["CHEST", "HAND", "HEAD"][look == .age ? 0 : Int(draws.next(3))])
            .with(0x0018_0050, "DS", look == .age ? "1.0" : ["1.0", "5.0", "2.5"][kind])
            .with(0x0020_000D, "UI", "2.25.77.\(patient)")
            .with(0x0020_000E, "UI", "2.25.78.\(number)")
            .with(0x0028_1050, "DS", look == .age ? "40" : "\(40 * kind)")
            .with(0x7FE0_0010, "OB", MadePictures.cells(pattern, &draws))
    }

    /// Stripes down, stripes across, or a disc; each with noise of its own.
    private static func cells(_ pattern: Int, _ draws: inout Draws) -> [UInt8] {
        (0..<256).map { cell in
            let (row, column) = (cell / 16, cell % 16)
            let isLit =
                switch pattern {
                case 0: column / 4 % 2 == 0
                case 1: row / 4 % 2 == 0
                default: (row - 8) * (row - 8) + (column - 8) * (column - 8) < 30
                }
            return UInt8(isLit ? 150 : 40) + UInt8(draws.next(60))
        }
    }

    /// SplitMix64, written once more: neighbouring seeds have nothing to do with each other.
    private struct Draws {
        var state: UInt64
        mutating func next(_ bound: UInt64) -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return (mixed ^ (mixed >> 31)) % bound
        }
    }

    /// Runs `tagfold evaluate` over the images.
    func evaluate(_ arguments: [String] = [], embedding: String = "pixels", out: String = "out") throws -> (result: Command.Result, report: [UInt8]?) {
        let target = folder.path + "/" + out
        let words = ["evaluate", path, "--out", target, "--renderer", backend, "--embedding", embedding]
        let result = try Command.tagfold().run(words + arguments, seconds: 300)
        return (result, try? TemporaryFolder.read(target + "/evaluation.json"))
    }
}

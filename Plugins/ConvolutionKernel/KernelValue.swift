/// The names of kernels in one value, and the strength behind a kernel of Siemens.
struct KernelValue {
    private(set) var kernels: [String]
    private(set) var strength: Double?

    /// - Parameter texts: those of the value, none of them empty.
    init(_ texts: [String]) {
        kernels = texts
        // Some tools put a space in place of the backslash.
        let words = texts.count == 1 ? texts[0].split(separator: " ").map(String.init) : texts
        guard words.count == 2, KernelValue.isOfSiemens(words[0]), let strength = KernelValue.strength(words[1]) else { return }
        kernels = [words[0]]
        self.strength = strength
    }

    /// A family of one or two letters, the sharpness as two digits, and a letter for the resolution: `B30f`, `Br40d`.
    private static func isOfSiemens(_ name: String) -> Bool {
        let family = name.prefix { $0.isASCII && $0.isLetter }
        let rest = name.dropFirst(family.count)
        let sharpness = rest.prefix { $0.isASCII && $0.isNumber }
        let resolution = rest.dropFirst(sharpness.count)
        return (1...2).contains(family.count) && sharpness.count == 2 && resolution.count == 1 && resolution.allSatisfy { $0.isASCII && $0.isLetter }
    }

    /// SAFIRE and ADMIRE have the strengths 1 to 5.
    private static func strength(_ text: String) -> Double? {
        guard text.count == 1, let digit = text.first?.wholeNumberValue, (1...5).contains(digit) else { return nil }
        return Double(digit)
    }
}

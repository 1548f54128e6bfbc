import TagPluginKit

/// Folds ConvolutionKernel to the class of the kernel, and takes off the strength of iterative reconstruction that Siemens
/// writes behind it (`I31f\3`).
struct KernelParser: TagParser {
    let claim: Claim
    private let kernel: InputTag
    private let kernels: ScopedFolding
    private let kernelClass: LabelColumn
    private let strength: NumericColumn

    private static let dictionary = "convolution-kernels"

    init(host: Host) {
        var claim = Claim()
        kernel = claim.claimed("ConvolutionKernel")
        kernels = ScopedFolding(through: Self.dictionary, of: "ConvolutionKernel", always: ["Manufacturer"], for: &claim, host: host)
        kernelClass = claim.label("ConvolutionKernel", "class of the kernel, a term of the dictionary convolution-kernels")
        strength = claim.number("ConvolutionKernel_strength", "strength of the iterative reconstruction by Siemens, 1 to 5")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let context = kernels.context(input)
        let list = input.texts(kernel)
        let value = KernelValue(list.elements.filter { !$0.isEmpty })
        let folds = folds(of: value, whole: input.text(kernel), context)
        let known = folds.compactMap { $0 }
        let terms = Set(known.filter { !$0.standsForMissing }.map(\.term))
        guard !terms.isEmpty else {
            if known.isEmpty, let rule = input.sentinel(kernel) { return answer.missing(rule) }
            guard known.count == folds.count else { throw Rejection("not in dictionary \(Self.dictionary)") }
            for fold in known { answer.folded(fold) }
            return answer.missing(Sentinels.dictionaryRule)
        }
        for fold in known { answer.folded(fold) }
        answer.repaired(list.repairs)
        answer.label(kernelClass, terms.sorted().joined(separator: "+"))
        if let number = value.strength { answer.number(strength, number) }
        if known.count < folds.count { answer.partial("\(folds.count - known.count) of \(folds.count) values not in dictionary \(Self.dictionary)") }
    }

    /// Of each kernel; of the text as a whole where it has values that are none by themselves (`FC13\AIDR`).
    private func folds(of value: KernelValue, whole: String, _ context: ScopedFolding.Context) -> [Fold?] {
        let folds = value.kernels.map { kernels.fold($0, in: context) }
        guard folds.count != 1, folds.isEmpty || folds.contains(where: { $0 == nil }), let fold = kernels.fold(whole, in: context) else { return folds }
        return [fold]
    }
}

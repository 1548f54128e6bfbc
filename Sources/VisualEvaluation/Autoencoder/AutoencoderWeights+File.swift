extension AutoencoderWeights {
    private static let format = "tagfold autoencoder 1"

    /// Reads a file of weights.
    /// - Throws: `AutoencoderError` when it cannot be read, is no safetensors file, or does not hold exactly the tensors of such a
    ///   network, of finite values.
    public init(contentsOf path: String) throws(AutoencoderError) {
        let file = try Safetensors(contentsOf: path)
        func bad(_ reason: String) -> AutoencoderError { AutoencoderError(.badFile, "\(path) holds no weights of an autoencoder: \(reason)") }

        guard file.metadata["format"] == AutoencoderWeights.format else { throw bad("its metadata does not say \(AutoencoderWeights.format)") }
        guard let filters = file.metadata["filters"].flatMap({ Int($0) }), (1...AutoencoderNetwork.mostFilters).contains(filters) else {
            throw bad("no number of filters in 1 to \(AutoencoderNetwork.mostFilters)")
        }
        guard let origin = Origin(file.metadata) else { throw bad("its metadata does not say what made the weights") }
        let network = AutoencoderNetwork(filters: filters)
        guard file.tensors.count == network.tensors.count else { throw bad("\(file.tensors.count) tensors, not \(network.tensors.count)") }
        do throws(Safetensors.Fault) { tensors = try file.values(network, prefix: "") } catch { throw bad(error.reason) }
        (self.network, self.origin) = (network, origin)
    }

    /// Writes them whole, or not at all: a file that is there is replaced at the end.
    /// - Throws: `AutoencoderError` when it cannot be written.
    public func write(to path: String) throws(AutoencoderError) {
        var metadata = origin.metadata
        metadata["format"] = AutoencoderWeights.format
        metadata["filters"] = String(network.filters)
        try Safetensors(metadata: metadata, tensors: Safetensors.tensors(network, tensors, prefix: "")).write(to: path)
    }
}

extension AutoencoderWeights.Origin {
    var metadata: [String: String] {
        AutoencoderEpoch.metadata(history).merging(["preset": preset, "seed": String(seed), "version": version, "epochs": String(epochs)]) { $1 }
    }

    init?(_ metadata: [String: String]) {
        guard let preset = metadata["preset"], let seed = metadata["seed"].flatMap({ UInt64($0) }), let version = metadata["version"],
            let history = AutoencoderEpoch.history(metadata), let epochs = metadata["epochs"].flatMap({ Int($0) }), (0...history.count).contains(epochs)
        else { return nil }
        self.init(preset: preset, seed: seed, version: version, history: history, epochs: epochs)
    }
}

// MARK: Tensors of a network

extension Safetensors {
    /// The values of a network among others.
    /// - Parameter prefix: of the names of its tensors.
    static func tensors(_ network: AutoencoderNetwork, _ values: [[Float]], prefix: String) -> [Tensor] {
        zip(network.tensors, values).map { Tensor(name: prefix + $0.name, shape: $0.shape, values: $1) }
    }

    /// - Throws: `Fault` when one is missing, of another shape, or not finite.
    func values(_ network: AutoencoderNetwork, prefix: String) throws(Fault) -> [[Float]] {
        var values: [[Float]] = []
        for tensor in network.tensors {
            let name = prefix + tensor.name
            guard let found = tensors.first(where: { $0.name == name }) else { throw Fault("there is no tensor \(name)") }
            guard found.shape == tensor.shape else { throw Fault("\(name) has the shape \(found.shape), not \(tensor.shape)") }
            guard found.values.allSatisfy(\.isFinite) else { throw Fault("\(name) has values that are not finite") }
            values.append(found.values)
        }
        return values
    }
}

// MARK: Losses in metadata

extension AutoencoderEpoch {
    static func metadata(_ history: [AutoencoderEpoch]) -> [String: String] {
        ["losses": text(history.map(\.loss)), "validation_losses": text(history.compactMap(\.validationLoss))]
    }

    /// - Returns: nil when they are not as they were written.
    static func history(_ metadata: [String: String]) -> [AutoencoderEpoch]? {
        guard let losses = metadata["losses"].flatMap(numbers), let validation = metadata["validation_losses"].flatMap(numbers),
            validation.isEmpty || validation.count == losses.count
        else { return nil }
        return losses.enumerated().map { AutoencoderEpoch(loss: $1, validationLoss: validation.isEmpty ? nil : validation[$0]) }
    }

    /// Numbers as a list in JSON: the shortest digits that read back as the same numbers.
    private static func text(_ numbers: [Double]) -> String { "[" + numbers.map { "\($0)" }.joined(separator: ", ") + "]" }

    private static func numbers(_ text: String) -> [Double]? {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count >= 2 else { return nil }
        let list = text.dropFirst().dropLast()
        if list.isEmpty { return [] }
        var numbers: [Double] = []
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Double(part.drop { $0 == " " }), number.isFinite else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

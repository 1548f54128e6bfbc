import Clustering

extension AutoencoderNetwork {
    /// The weights that training begins with: uniform within ±√(6 / (inputs + outputs)), inputs and outputs of a layer counted with
    /// the places of its kernel (X. Glorot, Y. Bengio: *Understanding the Difficulty of Training Deep Feedforward Neural Networks*,
    /// AISTATS 2010, equation 16; the default of Keras), biases zero. They are the same whatever backend trains.
    func initialWeights(seed: UInt64) -> [[Float]] {
        var generator = SplitMix64(seed: seed)
        return tensors.map { tensor in
            guard tensor.shape.count == 4 else { return [Float](repeating: 0, count: tensor.count) }
            let places = tensor.shape[2] * tensor.shape[3]
            let limit = (6 / Double((tensor.shape[0] + tensor.shape[1]) * places)).squareRoot()
            return (0..<tensor.count).map { _ in Float((2 * generator.nextUnit() - 1) * limit) }
        }
    }

    /// The order in which an epoch trains on some images; of each epoch another one.
    static func order(_ count: Int, epoch: Int, seed: UInt64) -> [Int] {
        // Two generators whose seeds are near one another would run in step: the seed goes through one first.
        var seeds = SplitMix64(seed: seed ^ 0x6F72_6465_72)
        var generator = SplitMix64(seed: seeds.next() ^ UInt64(truncatingIfNeeded: epoch))
        generator = SplitMix64(seed: generator.next())
        return generator.sample(count, from: count)
    }
}

extension SplitMix64 {
    /// Evenly from [0, 1): 53 bits.
    fileprivate mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

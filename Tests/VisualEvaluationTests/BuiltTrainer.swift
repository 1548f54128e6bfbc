import Glibc
import TestSupport

@testable import VisualEvaluation

/// The real backend over libtorch.
enum BuiltTrainer {
    /// - Throws: `SupportFailure` that says what to do where it was not built.
    static func backend() throws -> String {
        let path = try Places.products() + "/backends/libtagfold-torch.so"
        guard access(path, R_OK) == 0 else {
            throw SupportFailure("there is no \(path): run Scripts/setup.sh, which installs libtorch-dev, then Scripts/build_backends.sh over the built command")
        }
        return path
    }

    static func session(_ network: AutoencoderNetwork, batchSize: Int, rate: Double = 1e-3) throws -> AutoencoderSession {
        try AutoencoderSession(try AutoencoderBackend.load(backend()), network, batchSize: batchSize, threads: 1, usesGPU: false, rate: rate)
    }

    /// A network that trains in milliseconds.
    static let preset = AutoencoderPreset(name: "tiny", filters: 4, batchSize: 4, epochs: 4, fewestSteps: 0, images: 20)

    /// Discs, each of its own size and grey, on a texture: as in Tests/pytorch/make_autoencoder_fixture.py.
    static func images(_ numbers: Range<Int>) -> ImageSet {
        ImageSet(
            numbers.compactMap { number in
                RenderedImage(
                    pixels: (0..<RenderedImage.count).map { place in
                        let row = place / RenderedImage.side, column = place % RenderedImage.side
                        let texture = (row * (number + 1) + column * (number % 3 + 1)) % 97
                        let (down, right, radius) = (row - 64, column - 40 - 2 * number, 20 + number)
                        let isDisc = down * down + right * right < radius * radius
                        return UInt8(truncatingIfNeeded: isDisc ? 255 - 5 * number - texture / 4 : texture)
                    })
            })
    }
}

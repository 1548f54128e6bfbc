import Glibc

/// A folder that holds what is left of a training when it was interrupted.
struct CheckpointFolder: Sendable {
    private let path: String

    /// Makes the folder where it is missing.
    /// - Throws: `AutoencoderError` when it cannot be written to.
    init(_ folder: String) throws(AutoencoderError) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST, access(folder, R_OK | W_OK | X_OK) == 0 else {
            throw AutoencoderError(.cannotWrite, "cannot keep checkpoints in the folder \(folder): \(String(cString: strerror(errno)).lowercased())")
        }
        path = "\(folder)/training.safetensors"
    }

    func save(_ state: TrainingState, _ network: AutoencoderNetwork) throws(AutoencoderError) { try state.file(network).write(to: path) }

    /// - Returns: nil where there is none.
    /// - Throws: `AutoencoderError` when it is damaged, or of another training: it may be worth more than what takes its place.
    func state(_ network: AutoencoderNetwork, identity: String) throws(AutoencoderError) -> TrainingState? {
        guard access(path, F_OK) == 0 else { return nil }
        let file = try Safetensors(contentsOf: path)
        guard file.metadata["identity"] == identity else {
            throw AutoencoderError(
                .otherTraining, "the checkpoint \(path) is of another training (images, preset, seed, threads or version): go on with that one, or remove it")
        }
        do throws(Safetensors.Fault) { return try TrainingState(file, network) } catch {
            throw AutoencoderError(.badFile, "the checkpoint \(path) is damaged (\(error.reason)): remove it")
        }
    }
}

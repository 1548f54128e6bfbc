/// Why an autoencoder cannot be trained, read or written.
public struct AutoencoderError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// There is no backend, or it cannot be loaded here.
        case noBackend
        /// There is nothing to train on.
        case noImages
        /// A file of weights, or a checkpoint, is not as it was written.
        case badFile
        /// A checkpoint of another training.
        case otherTraining
        case cannotWrite
        /// The backend failed, or memory is short.
        case failed
    }

    public let code: Code
    public let reason: String
    public var description: String { reason }

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// Why weights make no encoder, or an encoder cannot run.
public struct EncoderError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// A tensor is missing, or has another shape than the network needs.
        case badShape
        /// A weight is not finite, or weights are so large that sums of 32-bit floats would not be.
        case badValue
        case badOption
    }

    public let code: Code
    public let reason: String
    public var description: String { reason }

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

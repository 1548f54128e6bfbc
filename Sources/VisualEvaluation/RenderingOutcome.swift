import CRenderer

/// What became of a file.
public enum RenderingOutcome: Sendable, Equatable {
    case rendered(RenderedImage)
    case failed(RenderingProblem)

    public var image: RenderedImage? { if case .rendered(let image) = self { image } else { nil } }
    public var problem: RenderingProblem? { if case .failed(let problem) = self { problem } else { nil } }
}

/// Why a file has no picture. Says nothing of what the file holds.
public enum RenderingProblem: String, Sendable, CaseIterable, Codable {
    case cannotOpen, notDICOM, noImage, unsupportedSyntax, unsupportedPixels, badAttributes, truncated, badFragments, badCodestream
    case tooLarge, outOfMemory, timedOut, crashed, failed

    public var reason: String {
        switch self {
        case .cannotOpen: "cannot be opened and read as a regular file"
        case .notDICOM: "no DICOM data set"
        case .noImage: "no pixel data"
        case .unsupportedSyntax: "no codec for its transfer syntax"
        case .unsupportedPixels: "pixels of a kind that is not rendered"
        case .badAttributes: "an attribute that describes the pixels is missing, or contradicts them"
        case .truncated: "fewer bytes or frames than are declared"
        case .badFragments: "fragments that cannot be told apart by frame"
        case .badCodestream: "compressed pixels that cannot be decoded"
        case .tooLarge: "larger than the limits allow"
        case .outOfMemory: "needs more memory than the limits allow"
        case .timedOut: "takes more time than the limits allow"
        case .crashed: "its decoding crashed"
        case .failed: "the renderer failed"
        }
    }

    /// Of what a backend answers; an answer that it cannot give counts as a failure.
    init(_ outcome: UInt32) {
        self = switch outcome {
        case UInt32(RENDERER_NOT_DICOM): .notDICOM
        case UInt32(RENDERER_NO_IMAGE): .noImage
        case UInt32(RENDERER_UNSUPPORTED_SYNTAX): .unsupportedSyntax
        case UInt32(RENDERER_UNSUPPORTED_PIXELS): .unsupportedPixels
        case UInt32(RENDERER_BAD_ATTRIBUTES): .badAttributes
        case UInt32(RENDERER_TRUNCATED): .truncated
        case UInt32(RENDERER_BAD_FRAGMENTS): .badFragments
        case UInt32(RENDERER_BAD_CODESTREAM): .badCodestream
        case UInt32(RENDERER_TOO_LARGE): .tooLarge
        case UInt32(RENDERER_OUT_OF_MEMORY): .outOfMemory
        default: .failed
        }
    }
}

/// Why nothing can be rendered at all.
public struct RenderingError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// There is no backend, or it cannot be loaded here.
        case noBackend
        /// No worker process can be made.
        case noWorker
        case badCache
    }

    public let code: Code
    public let reason: String
    public var description: String { reason }

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension RenderingError: Equatable {
    public static func == (one: RenderingError, other: RenderingError) -> Bool { one.code == other.code }
}

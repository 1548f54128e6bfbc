import CRenderer

/// How a frame comes into the square.
public enum RenderingFit: String, Sendable, CaseIterable {
    /// Rows and columns are scaled each for themselves, as in the paper. Nothing but the image is seen: black bars would show
    /// Rows and Columns, which are tags, and make clusters of tags look alike for that alone.
    case stretch
    /// Both are scaled alike, in the middle of a black square.
    case aspect

    var number: UInt32 { self == .stretch ? UInt32(RENDERER_STRETCH) : UInt32(RENDERER_KEEP_ASPECT) }
}

/// What rendering one file may use up. Whatever goes beyond costs that file, and no other.
public struct RenderingLimits: Sendable {
    /// Wall-clock seconds.
    public var seconds = 20.0
    /// Bytes of memory, besides the file itself.
    public var memory = 1 << 30
    /// Bytes that a file may have.
    public var fileBytes = 4 << 30
    /// Rows × columns × samples per pixel that a frame may have.
    public var samples = 1 << 26

    public init() {}
}

/// How files are rendered.
public struct RenderingOptions: Sendable {
    public var fit = RenderingFit.stretch
    public var limits = RenderingLimits()
    /// Worker processes at the same time. What comes out does not depend on it.
    public var workers = 2

    public init() {}
}

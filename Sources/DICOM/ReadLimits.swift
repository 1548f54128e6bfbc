/// Bounds on what reading one file may cost, whatever its bytes say.
public struct ReadLimits: Sendable {
    /// Sequences within sequences.
    public var maximumDepth = 64
    /// Elements and items in one file.
    public var maximumElements = 4_000_000
    /// Bytes of the header kept in memory; pixel data and other long binary values are skipped and do not count.
    public var maximumHeaderBytes = 256 << 20
    /// Bytes that a deflated data set may inflate to.
    public var maximumInflatedBytes = 1 << 30
    /// Deflated pixel data longer than this ends the header: only inflating it would show what follows.
    public var maximumInflatedPixels = 256 << 20
    /// Binary values (OB, OW, UN, …) up to this length are kept when they are not pixel data.
    public var keptBinaryBytes = 4096

    public init() {}
}

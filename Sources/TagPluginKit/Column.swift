/// One input of a claim. Got from ``Claim/claimed(_:)`` or ``Claim/context(_:)``.
public struct InputTag: Sendable {
    let index: Int

    /// The first input; the only one of a claim on every tag of some value representations.
    public static var first: InputTag { InputTag(index: 0) }
}

/// One output column of a claim; its type says what may be answered there.
public protocol Column: Sendable {
    var index: UInt32 { get }
}

/// A column of numbers. Got from ``Claim/number(_:unit:components:_:)``.
public struct NumericColumn: Column {
    public let index: UInt32
}

/// A column of labels. Got from ``Claim/label(_:components:_:)``.
public struct LabelColumn: Column {
    public let index: UInt32
}

/// A column of flags. Got from ``Claim/flag(_:components:_:)``.
public struct FlagColumn: Column {
    public let index: UInt32
}

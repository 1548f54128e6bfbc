/// The way to an attribute: through the first item of each sequence named, to a tag. Private tags carry their creator,
/// and their block number is zero, since each file chooses its own.
public struct AttributePath: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        public let tag: Tag
        public let creator: String?

        public init(_ tag: Tag, creator: String? = nil) {
            self.tag = creator == nil ? tag : tag.withoutBlock
            self.creator = creator
        }
    }

    public let steps: [Step]

    public init(_ tag: Tag, creator: String? = nil) { steps = [Step(tag, creator: creator)] }
    /// Nil when there is no step.
    public init?(steps: [Step]) {
        guard !steps.isEmpty else { return nil }
        self.steps = steps
    }

    /// The attribute at the end.
    public var leaf: Step { steps[steps.count - 1] }
    public var isNested: Bool { steps.count > 1 }
}

extension AttributePath: Comparable {
    /// By tags, step by step, then by creators.
    public static func < (a: AttributePath, b: AttributePath) -> Bool {
        for (x, y) in zip(a.steps, b.steps) {
            if x.tag != y.tag { return x.tag < y.tag }
            if x.creator != y.creator { return (x.creator ?? "") < (y.creator ?? "") }
        }
        return a.steps.count < b.steps.count
    }
}

/// Folds through one synonym dictionary, each value beside what other attributes say. A site may scope an entry by any
/// attribute; the claim takes as context those that the entries of this run ask for.
public struct ScopedFolding: Sendable {
    /// What the other attributes of one input say.
    public struct Context {
        fileprivate let pairs: [(path: String, value: String)]
    }

    private let host: Host
    private let dictionary: String
    private let inputs: [(path: String, tag: InputTag)]
    /// The context inputs, by their paths.
    public var contextTags: [String: InputTag] { Dictionary(inputs.map { ($0.path, $0.tag) }) { first, _ in first } }

    /// - Parameters:
    ///   - dictionary: its name.
    ///   - attribute: the one that is folded, which is no context of itself.
    ///   - always: attributes to look at whether an entry asks for them or not.
    ///   - claim: gets the context inputs. Call it once a claim.
    public init(through dictionary: String, of attribute: String, always: [String] = [], for claim: inout Claim, host: Host) {
        self.host = host
        self.dictionary = dictionary
        let paths = Set(host.conditions(of: dictionary) + always).subtracting([attribute]).sorted()
        inputs = paths.map { ($0, claim.context($0)) }
    }

    public func context(_ input: borrowing Input) -> Context {
        var pairs: [(path: String, value: String)] = []
        for (path, tag) in inputs {
            let value = input.text(tag)
            if !value.isEmpty { pairs.append((path, value)) }
        }
        return Context(pairs: pairs)
    }

    /// Call it only from inside `parse`, with the context of the input that is being parsed.
    /// - Returns: nil when the dictionary does not know the value there.
    public func fold(_ value: String, in context: Context) -> Fold? { host.fold(value, through: dictionary, in: context.pairs) }
}

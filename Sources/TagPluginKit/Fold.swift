import CTagPlugin

/// A value folded to its canonical term by a synonym dictionary.
///
/// Answer a label column with it, so that the answer can be traced to the dictionary entry.
public struct Fold: Sendable, Equatable {
    /// How far the value was from the term.
    public enum Step: UInt32, Sendable {
        case exact = 0
        case synonym = 1
        case normalized = 2
        case fingerprint = 3
        case abbreviation = 4
        case combination = 5
    }

    /// The canonical term; empty when the value stands for missing.
    public let term: String
    /// The term's code, or empty.
    public let code: String
    /// Coding scheme designator of the code, for example `SCT`.
    public let scheme: String
    /// The term above it, or empty.
    public let parent: String
    /// Nil for a step that this version does not know.
    public let step: Step?
    /// Whether the dictionary lists the value as one that stands for missing.
    public let standsForMissing: Bool

    private let rawStep: UInt32
    private let trace: UInt64

    init(_ fold: tagplugin_fold) {
        term = fold.term.string
        code = fold.code.string
        scheme = fold.scheme.string
        parent = fold.parent.string
        step = Step(rawValue: fold.step)
        standsForMissing = fold.sentinel != 0
        rawStep = fold.step
        trace = fold.trace
    }

    /// Lends the fold as the host handed it out. The texts are our copies, so a fold that was kept too long does no
    /// harm beyond a stale trace.
    func withABI<Result>(_ body: (UnsafePointer<tagplugin_fold>) -> Result) -> Result {
        term.withPluginText { term in
            code.withPluginText { code in
                scheme.withPluginText { scheme in
                    parent.withPluginText { parent in
                        var fold = tagplugin_fold()
                        fold.struct_size = VersionedStruct.size(of: tagplugin_fold.self)
                        fold.abi_version = abiVersion
                        fold.term = term
                        fold.code = code
                        fold.scheme = scheme
                        fold.parent = parent
                        fold.step = rawStep
                        fold.sentinel = standsForMissing ? 1 : 0
                        fold.trace = trace
                        return body(&fold)
                    }
                }
            }
        }
    }
}

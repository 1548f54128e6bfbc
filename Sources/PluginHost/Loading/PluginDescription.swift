import DICOM

/// What a plugin says of itself, checked.
public struct PluginDescription: Sendable {
    public let name: String
    public let version: String
    public let summary: String
    /// File that it was loaded from.
    public let path: String
    public let abiVersion: UInt32
    public let isThreadSafe: Bool
    public let claims: [Claim]

    public struct Claim: Sendable {
        public enum Kind: Sendable {
            case tuple
            /// Every unclaimed tag of these representations whose multiplicity allows at least `minimumVM` values.
            case every(representations: Set<VR>, minimumVM: Int)
        }

        public let kind: Kind
        /// Called also where the claimed inputs are absent or empty but a context input is there.
        public let infers: Bool
        public let inputs: [Input]
        public let columns: [Column]
    }

    public struct Input: Sendable {
        public let pathText: String
        public let path: AttributePath
        /// Whether the claim parses the tag, rather than looking at it for help.
        public let isClaimed: Bool
    }

    public struct Column: Sendable {
        /// Empty when it is the input's keyword.
        public let name: String
        public let unit: String
        public let summary: String
        public let kind: ColumnKind
        /// 1, or the most components of an array column.
        public let components: Int
    }
}

/// Kind of an output column.
public enum ColumnKind: String, Codable, Sendable {
    case numeric, categorical, flag
}

/// Why a file in a plugin folder was not loaded, or a claim of a loaded plugin not used.
public struct PluginRefusal: Error, Hashable, Sendable {
    public enum Code: String, Sendable {
        case cannotLoad, untrusted, quarantined, noEntrySymbol, abiMismatch, entryFailed, badDescription, alreadyLoaded, alreadyClaimed
    }

    public let code: Code
    public let reason: String
    public let path: String

    public init(_ code: Code, _ reason: String, path: String) {
        self.code = code
        self.reason = reason
        self.path = path
    }

    public static func == (a: PluginRefusal, b: PluginRefusal) -> Bool { a.code == b.code && a.path == b.path }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(path)
    }
}

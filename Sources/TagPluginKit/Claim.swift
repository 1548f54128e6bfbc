import CTagPlugin

/// What a parser takes in and what it fills.
///
/// Inputs and columns are added one by one; each call returns the handle by which the parser reads or answers it.
public struct Claim: Sendable {
    enum Scope {
        case tuple
        case every(vrs: String, minimumVM: UInt32)
    }

    struct DeclaredInput {
        let path: String
        let role: UInt32
    }

    struct DeclaredColumn {
        let name: String
        let unit: String
        let summary: String
        let kind: UInt32
        let components: UInt32
    }

    let scope: Scope
    let infers: Bool
    private(set) var inputs: [DeclaredInput] = []
    private(set) var columns: [DeclaredColumn] = []

    /// A claim on a tag, or on a tuple of tags.
    ///
    /// - Parameter infers: whether to be called also where every claimed tag is absent or empty but a context tag is
    ///   present.
    public init(infers: Bool = false) {
        scope = .tuple
        self.infers = infers
    }

    /// A claim on every tag that has one of these value representations, may hold at least `minimumVM` values, and is
    /// not claimed by name by any plugin.
    ///
    /// - Parameter vrs: value representations separated by spaces, for example `"DS IS"`.
    public init(everyTagWith vrs: String, minimumVM: UInt32) {
        scope = .every(vrs: vrs, minimumVM: minimumVM)
        infers = false
    }
}

// MARK: Inputs
extension Claim {
    /// Adds a tag that this claim parses.
    ///
    /// - Parameter path: a keyword (`"PixelSpacing"`), eight hex digits, a private element, or a path through sequences.
    @discardableResult
    public mutating func claimed(_ path: String) -> InputTag {
        addInput(path, role: TAGPLUGIN_ROLE_CLAIMED)
    }

    /// Adds a tag that only helps to understand the claimed ones. Another plugin may claim it.
    ///
    /// Every context tag makes more distinct tuples: add it only when it changes answers.
    @discardableResult
    public mutating func context(_ path: String) -> InputTag {
        addInput(path, role: TAGPLUGIN_ROLE_CONTEXT)
    }

    private mutating func addInput(_ path: String, role: UInt32) -> InputTag {
        inputs.append(DeclaredInput(path: path, role: role))
        return InputTag(index: inputs.count - 1)
    }

    func isClaimed(_ index: Int) -> Bool {
        switch scope {
        case .tuple: inputs.indices.contains(index) && inputs[index].role == TAGPLUGIN_ROLE_CLAIMED
        case .every: index == 0
        }
    }
}

// MARK: Columns
extension Claim {
    /// Adds a column of numbers.
    ///
    /// - Parameters:
    ///   - name: letters, digits and `_`; empty for the keyword of the input.
    ///   - unit: a UCUM code (`"mm"`, `"a"`, `"deg"`), empty when there is none.
    ///   - components: more than 1 for an array column, which becomes `name_1` … `name_n`.
    public mutating func number(_ name: String, unit: String = "", components: UInt32 = 1, _ summary: String) -> NumericColumn {
        NumericColumn(index: addColumn(name, unit: unit, summary, kind: TAGPLUGIN_KIND_NUMERIC, components: components))
    }

    /// Adds a column of labels: categories without order.
    public mutating func label(_ name: String, components: UInt32 = 1, _ summary: String) -> LabelColumn {
        LabelColumn(index: addColumn(name, unit: "", summary, kind: TAGPLUGIN_KIND_CATEGORICAL, components: components))
    }

    /// Adds a column of flags: yes, no, or missing.
    public mutating func flag(_ name: String, components: UInt32 = 1, _ summary: String) -> FlagColumn {
        FlagColumn(index: addColumn(name, unit: "", summary, kind: TAGPLUGIN_KIND_FLAG, components: components))
    }

    private mutating func addColumn(
        _ name: String, unit: String, _ summary: String, kind: UInt32, components: UInt32
    ) -> UInt32 {
        columns.append(DeclaredColumn(name: name, unit: unit, summary: summary, kind: kind, components: components))
        return UInt32(clamping: columns.count - 1)
    }
}

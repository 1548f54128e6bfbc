import CTagPlugin

// Claims as the ABI has them. Their memory is never freed: the host may read it until the process ends.

extension tagplugin_claim {
    init(immortal claim: Claim) {
        let inputs = UnsafeMutableBufferPointer<tagplugin_input>.allocate(capacity: claim.inputs.count)
        _ = inputs.initialize(from: claim.inputs.map(tagplugin_input.init(immortal:)))
        let columns = UnsafeMutableBufferPointer<tagplugin_column>.allocate(capacity: claim.columns.count)
        _ = columns.initialize(from: claim.columns.map(tagplugin_column.init(immortal:)))

        self.init()
        struct_size = VersionedStruct.size(of: tagplugin_claim.self)
        abi_version = abiVersion
        flags = claim.infers ? TAGPLUGIN_CLAIM_INFERS : 0
        self.inputs = UnsafePointer(inputs.baseAddress)
        self.columns = UnsafePointer(columns.baseAddress)
        input_count = UInt32(clamping: inputs.count)
        column_count = UInt32(clamping: columns.count)
        switch claim.scope {
        case .tuple:
            kind = TAGPLUGIN_CLAIM_TUPLE
        case .every(let vrs, let minimumVM):
            kind = TAGPLUGIN_CLAIM_EVERY
            self.vrs = tagplugin_text(immortal: vrs)
            minimum_vm = minimumVM
        }
    }
}

extension tagplugin_input {
    fileprivate init(immortal input: Claim.DeclaredInput) {
        self.init()
        struct_size = VersionedStruct.size(of: tagplugin_input.self)
        abi_version = abiVersion
        path = tagplugin_text(immortal: input.path)
        role = input.role
    }
}

extension tagplugin_column {
    fileprivate init(immortal column: Claim.DeclaredColumn) {
        self.init()
        struct_size = VersionedStruct.size(of: tagplugin_column.self)
        abi_version = abiVersion
        name = tagplugin_text(immortal: column.name)
        unit = tagplugin_text(immortal: column.unit)
        description = tagplugin_text(immortal: column.summary)
        kind = column.kind
        components = column.components
    }
}

import CTagPlugin

/// What the data dictionary says about an attribute.
public struct DictionaryElement: Sendable, Equatable {
    public let keyword: String
    public let name: String
    /// Value representations that it may have.
    public let vrs: [String]
    /// Group in the upper, element in the lower 16 bits.
    public let tag: UInt32
    public let minimumVM: UInt32
    /// Nil when unbounded.
    public let maximumVM: UInt32?
    public let isRetired: Bool

    init(_ element: tagplugin_element) {
        keyword = element.keyword.string
        name = element.name.string
        vrs = element.vrs.string.split(separator: " ").map(String.init)
        tag = element.tag
        minimumVM = element.minimum_vm
        maximumVM = element.maximum_vm == .max ? nil : element.maximum_vm
        isRetired = element.retired != 0
    }
}

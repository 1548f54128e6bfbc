/// How a data set is encoded (PS3.5 §10 and Annex A), as far as reading tags needs it.
public struct TransferSyntax: Hashable, Sendable {
    public let isExplicitVR: Bool
    public let isBigEndian: Bool
    public let isDeflated: Bool

    public static let implicitLittleEndian = TransferSyntax(isExplicitVR: false, isBigEndian: false, isDeflated: false)
    public static let explicitLittleEndian = TransferSyntax(isExplicitVR: true, isBigEndian: false, isDeflated: false)
    public static let explicitBigEndian = TransferSyntax(isExplicitVR: true, isBigEndian: true, isDeflated: false)
    public static let deflatedExplicitLittleEndian = TransferSyntax(isExplicitVR: true, isBigEndian: false, isDeflated: true)

    /// The encoding that a Transfer Syntax UID names. Every other UID, the encapsulated ones among them, is explicit VR
    /// little endian (PS3.5 §A.4); `isKnown` tells whether the UID is one of the standard's.
    public static func named(_ uid: String) -> (syntax: TransferSyntax, isKnown: Bool) {
        switch uid {
        case "1.2.840.10008.1.2": (.implicitLittleEndian, true)
        case "1.2.840.10008.1.2.2": (.explicitBigEndian, true)
        case "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205":
            (.deflatedExplicitLittleEndian, true)
        // GE's private syntax: implicit VR little endian but for big endian pixel data.
        case "1.2.840.113619.5.2": (.implicitLittleEndian, true)
        default: (.explicitLittleEndian, uid.hasPrefix("1.2.840.10008.1.2."))
        }
    }
}

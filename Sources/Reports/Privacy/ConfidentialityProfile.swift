import DICOM

/// The Basic Application Level Confidentiality Profile (DICOM PS3.15 Table E.1-1): attributes that it removes, replaces or cleans.
package enum ConfidentialityProfile {
    /// Whether it does anything to the attribute. To private ones it always does.
    package static func protects(_ tag: Tag) -> Bool {
        tag.isPrivate || listed.contains(tag.rawValue) || isCurve(tag) || isOverlay(tag)
    }

    private static let listed = Set(tags)

    /// Curves of the groups 50xx, whatever element.
    private static func isCurve(_ tag: Tag) -> Bool { tag.group & 0xFF00 == 0x5000 }

    /// Data and comments of overlays of the groups 60xx.
    private static func isOverlay(_ tag: Tag) -> Bool { tag.group & 0xFF00 == 0x6000 && [0x3000, 0x4000].contains(tag.element) }
}

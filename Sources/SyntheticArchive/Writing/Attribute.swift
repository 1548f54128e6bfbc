import DICOM

/// A data element that made files hold: its tag, value representation and keyword (PS3.6 Table 6-1).
struct Attribute: Hashable, Sendable {
    let tag: Tag
    let vr: VR
    let keyword: String

    init(_ group: UInt16, _ element: UInt16, _ vr: VR, _ keyword: String) {
        tag = Tag(group, element)
        self.vr = vr
        self.keyword = keyword
    }

    /// An element of a private block, which lies at 10 (PS3.5 §7.8.1).
    static func inBlock(_ group: UInt16, _ element: UInt8, _ vr: VR, of creator: String) -> Attribute {
        Attribute(group, 0x1000 | UInt16(element), vr, "private")
    }
    static func creator(_ group: UInt16) -> Attribute { Attribute(group, 0x0010, .LO, "private creator") }
}

import CTagPlugin

/// One value as it is handed to a plugin. Bytes, since some checks hand over what no host would.
package struct GivenValue: Hashable, Sendable {
    package var bytes: [UInt8]
    /// `TAGPLUGIN_ABSENT`, `_EMPTY`, `_PRESENT`, or what no version knows.
    package var presence: UInt32
    /// Two letters.
    package var vr: String

    package init(bytes: [UInt8], presence: UInt32, vr: String = "UN") {
        self.bytes = bytes
        self.presence = presence
        self.vr = vr
    }

    /// A value that is there; one without text is there, but empty.
    package init(_ text: String, vr: String = "UN") {
        self.init(bytes: Array(text.utf8), presence: text.isEmpty ? TAGPLUGIN_EMPTY : TAGPLUGIN_PRESENT, vr: vr)
    }

    package static let absent = GivenValue(bytes: [], presence: TAGPLUGIN_ABSENT)
    package static let empty = GivenValue(bytes: [], presence: TAGPLUGIN_EMPTY)

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

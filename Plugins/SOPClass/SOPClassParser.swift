import TagPluginKit

/// SOPClassUID, or the class in the file's meta information where the data set has none.
///
/// The dictionary `sop-classes` has three levels: the class, its family (CT, MR, SC, SR) and the kind of object (IMAGE,
/// CAPTURE, DOCUMENT). So a site that gives its private class a family says all there is to say.
struct SOPClassParser: TagParser {
    let claim: Claim
    private let uid: InputTag
    private let meta: InputTag
    private let modality: InputTag
    private let name: LabelColumn
    private let family: LabelColumn
    private let isImage: FlagColumn
    private let host: Host

    private static let dictionary = "sop-classes"
    private static let imageKind = "IMAGE"
    /// Families that are modalities, too, and are never stored as one another.
    private static let modalities: Set<String> = ["CT", "MR", "PT", "NM", "US"]

    init(_ host: Host) {
        var claim = Claim()
        uid = claim.claimed("SOPClassUID")
        meta = claim.claimed("MediaStorageSOPClassUID")
        modality = claim.context("Modality")
        name = claim.label("SOPClass", "class of the object, a term of the dictionary sop-classes")
        family = claim.label("SOPClass_family", "family of the class: CT, MR, SC, SR and so on")
        isImage = claim.flag("SOPClass_isImage", "whether a device has taken it: no capture, report, plan or segmentation")
        self.claim = claim
        self.host = host
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        guard input.isPresent(uid), input.sentinel(uid) == nil else { return try parseMeta(input, answer) }
        guard let found = fold(input.text(uid)) else { throw Rejection("not in dictionary \(Self.dictionary)") }
        try tell(found, input, answer)
        if let other = fold(input.text(meta)), other.term != found.term {
            answer.contradiction("the class of the data set is not that of the file's meta information")
        }
    }

    private func parseMeta(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) {
        guard input.isPresent(meta) else { return answer.missing(input.sentinel(uid) ?? "no value") }
        guard let found = fold(input.text(meta)) else { throw Rejection("not in dictionary \(Self.dictionary)") }
        try tell(found, input, answer)
    }

    private func tell(_ found: Fold, _ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) {
        answer.label(name, found)
        guard !found.standsForMissing else { return }
        // Seen from the class up: the class, its family, the kind.
        let line = [found.term] + ancestors(of: found)
        answer.flag(isImage, line.last == Self.imageKind)
        guard line.count > 1 else { return }
        let family = line[line.count - 2]
        answer.label(self.family, family)
        if Self.modalities.contains(family), isOther(input.text(modality), than: family) {
            answer.contradiction("the class is made for another modality")
        }
    }

    private func isOther(_ modality: String, than family: String) -> Bool {
        modality != family && Self.modalities.contains(modality)
    }

    private func ancestors(of fold: Fold) -> [String] {
        var line: [String] = []
        var parent = fold.parent
        while !parent.isEmpty, !line.contains(parent) {
            line.append(parent)
            parent = self.fold(parent)?.parent ?? ""
        }
        return line
    }

    private func fold(_ text: String) -> Fold? { text.isEmpty ? nil : host.fold(text, through: Self.dictionary) }
}

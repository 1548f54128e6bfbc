import DICOM
import Dictionaries

/// What a report says of a value.
package enum Disclosed: Sendable, Equatable {
    /// The value itself.
    case text(String)
    /// What it looks like (`ValueShape`).
    case mask(String)
}

/// Decides whether a report shows a value, or only what it looks like. Every report that may leave the hospital asks it.
///
/// A shareable report shows a value when all of this holds:
/// - its attribute, and every sequence that it stands in, is on the allow-list (`ShareableAttributes`);
/// - the Basic Application Level Confidentiality Profile does nothing to any of them (`ConfidentialityProfile`);
/// - all its words stand in dictionaries that came with tagfold, or in a site's that is marked as shareable;
/// - at least 11 distinct patients hold it.
package struct Disclosure: Sendable {
    package enum Kind: Sendable {
        /// For the hospital alone: shows everything.
        case local
        case shareable
    }

    package let kind: Kind
    private let data: DataDictionary
    private let vocabulary: ShareableVocabulary

    /// Of fewer patients nothing is shown.
    package static let fewestPatients = 11
    /// In characters of Unicode: coded values are short.
    private static let longest = 64

    package init(_ kind: Kind, _ dictionaries: DictionarySet) {
        self.kind = kind
        data = dictionaries.data
        vocabulary = ShareableVocabulary(kind == .local ? [] : Array(dictionaries.synonyms.values))
    }

    /// - Parameters:
    ///   - value: as it stands in the file.
    ///   - path: of the attribute that holds it.
    ///   - patients: distinct patients that hold it (`PatientRows`); nil where nobody knows, and then it is not shown.
    package func shown(_ value: String, of path: AttributePath, patients: Int?) -> Disclosed {
        let isHeldByMany = patients.map { $0 >= Disclosure.fewestPatients } ?? false
        return kind == .local || isHeldByMany && mayShow(value, of: path) ? .text(value) : .mask(ValueShape.of(value))
    }

    /// The same but for the patients, which are dear to count.
    package func mayShow(_ value: String, of path: AttributePath) -> Bool {
        kind == .local || mayShow(path) && Disclosure.isPlain(value) && vocabulary.knows(value, of: data.entry(path.leaf.tag)?.keyword ?? "")
    }

    /// Whether values of the attribute may be shown at all.
    package func mayShow(_ path: AttributePath) -> Bool {
        kind == .local
            || path.steps.allSatisfy { step in
                step.creator == nil && !ConfidentialityProfile.protects(step.tag) && (data.entry(step.tag).map { ShareableAttributes.contain($0.keyword) } ?? false)
            }
    }

    /// Words and the punctuation that is common between them. What else a value holds may be meant for something else than
    /// to be read.
    private static func isPlain(_ value: String) -> Bool {
        !value.isEmpty && value.unicodeScalars.count <= longest
            && value.unicodeScalars.allSatisfy { scalar in
                ValueShape.isCommonMark(scalar) || scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
            }
    }
}

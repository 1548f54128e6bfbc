import DICOM
import TagTable

/// Tags that say nothing of what an image looks like: who it shows, where and when it was made, and how files are
/// numbered. They are left out of the features with a reason, which the plan shows and a person may overrule.
package enum NotFeatures {
    /// Whoever fills in a short text may write what he likes, so a parser has to know it by name.
    static let shortTextReason = "short text, and no plugin claims it"
    private static let privateReason = "private, and no plugin claims it by name"
    private static let aboutFileReason = "about the file, not the image"
    private static let dateReason = "a date or time"
    private static let nestedReason = "inside a sequence, and no plugin claims it"
    private static let freeTextReason = "free text"
    private static let identifyingReason = "identifies a person, a place or a device"
    private static let numberingReason = "a number in a row, not a property of the image"
    private static let sequenceReason = "a sequence"
    private static let personReason = "names a person"
    private static let identifierReason = "an identifier"
    private static let pointerReason = "points to other attributes"
    private static let binaryReason = "binary data"

    /// All that it says.
    static let reasons: Set<String> = [
        shortTextReason, privateReason, aboutFileReason, dateReason, nestedReason, freeTextReason, identifyingReason, numberingReason,
        sequenceReason, personReason, identifierReason, pointerReason, binaryReason,
    ]

    /// - Returns: why a tag without a plugin is no feature, or nil.
    static func reason(_ column: TagColumn, keyword: String) -> String? {
        let tag = column.path.leaf.tag
        if column.path.isNested { return nestedReason }
        if tag.isPrivate { return privateReason }
        if let reason = reasonWhateverIsWritten(column, keyword: keyword) { return reason }
        switch column.vr {
        case .LT, .ST, .UT, .UC, .UR: return freeTextReason
        case .LO, .SH, .AE: return shortTextReason
        default: return nil
        }
    }

    /// Why no parser could make a feature of a tag; nil where one might.
    package static func reasonWhateverIsWritten(_ column: TagColumn, keyword: String) -> String? {
        let tag = column.path.leaf.tag
        if tag.group <= 0x0004 && tag != .transferSyntaxUID || aboutFile.contains(keyword) { return aboutFileReason }
        if let reason = reason(keyword: keyword) { return reason }
        switch column.vr {
        case .SQ: return sequenceReason
        case .PN: return personReason
        case .DA, .DT, .TM: return dateReason
        case .UI: return classUIDs.contains(keyword) ? nil : identifierReason
        case .AT: return pointerReason
        default: return column.vr.isBinary ? binaryReason : nil
        }
    }

    /// Why tags are no features even where a plugin makes numbers of them: a year or an hour says when an image was made,
    /// not what it looks like. Their columns stand in the plan, where a person may keep them.
    static func reasonWhateverThePlugin(keywords: [String], representations: [VR]) -> String? {
        if keywords.allSatisfy(aboutFile.contains) { return aboutFileReason }
        let areDates = !representations.isEmpty && representations.allSatisfy { [.DA, .DT, .TM].contains($0) }
        return areDates ? dateReason : nil
    }

    private static func reason(keyword: String) -> String? {
        if identifying.contains(keyword) { return identifyingReason }
        if numbering.contains(keyword) { return numberingReason }
        return nil
    }

    private static let aboutFile: Set<String> = [
        "SpecificCharacterSet", "PatientIdentityRemoved", "LongitudinalTemporalInformationModified", "TimezoneOffsetFromUTC",
    ]

    private static let classUIDs: Set<String> = ["SOPClassUID", "TransferSyntaxUID"]

    /// Attributes of PS3.15 Table E.1-1 that are not excluded by their representation.
    private static let identifying: Set<String> = [
        "PatientID", "IssuerOfPatientID", "OtherPatientIDs", "PatientAddress", "PatientTelephoneNumbers", "MilitaryRank", "BranchOfService",
        "CountryOfResidence", "RegionOfResidence", "PatientReligiousPreference", "Occupation", "EthnicGroup", "MedicalRecordLocator",
        "AccessionNumber", "AdmissionID", "StudyID", "RequestedProcedureID", "ScheduledProcedureStepID", "PerformedProcedureStepID",
        "PlacerOrderNumberImagingServiceRequest", "FillerOrderNumberImagingServiceRequest", "InstitutionName",
        "InstitutionalDepartmentName", "InstitutionAddress", "StationName", "DeviceSerialNumber", "DeviceID", "DetectorID", "PlateID", "CassetteID",
        "GantryID", "GeneratorID", "PerformedStationAETitle", "PerformedStationName", "PerformedLocation", "ScheduledStationAETitle",
        "RetrieveAETitle", "InsurancePlanIdentification", "ReferringPhysicianTelephoneNumbers", "DeidentificationMethod", "FileSetID",
        "PregnancyStatus", "PatientSexNeutered", "SmokingStatus", "PatientState", "ContentLabel",
    ]

    private static let numbering: Set<String> = [
        "InstanceNumber", "SeriesNumber", "AcquisitionNumber", "StackID", "InStackPositionNumber", "TemporalPositionIdentifier",
        "ReferencedFrameNumber", "ImagesInAcquisition", "NumberOfSeriesRelatedInstances", "NumberOfStudyRelatedInstances",
        "NumberOfStudyRelatedSeries", "SmallestImagePixelValue", "LargestImagePixelValue", "NumberOfPatientRelatedStudies",
        "NumberOfPatientRelatedSeries", "NumberOfPatientRelatedInstances", "ItemNumber",
        "OverlayNumber", "StageNumber", "ViewNumber", "FrameAcquisitionNumber", "TemporalPositionIndex", "ReferencePixelX0", "SourceNumber",
        "BeamNumber", "ReferencedBeamNumber", "ReferencedFractionGroupNumber",
    ]
}

/// Attributes of which a shareable report may show values, each with the reason: they hold codes or few words, they are set by the
/// machine or by who chooses a protocol, and they say what was imaged and how, not of whom, by whom, where or when.
///
/// An attribute that is not here is never shown. One that PS3.15 Table E.1-1 lists is not, even if it were here. No number is here:
/// a plugin that cannot read one is helped by its shape.
package enum ShareableAttributes {
    package static func contain(_ keyword: String) -> Bool { reasons[keyword] != nil }

    /// By keyword.
    package static let reasons: [String: String] = [
        // What was imaged
        "BodyPartExamined": "a defined term of PS3.16 Annex L, chosen by protocol",
        "Laterality": "R or L",
        "ImageLaterality": "R, L, U or B",
        "FrameLaterality": "R, L, U or B",
        "ViewPosition": "a defined term: how the beam goes through the body",
        "PatientPosition": "a defined term: how the patient lies in the machine",
        "PatientOrientation": "letters for the directions of rows and columns",
        "AnatomicRegionSequence": "a code for the region; its items are looked at one by one",
        "PrimaryAnatomicStructureSequence": "a code for the structure; its items are looked at one by one",
        "ViewCodeSequence": "a code for the view; its items are looked at one by one",
        "CodeValue": "of a sequence that is listed here: a code of a public scheme",
        "CodeMeaning": "of a sequence that is listed here: the words for the code",
        "CodingSchemeDesignator": "of a sequence that is listed here: the scheme",

        // What kind of image it is
        "Modality": "a defined term",
        "ModalitiesInStudy": "defined terms",
        "ImageType": "defined terms, and makers' own",
        "FrameType": "defined terms, and makers' own",
        "PhotometricInterpretation": "a defined term",
        "PresentationIntentType": "a defined term",
        "RescaleType": "a defined term: the unit of pixel values",
        "ModalityLUTType": "a defined term: the unit of pixel values",
        "LossyImageCompressionMethod": "a defined term",

        // The machine. Serial numbers, stations and software are not here.
        "Manufacturer": "sold to many sites",
        "ManufacturerModelName": "sold to many sites",

        // How it was acquired
        "ScanningSequence": "defined terms",
        "SequenceVariant": "defined terms",
        "ScanOptions": "defined terms, and makers' own",
        "MRAcquisitionType": "2D or 3D",
        "ReceiveCoilName": "the maker's name for a coil",
        "TransmitCoilName": "the maker's name for a coil",
        "TransducerType": "a defined term",
        "ConvolutionKernel": "the maker's name for a kernel",
        "FilterType": "a defined term",
        "FilterMaterial": "a defined term",
        "AnodeTargetMaterial": "a defined term",
        "CollimatorType": "a defined term",
        "CollimatorShape": "a defined term",
        "Grid": "a defined term",
        "DetectorType": "a defined term",
        "ExposureControlMode": "a defined term",

        // Nuclear medicine
        "Units": "a defined term: the unit of pixel values",
        "CorrectedImage": "defined terms",
        "SeriesType": "defined terms",
        "AttenuationCorrectionMethod": "the maker's name for a method",
        "ScatterCorrectionMethod": "the maker's name for a method",
        "DecayCorrection": "a defined term",
        "ReconstructionMethod": "the maker's name for a method",
    ]
}

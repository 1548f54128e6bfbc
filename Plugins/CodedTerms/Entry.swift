import TagPluginKit

@c(tagplugin_CodedTerms)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "CodedTerms", version: "1.0.0",
        summary: "attributes that hold terms of one dictionary: modality, sex, side, view, position of the patient, kind of pixels, units")
    return register(description, host, plugin) { host in
        [
            TermParser("Modality", "modality, a term of the dictionary", of: "modalities", holds: .set, host),
            TermParser("ModalitiesInStudy", "modalities of the study, terms of the dictionary", of: "modalities", holds: .set, host),
            TermParser("PatientSex", "F, M or O for other", of: "sex", host),
            TermParser("Laterality", "side: L, R, B for both, U for an unpaired body part", of: "laterality", infersSide: true, host),
            TermParser("ImageLaterality", "side: L, R, B for both, U for an unpaired body part", of: "laterality", infersSide: false, host),
            TermParser("FrameLaterality", "side: L, R, B for both, U for an unpaired body part", of: "laterality", host),
            TermParser("ViewPosition", "view, a term of the dictionary", of: "view-positions", holds: .set, host),
            TermParser("PatientPosition", "position of the patient in the machine, a term of the dictionary", of: "patient-positions", host),
            TermParser("PhotometricInterpretation", "grey or color, a term of the dictionary", of: "photometric-interpretations", host),
            TermParser("RescaleType", "unit of the pixels' values, a term of the dictionary", of: "rescale-types", host),
            TermParser("Units", "unit of the pixels' values of PET, a term of the dictionary", of: "pet-units", host),
        ]
    }
}

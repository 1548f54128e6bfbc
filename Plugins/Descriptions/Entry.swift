import TagPluginKit

@c(tagplugin_Descriptions)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Descriptions", version: "1.0.0",
        summary: "what descriptions of studies, series and protocols tell: body part, side, contrast, phase, weighting, plane, view, kind, sequence")
    return register(description, host, plugin) { host in
        [
            DescriptionParser("StudyDescription", host: host),
            DescriptionParser("SeriesDescription", host: host),
            DescriptionParser("ProtocolName", host: host),
            DescriptionParser("RequestedProcedureDescription", host: host),
            DescriptionParser("PerformedProcedureStepDescription", host: host),
            DescriptionParser("ProcedureCodeSequence.CodeMeaning", as: "ProcedureCode", host: host),
            DescriptionParser("RequestedProcedureCodeSequence.CodeMeaning", as: "RequestedProcedureCode", host: host),
        ]
    }
}

import TagPluginKit

/// Options: `latestYear`, the last year that a date may be of, instead of 2049; see ``Years``.
@c(tagplugin_DateTime)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "DateTime", version: "1.0.0",
        summary: "year, day of the week and hour of dates and times; never the date, and nothing at all of the dates of a person")
    return register(description, host, plugin) { host throws(PluginError) in
        let years = try Years(host)
        let dates = ["StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate"].map { DateParser($0, years) }
        let times = ["StudyTime", "SeriesTime", "AcquisitionTime", "ContentTime"].map { TimeParser($0) }
        let general: [any TagParser] = [GeneralDateParser("DA", years), GeneralTimeParser(), GeneralDateParser("DT", years)]
        return dates + times + [MomentParser("AcquisitionDateTime", years), OffsetParser()] + general
    }
}

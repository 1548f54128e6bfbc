import TagPluginKit

@c(tagplugin_Cine)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "Cine", version: "1.0.0",
        summary: "image rates and times of frames, each checked by the other, and the heart rate")
    return register(description, host, plugin) { _ in
        [
            RateParser(.cineRate), RateParser(.recommended), FrameTimeParser(),
            QuantityParser("HeartRate", unit: "/min", .heartRate, "beats of the heart in a minute"),
        ]
    }
}

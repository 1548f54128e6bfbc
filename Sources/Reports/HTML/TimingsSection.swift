/// How long each step and each plugin took. Differs from run to run, so that it stands in local pages alone.
struct TimingsSection: ReportSection {
    let id = "timings"
    let title = "Timings"
    let template = "timings"

    let steps: [Line]
    let plugins: [Line]

    struct Line {
        let name: String
        let seconds: String
        let length: String
    }

    init?(_ timings: RunReport.Timings?) {
        guard let timings else { return nil }
        let all = [
            ("dictionaries", timings.dictionaries), ("reading", timings.scan), ("plugins", timings.plugins), ("features", timings.features),
            ("clustering", timings.clustering),
        ]
        steps = TimingsSection.lines(all)
        plugins = TimingsSection.lines(timings.pluginSeconds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
    }

    private static func lines(_ all: [(String, Double)]) -> [Line] {
        let longest = all.map(\.1).max() ?? 0
        return all.map { name, seconds in
            Line(name: name, seconds: Decimals.text(seconds, 3), length: Figures.length(Figures.visible(longest > 0 ? seconds / longest : 0)))
        }
    }
}

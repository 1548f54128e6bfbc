/// The style of all charts, in one place. The colours keep apart for readers who do not tell red from green, and stand out
/// from the page by day, by night and on paper. The page's own `--line`, `--quiet`, `--soft` and `--card` are used where it has them.
enum ChartStyle {
    static let css = """
        :root{--c0:#3b6fb6;--c1:#d9730d;--c2:#2f8f6b;--c3:#b0479a;--c4:#8a6d00;--c5:#2b9bb8;--c6:#c23b4e;--c7:#6a5acd;--c8:#5f7a1f;--c9:#7a7f87;\
        --against:#d9600d;\
        --chart-line:var(--line,#dde2e8);--chart-axis:#7c8591;--chart-quiet:var(--quiet,#5a6675);--chart-track:var(--soft,#eef1f5);--chart-surface:var(--card,#fff)}
        @media screen and (prefers-color-scheme:dark){:root{--c0:#6ea3e8;--c1:#f0954a;--c2:#57b894;--c3:#d982c6;--c4:#cfb04a;--c5:#5cc3dd;--c6:#ef7685;--c7:#a99bf2;--c8:#9fbb58;--c9:#a2a8b1;\
        --against:#f08a3e;\
        --chart-line:var(--line,#2f3843);--chart-axis:#87909c;--chart-quiet:var(--quiet,#a2aebc);--chart-track:var(--soft,#232b35);--chart-surface:var(--card,#1a2028)}}
        .chart{container-type:inline-size;margin:1rem 0}
        .chart svg{display:block;width:100%;height:auto;font-size:12px;overflow:visible}
        .chart svg.for-phone{display:none;max-width:480px}
        .chart svg.for-page{max-width:900px}
        @container (max-width:560px){.chart svg.for-page{display:none}.chart svg.for-phone{display:block}}
        .chart text{fill:currentColor}
        .chart text.tick,.chart text.quiet{fill:var(--chart-quiet)}
        .chart text.tick{font-size:11px}
        .chart text.heading{font-weight:600}
        .chart text.amount,.chart text.tick{font-variant-numeric:tabular-nums}
        .chart text.group{font-weight:700}
        .chart text.group,.chart text.over{paint-order:stroke;stroke:var(--chart-surface);stroke-width:4px;stroke-linejoin:round}
        .chart figcaption{color:var(--chart-quiet);font-size:.85rem;margin-top:.25rem}
        .chart .grid{stroke:var(--chart-line);stroke-width:1}
        .chart .axis{stroke:var(--chart-axis);stroke-width:1}
        .chart .cut{stroke:currentColor;stroke-width:1.2;stroke-dasharray:4 3}
        .chart .track{fill:var(--chart-track)}
        .chart .area{stroke:none}
        .swatch{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;margin-right:.45rem;background:currentColor;print-color-adjust:exact}
        .traits{list-style:none;margin:0;padding:0}
        .clusters th .swatch{vertical-align:-1px}
        .chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .chart .error{fill:none;stroke-width:2;opacity:.55}
        .chart .dots{fill:none;stroke-linecap:round}
        .chart .point{stroke-width:6}
        .chart .d1,.chart .d2,.chart .d3,.chart .d4,.chart .d5{opacity:.75}
        .chart .d1{stroke-width:3.4}.chart .d2{stroke-width:4.6}.chart .d3{stroke-width:6}.chart .d4{stroke-width:8}.chart .d5{stroke-width:10.5}
        .chart .for-phone .d1{stroke-width:2.6}.chart .for-phone .d2{stroke-width:3.2}.chart .for-phone .d3{stroke-width:4.2}.chart .for-phone .d4{stroke-width:5.6}.chart .for-phone .d5{stroke-width:7}

        """ + colours

    /// A colour fills shapes and strokes lines, of itself or of what is in its group.
    private static let colours: String = {
        let names = (0..<ChartColour.categories).map { "c\($0)" }
        let variables = names.map { ($0, "--" + $0) } + [("c-main", "--c0"), ("c-muted", "--chart-axis"), ("c-against", "--against")]
        return variables.map { name, variable in
            ".swatch.\(name){color:var(\(variable))}.chart .\(name){fill:var(\(variable))}.chart .dots.\(name),.chart .\(name) .line,.chart .\(name) .error,.chart .\(name) .dots{fill:none;stroke:var(\(variable))}"
        }.joined(separator: "\n") + "\n"
    }()
}

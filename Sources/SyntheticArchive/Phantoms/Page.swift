/// A captured screen: lines of what looks like words, a heading, a little chart.
extension Raster where Value == Double {
    mutating func drawPage(_ draw: inout Draw) {
        paint(.box(0, -0.88, 0.96, 0.08), 0.55)
        for line in 0..<14 {
            let y = -0.68 + 0.11 * Double(line)
            guard !draw.chance(0.15) else { continue }
            var x = -0.9
            while x < (line < 9 ? 0.8 : -0.1) {
                let width = draw.number(0.03...0.14)
                if draw.chance(0.8) { paint(.box(x + width / 2, y, width / 2, 0.026), draw.chance(0.2) ? 0.75 : 0.95) }
                x += width + 0.035
            }
        }
        for bar in 0..<6 {
            let height = draw.number(0.05...0.3)
            paint(.box(0.2 + 0.13 * Double(bar), 0.92 - height / 2, 0.045, height / 2), 0.65)
        }
    }
}

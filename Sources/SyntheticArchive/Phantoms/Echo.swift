import Glibc

/// Ultrasound: echoes between black and white inside a fan or a rectangle.
extension Raster where Value == Double {
    /// - Parameter phase: of the heart's beat, from 0 to 1.
    mutating func drawEchoes(_ look: Look, phase: Double, _ draw: inout Draw) {
        let texture = Texture(seed: draw.bits()), isLinear = look.anatomy == .thyroid || look.anatomy == .breast
        fillAll(0.42)
        switch look.anatomy {
        case .heart: drawChambers(phase, &draw)
        case .kidney: drawKidney(&draw)
        case .thyroid: drawThyroid(&draw)
        case .breast: drawLayers(&draw)
        default: drawLiver(&draw)
        }
        speckle(texture, isLinear: isLinear)
        cut(isLinear: isLinear)
        placing = Placing()
        // The bar of greys that machines draw beside the picture, and its mark.
        paint(.box(0.93, -0.55, 0.025, 0.3), 0.7)
        paint(.box(0.0, -0.96, 0.02, 0.02), 0.8)
    }

    private mutating func fillAll(_ value: Double) { changeAll { pixel, _, _ in pixel = value } }

    private mutating func drawLiver(_ draw: inout Draw) {
        paint(.ellipse(0.1, 0.72, 1.1, 0.12), 0.85)
        for _ in 0..<5 {
            let (x, y) = (draw.number(-0.5...0.5), draw.number(-0.3...0.5))
            paint(.line(from: x, y, to: x + draw.number(-0.3...0.3), y + 0.25, radius: 0.05, tapering: 0.5), 0.1)
        }
        if draw.chance(0.7) {
            paint(.ellipse(draw.number(-0.3...0.3), draw.number(-0.1...0.3), 0.16, 0.22, turned: 0.5), 0.7)
            paint(.ellipse(draw.number(-0.3...0.3), draw.number(-0.1...0.3), 0.15, 0.2, turned: 0.5), 0.03)
        }
    }

    private mutating func drawKidney(_ draw: inout Draw) {
        let (x, y, turn) = (draw.number(-0.1...0.1), draw.number(0...0.2), draw.number(-0.4...0.4))
        paint(.ellipse(x, y, 0.52, 0.34, turned: turn), 0.75)
        paint(.ellipse(x, y, 0.48, 0.3, turned: turn), 0.24)
        paint(.ellipse(x, y, 0.3, 0.13, turned: turn), 0.85)
        if draw.chance(0.3) { paint(.ellipse(x + 0.2, y - 0.16, 0.12, 0.12), 0.02) }
    }

    private mutating func drawChambers(_ phase: Double, _ draw: inout Draw) {
        fillAll(0.3)
        let squeeze = 1 - 0.18 * (0.5 - 0.5 * cos(6.283 * phase))
        paint(.ellipse(0.02, 0.1, 0.5, 0.72), 0.72)
        for (x, y, radiusX, radiusY) in [(-0.2, -0.18, 0.15, 0.34), (0.22, -0.18, 0.19, 0.38)] {
            paint(.ellipse(x, y, radiusX * squeeze, radiusY * squeeze), 0.03)
        }
        for (x, y) in [(-0.2, 0.46), (0.2, 0.48)] { paint(.ellipse(x, y, 0.18 / squeeze, 0.18), 0.03) }
        for side in [-1.0, 1] { paint(.line(from: 0.04 * side, 0.24, to: 0.3 * side, 0.2 + 0.12 * phase, radius: 0.022), 0.95) }
    }

    private mutating func drawThyroid(_ draw: inout Draw) {
        paint(.box(0, -0.78, 1, 0.14), 0.6)
        for side in [-1.0, 1] {
            paint(.ellipse(0.5 * side, -0.4, 0.5, 0.14), 0.22)
            paint(.ellipse(0.36 * side, -0.1, draw.number(0.22...0.3), 0.22), 0.66)
            paint(.ellipse(0.74 * side, 0.06, 0.13, 0.15), 0.03)
        }
        paint(.ellipse(0, 0.14, 0.26, 0.34), 0.05)
        paint(.ellipse(0, -0.12, 0.24, 0.07), 0.95)
        if draw.chance(0.4) { paint(.ellipse(draw.number(-0.45 ... -0.25), -0.1, 0.1, 0.09), 0.15) }
    }

    private mutating func drawLayers(_ draw: inout Draw) {
        for (y, value) in [(-0.92, 0.9), (-0.6, 0.26), (-0.1, 0.6), (0.45, 0.3), (0.75, 0.5)] { paint(.box(0, y, 1.2, 0.24), value) }
        let (x, y) = (draw.number(-0.3...0.3), draw.number(-0.2...0.1)), size = draw.number(0.14...0.24)
        paint(.ellipse(x, y, size, size * 0.75), 0.06)
        paint(.box(x, y + 0.5, size * 0.6, 0.35), 0.14)
    }

    /// Interference, which makes grains that widen with depth and never are lighter than their tissue allows.
    private mutating func speckle(_ texture: Texture, isLinear: Bool) {
        let (rows, columns) = (Double(rows), Double(columns))
        changeAll { pixel, x, y in
            let (column, row) = ((x + 1) / 2 * columns, (y + 1) / 2 * rows)
            let wide = isLinear ? 2.2 : 1.6 + 1.6 * (y + 1) / 2
            let wave = texture.relief(column / wide, row / 1.3) + 0.5 * texture.grain(Int(column), Int(row)) * 0.6
            pixel = max(0, min(1, pixel * (0.85 + 0.75 * wave) * (1.1 - 0.28 * (y + 1) / 2)))
        }
    }

    /// Black outside of what the probe sees.
    private mutating func cut(isLinear: Bool) {
        let ratio = Double(columns) / Double(rows)
        changeAll { pixel, x, y in
            if isLinear {
                if abs(x) > 0.84 || y < -0.92 || y > 0.9 { pixel = 0 }
            } else {
                let (across, down) = (x * ratio, y + 1.25), far = (across * across + down * down).squareRoot()
                if far < 0.38 || far > 2.1 || abs(atan2(across, down)) > 0.62 { pixel = 0 }
            }
        }
    }
}

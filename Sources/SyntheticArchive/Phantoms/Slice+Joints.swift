extension Raster where Value == Tissue {
    // MARK: Spine

    mutating func drawSpine(_ plane: Plane, isCervical: Bool, depth: Double, _ draw: inout Draw) {
        if plane == .sagittal { drawSpineFromSide(isCervical, depth, &draw) } else { drawSpineAcross(isCervical, &draw) }
    }

    /// Anterior is left. A row of vertebrae and discs before the canal, spines behind it.
    private mutating func drawSpineFromSide(_ isCervical: Bool, _ depth: Double, _ draw: inout Draw) {
        let count = isCervical ? 9 : 7, step = 2.1 / Double(count), half = step / 2
        let wide = isCervical ? 0.13 : 0.24, swing = isCervical ? 0.1 : 0.16, canal = abs(depth) < 0.4
        func middle(_ y: Double) -> Double { (isCervical ? -0.05 : -0.12) + swing * Circle.cosine(2.2 * y + 0.4) }
        fill(.box(isCervical ? 0.05 : 0.1, 0, isCervical ? 0.62 : 1.2, 1.2), .fat)
        fill(.box(0.5, 0, 0.3, 1.2), .muscle)
        if isCervical {
            fill(.line(from: -0.4, -0.6, to: -0.3, 1.1, radius: 0.08), .air)
            fill(.ellipse(0.1, -1.05, 0.6, 0.35), .grey)
        } else {
            fill(.box(-0.75, 0, 0.3, 1.2), .bowel)
            fill(.line(from: -0.48, -1, to: -0.46, 1, radius: 0.06), .blood)
        }
        for number in 0...count {
            let y = -1.05 + step * Double(number), x = middle(y)
            fill(.box(x, y, wide + 0.02, half * 0.82), .cortex)
            fill(.box(x, y, wide, half * 0.74), .marrow)
            fill(.ellipse(x, y + half, wide, half * 0.2), draw.chance(0.2) ? .cortex : .disc)
            if canal { fill(.line(from: x + wide + 0.26, y, to: x + wide + 0.46, y + step * 0.5, radius: half * 0.34), .marrow) }
        }
        guard canal else { return }
        for number in 0..<40 {
            let y = -1.05 + 0.054 * Double(number), x = middle(y) + wide + 0.1
            fill(.ellipse(x, y, 0.075, 0.06), .fluid)
            if isCervical || y < -0.2 { fill(.ellipse(x, y, 0.04, 0.06), .white) }
        }
    }

    private mutating func drawSpineAcross(_ isCervical: Bool, _ draw: inout Draw) {
        fill(.ellipse(0, 0.1, isCervical ? 0.7 : 1.1, isCervical ? 0.75 : 0.85), .fat)
        for side in [-1.0, 1] {
            fill(.ellipse(0.4 * side, -0.1, 0.2, 0.24), .muscle)
            fill(.ellipse(0.3 * side, 0.56, 0.26, 0.2), .muscle)
            fill(.line(from: 0.12 * side, 0.25, to: 0.45 * side, 0.32, radius: 0.055), .cortex)
        }
        let wide = isCervical ? 0.2 : 0.32
        if draw.chance(0.4) { fill(.ellipse(0, -0.12, wide, wide * 0.8), .disc) } else { fillBone(0, -0.12, wide, wide * 0.8, shell: 0.035) }
        fill(.ellipse(0, 0.22, 0.15, 0.13), .cortex)
        fill(.ellipse(0, 0.2, 0.11, 0.1), .fluid)
        fill(.ellipse(0, 0.2, 0.05, 0.04), .white)
        fill(.line(from: 0, 0.36, to: 0, 0.62, radius: 0.05), .cortex)
        fill(.ellipse(isCervical ? 0 : -0.15, -0.55, 0.1, 0.09), isCervical ? .air : .blood)
    }

    // MARK: Knee

    mutating func drawKnee(_ plane: Plane, depth: Double, _ draw: inout Draw) {
        if plane == .sagittal { drawKneeFromSide(depth, &draw) } else { drawKneeFromFront(&draw) }
    }

    /// Anterior is left, with the kneecap.
    private mutating func drawKneeFromSide(_ depth: Double, _ draw: inout Draw) {
        fill(.box(0, 0, 0.74, 1.2), .fat)
        fill(.box(0.38, 0.1, 0.28, 1.2), .muscle)
        fill(.box(-0.34, -0.75, 0.2, 0.35), .muscle)
        fillShaft(-0.02, -1.1, 0.0, -0.3, 0.2)
        fillBone(0.04, -0.22, 0.34, 0.27)
        fillBone(0, 0.28, 0.33, 0.19)
        fillShaft(-0.02, 0.35, 0.04, 1.1, 0.18)
        fillBone(-0.52, -0.28, 0.1, 0.19)
        fill(.line(from: -0.5, -0.08, to: -0.34, 0.36, radius: 0.03), .cortex)
        for side in [-1.0, 1] { fill(.line(from: 0.03 + 0.3 * side, 0.07, to: 0.03 + 0.14 * side, 0.06, radius: 0.05, tapering: 0.3), .disc) }
        fill(.ellipse(-0.4, -0.48, 0.05, draw.number(0.06...0.2)), .fluid)
        if abs(depth) < 0.3 { fill(.line(from: 0.12, -0.1, to: -0.1, 0.12, radius: 0.035), .cortex) }
    }

    private mutating func drawKneeFromFront(_ draw: inout Draw) {
        fill(.box(0, 0, 0.84, 1.2), .fat)
        fill(.box(0, -0.75, 0.66, 0.45), .muscle)
        fill(.box(0, 0.85, 0.6, 0.4), .muscle)
        fillShaft(0, -1.1, 0, -0.45, 0.24)
        for side in [-1.0, 1] { fillBone(0.25 * side, -0.24, 0.29, 0.25) }
        fill(.box(0, -0.35, 0.4, 0.14), .marrow)
        fill(.ellipse(0, -0.02, 0.1, 0.14), .fluid)
        fillBone(0, 0.3, 0.54, 0.22)
        fillShaft(0, 0.4, 0, 1.1, 0.22)
        fillShaft(0.52, 0.5, 0.5, 1.1, 0.08)
        for side in [-1.0, 1] { fill(.line(from: 0.52 * side, 0.04, to: 0.3 * side, 0.05, radius: 0.05, tapering: 0.3), .disc) }
        if draw.chance(0.3) { fill(.ellipse(-0.3, 0.3, 0.14, 0.1), .fluid, in: .marrow) }
    }

    private mutating func fillShaft(_ x: Double, _ y: Double, _ endX: Double, _ endY: Double, _ radius: Double) {
        fill(.line(from: x, y, to: endX, endY, radius: radius), .cortex)
        fill(.line(from: x, y, to: endX, endY, radius: radius * 0.75), .marrow)
    }
}

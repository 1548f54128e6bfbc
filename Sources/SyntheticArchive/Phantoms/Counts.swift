/// What a gamma camera sees: how much of a tracer lies behind each pixel.
extension Raster where Value == Double {
    mutating func drawTracer(_ look: Look, frame: Int, _ draw: inout Draw) {
        switch look.anatomy {
        case .wholeBody: drawSkeleton(isBehind: frame == 1, &draw)
        case .thyroid: drawButterfly(&draw)
        default: drawRing(&draw)
        }
    }

    private mutating func drawSkeleton(isBehind: Bool, _ draw: inout Draw) {
        addPlate(.box(0, -0.3, 0.55, 0.45), 0.12)
        addBody(.ellipse(0, -0.86, 0.2, 0.1), 0.8)
        addBody(.box(0, -0.35, 0.07, 0.42), isBehind ? 1.1 : 0.55)
        for side in [-1.0, 1] {
            for rib in 0..<7 { addBody(.line(from: 0.06 * side, -0.66 + 0.065 * Double(rib), to: 0.42 * side, -0.6 + 0.07 * Double(rib), radius: 0.04), 0.3) }
            addBody(.line(from: 0.45 * side, -0.68, to: 0.68 * side, -0.3, radius: 0.07), 0.4)
            addBody(.line(from: 0.68 * side, -0.3, to: 0.74 * side, 0.06, radius: 0.06), 0.35)
            addBody(.ellipse(0.26 * side, 0.08, 0.24, 0.08), 0.7)
            addBody(.line(from: 0.28 * side, 0.16, to: 0.24 * side, 0.54, radius: 0.09), 0.4)
            addBody(.line(from: 0.24 * side, 0.58, to: 0.22 * side, 0.95, radius: 0.08), 0.35)
            addBody(.ellipse(0.24 * side, 0.56, 0.11, 0.04), 0.6)
            if isBehind { addBody(.ellipse(0.22 * side, -0.16, 0.11, 0.05), 0.6) }
        }
        if !isBehind { addBody(.ellipse(0, 0.16, 0.13, 0.045), 1.2) }
        for _ in 0..<draw.integer(0...3) { addBody(.ellipse(draw.number(-0.3...0.3), draw.number(-0.6...0.1), 0.07, 0.025), 1.1) }
    }

    private mutating func drawButterfly(_ draw: inout Draw) {
        addPlate(.ellipse(0, 0, 0.85, 0.95), 0.06)
        for side in [-1.0, 1] { addBody(.ellipse(0.24 * side, 0, 0.16, draw.number(0.3...0.42), turned: 0.25 * side), 1) }
        addBody(.ellipse(0, 0.24, 0.2, 0.09), 0.6)
        for side in [-1.0, 1] { addBody(.ellipse(0.4 * side, -0.7, 0.14, 0.12), 0.2) }
        if draw.chance(0.4) { addBody(.ellipse(draw.pick([-0.26, 0.26]), 0.05, 0.1, 0.1), draw.pick([-0.7, 1.4])) }
    }

    private mutating func drawRing(_ draw: inout Draw) {
        addPlate(.ellipse(0, 0, 0.9, 0.9), 0.12)
        let turn = draw.number(0.2...0.8)
        addBody(.ellipse(0.15, 0.05, 0.42, 0.36, turned: turn), 1)
        addBody(.ellipse(0.2, 0.08, 0.24, 0.18, turned: turn), -0.95)
        addBody(.ellipse(-0.5, 0.65, 0.4, 0.25), 0.6)
        changeAll { pixel, _, _ in pixel = max(0.04, pixel) }
    }
}

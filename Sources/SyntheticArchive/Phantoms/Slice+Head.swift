extension Raster where Value == Tissue {
    /// The head, seen from its feet, from the front or from the left; anterior is up, or left.
    mutating func drawHead(_ plane: Plane, depth: Double, _ draw: inout Draw) {
        switch plane {
        case .axial: drawHeadAcross(depth, &draw)
        case .coronal: drawHeadFromFront(depth, &draw)
        case .sagittal: drawHeadFromSide(depth, &draw)
        }
    }

    /// Scalp, skull, the water around the brain, and the brain with its folds.
    private mutating func drawSkull(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, _ draw: inout Draw) {
        fill(.ellipse(x, y, radiusX, radiusY), .fat)
        fill(.ellipse(x, y, radiusX - 0.035, radiusY - 0.035), .cortex)
        fill(.ellipse(x, y, radiusX - 0.105, radiusY - 0.105), .fluid)
        fill(.ellipse(x, y, radiusX - 0.125, radiusY - 0.125), .grey)
        fill(.ellipse(x, y, radiusX - 0.22, radiusY - 0.22), .white)
        drawFolds(x, y, radiusX - 0.13, radiusY - 0.13, &draw)
    }

    private mutating func drawFolds(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, _ draw: inout Draw) {
        let texture = Texture(seed: draw.bits())
        for fold in 0..<26 {
            let angle = Double(fold) / 26 * 6.283 + 0.1 * texture.grain(fold, 1)
            let (outX, outY) = (x + radiusX * Circle.cosine(angle), y + radiusY * Circle.sine(angle))
            let length = 0.16 + 0.05 * texture.grain(fold, 2)
            let (inX, inY) = (outX + (x - outX) * length, outY + (y - outY) * length)
            fill(.line(from: outX, outY, to: inX, inY, radius: 0.03), .grey)
            fill(.line(from: outX, outY, to: inX, inY, radius: 0.010), .fluid)
        }
    }

    private mutating func drawHeadAcross(_ depth: Double, _ draw: inout Draw) {
        let size = (1 - 0.35 * depth * depth).squareRoot(), (width, height) = (0.74 * size, 0.92 * size)
        drawSkull(0, 0, width, height, &draw)
        fill(.line(from: 0, -height + 0.14, to: 0, height - 0.14, radius: 0.012), .fluid)
        if depth < -0.4 {
            // At the base: orbits, sinuses of air, the hind brain.
            for side in [-1.0, 1] {
                fill(.ellipse(0.3 * side * size, -0.62 * size, 0.15, 0.15), .fluid)
                fill(.line(from: 0.12 * side, -0.45, to: 0.55 * side, -0.1, radius: 0.05), .cortex)
                fill(.ellipse(0.42 * side, 0.12, 0.1, 0.06), .air)
            }
            fill(.ellipse(0, -0.55 * size, 0.09, 0.2), .air)
            fill(.ellipse(0, 0.2, 0.15, 0.13), .white)
        } else {
            let open = max(0.03, 0.12 - 0.1 * abs(depth - 0.05)) * draw.number(0.8...1.5)
            for side in [-1.0, 1] {
                fill(.ellipse(0.1 * side, -0.14, open, 0.22, turned: -0.3 * side), .fluid)
                fill(.ellipse(0.17 * side, 0.22, open, 0.2, turned: 0.4 * side), .fluid)
                fill(.ellipse(0.22 * side, -0.02, 0.08, 0.13, turned: -0.2 * side), .grey)
            }
        }
        if draw.chance(0.2) { fill(.ellipse(draw.number(-0.4...0.4), draw.number(-0.4...0.4), 0.09, 0.09), .blood, in: .white) }
    }

    private mutating func drawHeadFromFront(_ depth: Double, _ draw: inout Draw) {
        fill(.box(0, 0.8, 0.36, 0.4), .muscle)
        drawSkull(0, -0.12, 0.74, 0.76, &draw)
        fill(.line(from: 0, -0.8, to: 0, -0.1, radius: 0.012), .fluid)
        for side in [-1.0, 1] {
            fill(.ellipse(0.13 * side, -0.16, 0.06, 0.15, turned: 0.5 * side), .fluid)
            fill(.ellipse(0.3 * side, 0.42, 0.22, 0.14), .grey)
        }
        fill(.box(0, 0.5, 0.1, 0.45), depth > 0 ? .white : .air)
        fill(.box(0, 0.75, 0.3, 0.05), .cortex)
    }

    private mutating func drawHeadFromSide(_ depth: Double, _ draw: inout Draw) {
        fill(.box(0.28, 0.8, 0.3, 0.5), .muscle)
        fill(.box(-0.42, 0.45, 0.32, 0.42), .fat)
        fill(.box(-0.36, 0.45, 0.24, 0.36), .muscle)
        drawSkull(0.05, -0.2, 0.84, 0.7, &draw)
        fill(.ellipse(-0.02, -0.16, 0.3, 0.1, turned: 0.1), .white)
        fill(.ellipse(-0.02, -0.1, 0.24, 0.06, turned: 0.1), .fluid)
        fill(.ellipse(0.42, 0.3, 0.25, 0.2), .grey)
        fill(.line(from: 0.1, 0.1, to: 0.26, 0.95, radius: 0.1, tapering: 0.7), .white)
        fill(.line(from: -0.2, 0.38, to: 0.02, 0.9, radius: 0.07), .air)
        fill(.box(-0.4, 0.28, 0.25, 0.05), .cortex)
        for number in 0..<3 { fillBone(0.07 + 0.04 * Double(number), 0.55 + 0.2 * Double(number), 0.09, 0.08) }
    }
}

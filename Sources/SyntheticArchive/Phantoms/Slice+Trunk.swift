extension Raster where Value == Tissue {
    // MARK: Chest

    mutating func drawChest(_ plane: Plane, depth: Double, _ draw: inout Draw) {
        if plane == .axial { drawChestAcross(depth, &draw) } else { drawChestFromFront(&draw) }
    }

    private mutating func drawTrunk(_ width: Double, _ height: Double, fat: Double) {
        fill(.ellipse(0, 0, width, height), .fat)
        fill(.ellipse(0, 0, width - fat, height - fat), .muscle)
    }

    private mutating func drawVertebra(_ y: Double) {
        fillBone(0, y, 0.12, 0.11)
        fill(.ellipse(0, y + 0.15, 0.055, 0.05), .fluid)
        fill(.line(from: 0, y + 0.2, to: 0, y + 0.3, radius: 0.03), .cortex)
        for side in [-1.0, 1] { fill(.line(from: 0.08 * side, y + 0.12, to: 0.22 * side, y + 0.16, radius: 0.03), .cortex) }
    }

    private mutating func drawChestAcross(_ depth: Double, _ draw: inout Draw) {
        drawTrunk(0.94, 0.68, fat: draw.number(0.03...0.12))
        let size = (1 - 0.4 * depth * depth).squareRoot()
        for side in [-1.0, 1] {
            fill(.ellipse(0.44 * side, 0.02, 0.35 * size, 0.5 * size), .lung)
            for _ in 0..<14 {
                let angle = draw.number(0...6.28), far = draw.number(0.05...0.3)
                let (x, y) = (0.44 * side + far * Circle.cosine(angle), far * 1.4 * Circle.sine(angle))
                fill(.line(from: 0.2 * side, 0.02, to: x, y, radius: 0.014, tapering: 0.4), .blood, in: .lung)
            }
            for rib in 0..<6 {
                let angle = -1.2 + 0.48 * Double(rib)
                let (x, y) = (side * 0.82 * Circle.cosine(angle), 0.58 * Circle.sine(angle))
                fill(.ellipse(x, y, 0.07, 0.03, turned: side * (angle + 1.57)), .cortex)
            }
        }
        if depth < 0.3 {
            fill(.ellipse(0.1, -0.1, 0.3, 0.26, turned: 0.5), .myocardium)
            fill(.ellipse(0.16, -0.06, 0.17, 0.12, turned: 0.5), .blood)
        } else {
            fill(.ellipse(0, -0.08, 0.2, 0.26), .fat)
            fill(.ellipse(0.05, -0.18, 0.1, 0.09), .blood)
            fill(.ellipse(0, 0.08, 0.06, 0.05), .air)
        }
        drawVertebra(0.36)
        fill(.ellipse(0.13, 0.24, 0.07, 0.07), .blood)
        fill(.box(0, -0.58, 0.1, 0.03), .cortex)
        if draw.chance(0.25) { fill(.ellipse(draw.number(0.3...0.5), draw.number(-0.3...0.3), 0.06, 0.06), .muscle, in: .lung) }
    }

    private mutating func drawChestFromFront(_ draw: inout Draw) {
        fill(.box(0, 0.05, 0.88, 1.1), .fat)
        fill(.box(0, 0.05, 0.82, 1.1), .muscle)
        fill(.box(0, -0.92, 0.16, 0.2), .muscle)
        fill(.box(0, 0.8, 0.74, 0.36), .organ)
        for side in [-1.0, 1] {
            fill(.ellipse(0.42 * side, -0.05, 0.34, 0.72), .lung)
            for _ in 0..<12 {
                fill(.line(from: 0.12 * side, -0.1, to: side * draw.number(0.3...0.7), draw.number(-0.6...0.5), radius: 0.016, tapering: 0.4), .blood, in: .lung)
            }
            for rib in 0..<7 { fill(.ellipse(0.79 * side, -0.6 + 0.2 * Double(rib), 0.035, 0.04), .cortex) }
            fill(.ellipse(0.45 * side, 0.68, 0.36, 0.24), .organ)
        }
        fill(.box(0, -0.2, 0.08, 0.5), .blood)
        fill(.ellipse(0.14, 0.3, 0.3, 0.27), .myocardium)
        fill(.ellipse(0.16, 0.3, 0.16, 0.15), .blood)
        fill(.box(0, -0.6, 0.05, 0.3), .air)
    }

    // MARK: Abdomen

    mutating func drawAbdomen(_ plane: Plane, depth: Double, _ draw: inout Draw) {
        if plane == .axial { drawAbdomenAcross(depth, &draw) } else { drawAbdomenFromFront(&draw) }
    }

    private mutating func drawAbdomenAcross(_ depth: Double, _ draw: inout Draw) {
        drawTrunk(0.92, 0.7, fat: draw.number(0.05...0.2))
        fill(.ellipse(0, -0.06, 0.66, 0.46), .fat, in: .muscle)
        drawVertebra(0.36)
        for side in [-1.0, 1] {
            fill(.ellipse(0.25 * side, 0.45, 0.14, 0.12), .muscle)
            if depth < 0.35 {
                fill(.ellipse(0.4 * side, 0.26, 0.13, 0.17, turned: 0.4 * side), .kidney)
                fill(.ellipse(0.37 * side, 0.24, 0.05, 0.08), .fat)
            }
        }
        fill(.ellipse(0.04, 0.18, 0.065, 0.065), .blood)
        fill(.ellipse(-0.09, 0.17, 0.06, 0.05), .blood)
        if depth > -0.3 {
            let size = 0.75 + 0.3 * depth
            fill(.ellipse(-0.36, -0.08, 0.4 * size, 0.38 * size, turned: -0.3), .organ)
            fill(.ellipse(0.58, 0.06, 0.14, 0.26 * size, turned: -0.3), .organ)
            fill(.ellipse(0.3, -0.24, 0.22, 0.16), .bowel)
            fill(.ellipse(0.3, -0.3, 0.14, 0.06), .air)
            fill(.ellipse(-0.22, -0.1, 0.08, 0.1), .fluid)
        }
        for _ in 0..<(depth < 0 ? 16 : 5) {
            let (x, y) = (draw.number(-0.5...0.5), draw.number(-0.42...0.02))
            fill(.ellipse(x, y, 0.1, 0.075), .bowel, in: .fat)
            if draw.chance(0.4) { fill(.ellipse(x, y - 0.02, 0.05, 0.03), .air, in: .bowel) }
        }
    }

    private mutating func drawAbdomenFromFront(_ draw: inout Draw) {
        fill(.box(0, 0, 0.86, 1.2), .fat)
        fill(.box(0, 0, 0.76, 1.2), .muscle)
        fill(.box(0, 0.1, 0.62, 0.9), .fat)
        for side in [-1.0, 1] {
            fill(.ellipse(0.42 * side, -0.95, 0.3, 0.24), .lung)
            fill(.ellipse(0.36 * side, -0.02, 0.13, 0.24, turned: -0.2 * side), .kidney)
            fill(.line(from: 0.14 * side, -0.1, to: 0.34 * side, 0.8, radius: 0.12), .muscle)
            fill(.line(from: 0.7 * side, 0.5, to: 0.4 * side, 0.95, radius: 0.09), .cortex)
            fill(.line(from: 0.7 * side, 0.52, to: 0.4 * side, 0.95, radius: 0.05), .marrow)
        }
        fill(.ellipse(-0.38, -0.52, 0.38, 0.32), .organ)
        fill(.ellipse(0.54, -0.56, 0.16, 0.26), .organ)
        for _ in 0..<14 { fill(.ellipse(draw.number(-0.5...0.5), draw.number(0.15...0.8), 0.11, 0.08), .bowel, in: .fat) }
        for number in 0..<9 { fill(.box(0, -0.95 + 0.22 * Double(number), 0.1, 0.085), .marrow) }
    }

    // MARK: Pelvis

    mutating func drawPelvis(depth: Double, _ draw: inout Draw) {
        drawTrunk(0.94, 0.66, fat: draw.number(0.06...0.16))
        fill(.ellipse(0, -0.05, 0.44, 0.36), .fat)
        fill(.ellipse(0, 0.4, 0.2, 0.1), .cortex)
        fill(.ellipse(0, 0.4, 0.15, 0.06), .marrow)
        for side in [-1.0, 1] {
            if depth > 0 {
                fill(.line(from: 0.62 * side, -0.22, to: 0.26 * side, 0.36, radius: 0.075), .cortex)
                fill(.line(from: 0.62 * side, -0.22, to: 0.26 * side, 0.36, radius: 0.04), .marrow)
                fill(.ellipse(0.55 * side, 0.26, 0.22, 0.14, turned: -0.5 * side), .muscle, in: .fat)
            } else {
                fillBone(0.55 * side, 0, 0.16, 0.15, shell: 0.025)
                fill(.line(from: 0.4 * side, -0.2, to: 0.34 * side, 0.2, radius: 0.045), .cortex)
            }
        }
        fill(.ellipse(0, -0.12, draw.number(0.16...0.28), draw.number(0.12...0.2)), .urine)
        fill(.ellipse(0, 0.2, 0.1, 0.09), .bowel)
        for _ in 0..<5 { fill(.ellipse(draw.number(-0.32...0.32), draw.number(-0.35...0.1), 0.08, 0.06), .bowel, in: .fat) }
    }

    // MARK: Whole body

    /// From the front, arms down.
    mutating func drawBody(_ draw: inout Draw) {
        for side in [-1.0, 1] {
            fill(.line(from: 0.36 * side, -0.52, to: 0.62 * side, 0.16, radius: 0.09, tapering: 0.7), .muscle)
            fill(.line(from: 0.2 * side, 0.2, to: 0.2 * side, 1.1, radius: 0.17, tapering: 0.7), .muscle)
            fill(.line(from: 0.2 * side, 0.3, to: 0.2 * side, 1.1, radius: 0.05), .marrow)
        }
        fill(.box(0, -0.2, 0.42, 0.48), .muscle)
        fill(.box(0, -0.66, 0.12, 0.1), .muscle)
        fill(.ellipse(0, -0.83, 0.2, 0.15), .cortex)
        fill(.ellipse(0, -0.86, 0.17, 0.1), .grey)
        for side in [-1.0, 1] {
            fill(.ellipse(0.2 * side, -0.4, 0.15, 0.2), .lung)
            fill(.ellipse(0.2 * side, -0.04, 0.07, 0.06), .kidney)
        }
        fill(.ellipse(0.1, -0.32, 0.13, 0.08), .myocardium)
        fill(.ellipse(-0.16, -0.14, 0.22, 0.09), .organ)
        for _ in 0..<8 { fill(.ellipse(draw.number(-0.25...0.25), draw.number(0...0.14), 0.06, 0.03), .bowel) }
        fill(.ellipse(0, 0.24, 0.1, 0.05), .urine)
        for _ in 0..<draw.integer(0...4) { fill(.ellipse(draw.number(-0.3...0.3), draw.number(-0.5...0.3), 0.04, 0.02), .myocardium) }
    }
}

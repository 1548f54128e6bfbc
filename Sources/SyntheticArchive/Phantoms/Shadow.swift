/// What lies in the way of X-rays: about 0 for none, 1 for a thick bone.
typealias Shadow = Raster<Double>

extension Raster where Value == Double {
    mutating func drawProjection(_ look: Look, _ draw: inout Draw) {
        let isLateral = look.view == .lateral
        switch look.anatomy {
        case .chest: isLateral ? drawChestFromSide(&draw) : drawChestFromFront(&draw)
        case .hand: drawHand(isLateral: isLateral, &draw)
        case .foot: drawFoot(isLateral: isLateral, &draw)
        case .knee: drawKneeShadow(isLateral: isLateral, &draw)
        case .pelvis: drawPelvisShadow(&draw)
        case .breast: drawBreast(look, &draw)
        default: drawSpineShadow(isLateral: isLateral, isCervical: look.anatomy == .cervicalSpine, &draw)
        }
    }

    // MARK: Chest

    private mutating func drawChestFromFront(_ draw: inout Draw) {
        addPlate(.box(0, 0.3, 0.92, 1.25), 0.42)
        addPlate(.box(0, -0.95, 0.24, 0.4), 0.2)
        for side in [-1.0, 1] {
            let width = draw.number(0.3...0.36)
            addPlate(.ellipse(0.44 * side, -0.05, width, 0.72), -0.32)
            for number in 0..<8 {
                // Behind, a rib falls from the spine to the side; in front it climbs less.
                let y = -0.72 + 0.18 * Double(number)
                addBody(.line(from: 0.1 * side, y, to: 0.5 * side, y + 0.04, radius: 0.03), 0.1)
                addBody(.line(from: 0.5 * side, y + 0.04, to: 0.8 * side, y + 0.2, radius: 0.03), 0.1)
                if number > 1 { addBody(.line(from: 0.8 * side, y + 0.1, to: 0.36 * side, y + 0.26, radius: 0.025), 0.06) }
            }
            addBody(.line(from: 0.1 * side, -0.72, to: 0.74 * side, -0.86, radius: 0.04), 0.18)
            for _ in 0..<10 {
                addBody(.line(from: 0.14 * side, 0, to: side * draw.number(0.25...0.6), draw.number(-0.5...0.5), radius: 0.03, tapering: 0.3), 0.07)
            }
            addPlate(.ellipse(0.46 * side, 0.86, 0.5, 0.34), 0.24)
        }
        addPlate(.box(0, 0, 0.12, 1), 0.24)
        let heart = draw.number(0.24...0.36)
        addBody(.ellipse(0.13, 0.3, heart, 0.3, turned: 0.5), 0.38)
        addBody(.ellipse(0.1, -0.2, 0.14, 0.14), 0.16)
        if draw.chance(0.2) { addBody(.ellipse(draw.number(-0.6 ... -0.3), draw.number(-0.4...0.3), 0.13, 0.12), 0.2) }
    }

    private mutating func drawChestFromSide(_ draw: inout Draw) {
        addPlate(.box(0.02, 0.25, 0.74, 1.25), 0.45)
        addPlate(.ellipse(0, -0.02, 0.56, 0.8), -0.28)
        addPlate(.ellipse(0, 0.9, 0.66, 0.4), 0.3)
        for number in 0..<12 { addBody(.box(0.48 + 0.06 * Circle.sine(Double(number) * 0.3), -0.85 + 0.16 * Double(number), 0.1, 0.065), 0.24) }
        for number in 0..<7 { addBody(.line(from: 0.5, -0.6 + 0.18 * Double(number), to: -0.45, -0.3 + 0.18 * Double(number), radius: 0.025), 0.07) }
        addBody(.ellipse(-0.16, 0.3, draw.number(0.26...0.36), 0.3, turned: 0.6), 0.34)
        addBody(.line(from: -0.55, -0.6, to: -0.6, 0.4, radius: 0.045), 0.2)
        addBody(.ellipse(0.04, -0.4, 0.13, 0.16), 0.14)
    }

    // MARK: Limbs

    private mutating func addLongBone(_ x: Double, _ y: Double, _ endX: Double, _ endY: Double, _ radius: Double, _ amount: Double = 0.5) {
        addBody(.line(from: x, y, to: endX, endY, radius: radius), amount)
        addBody(.line(from: x, y, to: endX, endY, radius: radius * 0.5), -amount * 0.3)
        for (endX, endY) in [(x, y), (endX, endY)] { addBody(.ellipse(endX, endY, radius * 1.35, radius * 1.1), amount * 0.4) }
    }

    private mutating func drawHand(isLateral: Bool, _ draw: inout Draw) {
        let spread = isLateral ? 0.25 : draw.number(0.85...1.15)
        addPlate(.box(0, 0.3, 0.5 * spread + 0.1, 0.34), 0.16)
        addPlate(.box(0, 0.95, 0.28, 0.4), 0.18)
        for finger in 0..<5 {
            let lean = (Double(finger) - 2.2) * 0.3 * spread, isThumb = finger == 4
            let tip = isThumb ? -0.05 : -0.85 + 0.12 * abs(Double(finger) - 1.2)
            let (rootX, rootY) = (lean * 0.5, 0.46), (endX, endY) = (isThumb ? 0.86 * spread : lean * 1.25, tip)
            addPlate(.line(from: rootX, rootY, to: endX, endY, radius: 0.1), 0.14)
            let joints = isThumb ? [0, 0.42, 0.72, 1] : [0, 0.44, 0.68, 0.85, 1]
            for (near, far) in zip(joints, joints.dropFirst()) {
                let (a, b) = (near + 0.025, far - 0.025)
                addLongBone(rootX + a * (endX - rootX), rootY + a * (endY - rootY), rootX + b * (endX - rootX), rootY + b * (endY - rootY), 0.042)
            }
        }
        for number in 0..<8 { addBody(.ellipse((Double(number % 4) - 1.5) * 0.13 * spread, 0.56 + 0.12 * Double(number / 4), 0.075, 0.065), 0.4) }
        addLongBone(-0.1 * spread, 0.84, -0.1 * spread, 1.2, 0.12)
        addLongBone(0.14 * spread, 0.86, 0.14 * spread, 1.2, 0.08)
    }

    private mutating func drawFoot(isLateral: Bool, _ draw: inout Draw) {
        if isLateral {
            addPlate(.line(from: -0.75, 0.55, to: 0.6, 0.4, radius: 0.24), 0.18)
            addPlate(.line(from: 0.35, 0.3, to: 0.35, -1.1, radius: 0.26), 0.2)
            addLongBone(0.35, 0.02, 0.34, -1.2, 0.17)
            addBody(.ellipse(0.62, 0.44, 0.26, 0.2, turned: 0.3), 0.45)
            addBody(.ellipse(0.32, 0.2, 0.2, 0.14), 0.45)
            for number in 0..<3 { addBody(.ellipse(0.12 - 0.14 * Double(number), 0.32 + 0.06 * Double(number), 0.1, 0.12), 0.4) }
            for number in 0..<3 { addLongBone(-0.2, 0.46 + 0.05 * Double(number), -0.85, 0.58 + 0.04 * Double(number), 0.05, 0.35) }
        } else {
            addPlate(.box(0, 0, 0.5, 0.95), 0.16)
            for toe in 0..<5 {
                let x = (Double(toe) - 2) * 0.2, tip = -0.92 + 0.09 * Double(toe)
                addLongBone(x * 0.6, 0.2, x, -0.3, toe == 0 ? 0.075 : 0.05)
                addLongBone(x, -0.38, x * 1.05, -0.6, toe == 0 ? 0.07 : 0.042)
                addLongBone(x * 1.05, -0.66, x * 1.1, tip, toe == 0 ? 0.06 : 0.036)
            }
            for number in 0..<5 { addBody(.ellipse((Double(number % 3) - 1) * 0.18, 0.36 + 0.2 * Double(number / 3), 0.11, 0.11), 0.4) }
            addBody(.ellipse(0.05, 0.8, 0.2, 0.25), 0.5)
        }
    }

    private mutating func drawKneeShadow(isLateral: Bool, _ draw: inout Draw) {
        addPlate(.box(0, 0, 0.68, 1.3), 0.2)
        addPlate(.box(isLateral ? 0.2 : 0, -0.4, 0.4, 1), 0.08)
        let tilt = draw.number(-0.06...0.06)
        addLongBone(0, -1.3, tilt, -0.3, 0.2, 0.42)
        addLongBone(tilt, 0.42, 0, 1.3, 0.19, 0.42)
        if isLateral {
            addBody(.ellipse(tilt + 0.06, -0.2, 0.32, 0.22), 0.3)
            addBody(.ellipse(tilt, 0.22, 0.34, 0.17), 0.34)
            addBody(.ellipse(-0.46, -0.26, 0.11, 0.2), 0.35)
            addLongBone(0.26, 0.4, 0.3, 1.2, 0.075, 0.3)
        } else {
            for side in [-1.0, 1] { addBody(.ellipse(tilt + 0.22 * side, -0.16, 0.25, 0.2), 0.32) }
            addBody(.ellipse(tilt, 0.22, 0.47, 0.16), 0.42)
            addBody(.ellipse(tilt, -0.3, 0.19, 0.18), 0.16)
            addLongBone(0.46, 0.36, 0.44, 1.2, 0.075, 0.32)
        }
    }

    // MARK: Spine and pelvis

    private mutating func drawSpineShadow(isLateral: Bool, isCervical: Bool, _ draw: inout Draw) {
        let count = isCervical ? 9 : 7, step = 2.0 / Double(count), wide = (isCervical ? 0.2 : 0.27) * (isLateral ? 0.95 : 1)
        addPlate(.box(isLateral ? 0.1 : 0, 0, isCervical ? 0.45 : 0.98, 1.3), isCervical ? 0.22 : 0.34)
        if isCervical { addPlate(.ellipse(isLateral ? -0.1 : 0, -1.05, 0.75, 0.5), 0.35) }
        if !isLateral, isCervical { addPlate(.box(0, 0.2, 0.08, 0.8), -0.1) }
        let swing = draw.number(-0.1...0.1)
        for number in 0...count {
            let y = -1 + step * Double(number)
            let x = isLateral ? 0.16 * Circle.cosine(2 * y) - 0.12 : swing * Circle.sine(2 * y)
            addBody(.box(x, y, wide, step * 0.36), 0.34)
            if isLateral {
                addBody(.line(from: x + wide, y, to: x + wide + 0.35, y + step * 0.5, radius: step * 0.2), 0.2)
            } else {
                addBody(.line(from: x, y, to: x, y + step * 0.3, radius: 0.05), 0.16)
                for side in [-1.0, 1] {
                    addBody(.line(from: x, y, to: x + side * wide * 1.7, y - 0.02, radius: 0.05), 0.16)
                    if !isCervical, number < 2 { addBody(.line(from: x, y, to: x + side * 0.9, y + 0.3, radius: 0.045), 0.1) }
                }
            }
        }
        guard !isCervical else { return }
        for side in isLateral ? [0.0] : [-1.0, 1] { addBody(.ellipse(0.62 * side, 0.95, 0.4, 0.36), 0.26) }
        for _ in 0..<5 { addBody(.ellipse(draw.number(-0.6...0.6), draw.number(-0.6...0.6), 0.12, 0.09), -0.1) }
    }

    private mutating func drawPelvisShadow(_ draw: inout Draw) {
        addPlate(.box(0, 0, 0.96, 1.1), 0.34)
        addBody(.ellipse(0, -0.3, 0.22, 0.4), 0.24)
        for number in 0..<2 { addBody(.box(0, -0.9 + 0.24 * Double(number), 0.16, 0.09), 0.26) }
        let hasImplant = draw.chance(0.2)
        for side in [-1.0, 1] {
            addBody(.ellipse(0.46 * side, -0.42, 0.34, 0.4, turned: 0.5 * side), 0.28)
            addBody(.line(from: 0.36 * side, 0, to: 0.1 * side, 0.36, radius: 0.075), 0.26)
            addBody(.line(from: 0.1 * side, 0.36, to: 0.34 * side, 0.66, radius: 0.07), 0.24)
            addBody(.line(from: 0.34 * side, 0.66, to: 0.44 * side, 0.14, radius: 0.075), 0.24)
            addBody(.ellipse(0.54 * side, 0.1, 0.16, 0.17), 0.3)
            addBody(.line(from: 0.56 * side, 0.12, to: 0.74 * side, 0.32, radius: 0.09), 0.24)
            addLongBone(0.76 * side, 0.3, 0.68 * side, 1.2, 0.12, 0.34)
            if hasImplant, side > 0 {
                addPlate(.ellipse(0.54, 0.1, 0.14, 0.15), 0.6)
                addPlate(.line(from: 0.6, 0.14, to: 0.72, 0.9, radius: 0.07, tapering: 0.5), 0.6)
            }
        }
    }

    // MARK: Breast

    /// From the chest wall: on the left for a left breast, as films are hung.
    private mutating func drawBreast(_ look: Look, _ draw: inout Draw) {
        let wall = look.side == "L" ? -1.0 : 1.0, isOblique = look.view == .mediolateralOblique
        let (reach, height) = (draw.number(0.95...1.35), draw.number(0.62...0.85)), middle = isOblique ? 0.14 : 0
        let texture = Texture(seed: draw.bits()), density = draw.number(0.1...0.5)
        let outline = Shape.ellipse(wall, middle, reach, height)
        change(outline) { pixel, level in pixel = 0.16 + 0.26 * min(1, (1 - level) * 2.2) }
        let gland = Shape.ellipse(wall * 0.62, middle, reach * 0.6, height * 0.66)
        let (rows, columns) = (Double(rows), Double(columns))
        var place = (row: 0.0, column: 0.0)
        changeAll { pixel, x, y in
            place = ((y + 1) / 2 * rows, (x + 1) / 2 * columns)
            guard pixel > 0, gland.level(x, y) < 1 else { return }
            let fibres = texture.relief(place.column / 9, place.row / 6) + 0.6 * texture.relief(place.column / 3.5, place.row / 3)
            pixel += density * max(0, 0.35 + 0.6 * fibres) * (1 - gland.level(x, y))
        }
        if isOblique {
            addPlate(.line(from: wall * 1.05, -1.1, to: wall * 0.98, 0.25, radius: 0.62, tapering: 0.05), 0.34)
        }
        if draw.chance(0.15) { addBody(.ellipse(wall * draw.number(0.2...0.6), middle + draw.number(-0.3...0.3), 0.06, 0.05), 0.35) }
        addPlate(.box(-wall * 0.8, -0.88, 0.09, 0.035), 0.9)
    }
}

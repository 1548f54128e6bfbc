/// X-ray pictures of arteries filled with contrast: dark on grey.
extension Raster where Value == Double {
    /// - Parameter filling: how far the contrast has come, from 0 to 1.
    mutating func drawVessels(_ look: Look, filling: Double, _ draw: inout Draw) {
        if look.rendition == .projection {
            addPlate(.ellipse(0.1, 0.1, 1.1, 0.95), 0.18)
            for number in 0..<6 { addBody(.line(from: -1, -0.9 + 0.32 * Double(number), to: 1, -0.7 + 0.36 * Double(number), radius: 0.06), 0.05) }
            addBody(.box(look.view == .lateral ? 0.75 : -0.3, 0, 0.14, 1.1), 0.16)
            addPlate(.ellipse(0.5, 0.95, 0.9, 0.35), 0.2)
        }
        let amount = look.rendition == .projection ? 0.34 : 0.55
        switch look.anatomy {
        case .heart:
            addPlate(.line(from: -0.75, -1, to: -0.4, -0.5, radius: 0.05), amount * 0.9)
            grow(-0.4, -0.5, heading: 0.5, radius: 0.05, left: filling * 2.4, amount, bends: 0.35, &draw)
            grow(-0.4, -0.5, heading: 1.2, radius: 0.045, left: filling * 2.2, amount, bends: 0.35, &draw)
        case .brain:
            addPlate(.ellipse(0, -0.1, 0.85, 0.8), look.rendition == .projection ? 0.1 : 0.02)
            grow(0, 1, heading: -1.57, radius: 0.055, left: filling * 3.4, amount, bends: 0.5, &draw)
            grow(0.05, 0.2, heading: -0.5, radius: 0.04, left: filling * 2.2, amount, bends: 0.5, &draw)
            grow(0.05, 0.2, heading: -2.3, radius: 0.04, left: filling * 2.2, amount, bends: 0.5, &draw)
        default:
            addPlate(.line(from: 0, -1, to: 0, 0.3, radius: 0.1), amount)
            for side in [-1.0, 1] {
                grow(0, 0.3, heading: 1.57 - 0.45 * side, radius: 0.07, left: filling * 1.6, amount, bends: 0.1, &draw)
                grow(0, -0.2, heading: 1.57 - 1.4 * side, radius: 0.045, left: filling * 1.3, amount, bends: 0.25, &draw)
            }
        }
    }

    /// A branch, and those that leave it.
    private mutating func grow(
        _ x: Double, _ y: Double, heading: Double, radius: Double, left: Double, _ amount: Double, bends: Double, _ draw: inout Draw
    ) {
        guard radius > 0.011, left > 0 else { return }
        var (x, y, heading) = (x, y, heading)
        for _ in 0..<draw.integer(2...4) {
            heading += draw.number(-bends...bends)
            let length = 0.14, (endX, endY) = (x + length * Circle.cosine(heading), y + length * Circle.sine(heading))
            paintVessel(.line(from: x, y, to: endX, endY, radius: radius), amount)
            (x, y) = (endX, endY)
        }
        for turn in [draw.number(0.2...0.8), -draw.number(0.2...0.8)] {
            grow(x, y, heading: heading + turn, radius: radius * draw.number(0.62...0.82), left: left - 0.5, amount, bends: bends, &draw)
        }
    }

    /// Where vessels cross or go on, they are hardly darker.
    private mutating func paintVessel(_ shape: Shape, _ amount: Double) {
        change(shape) { pixel, level in pixel = max(pixel, min(pixel + amount, amount + 0.25) * (1 - level).squareRoot()) }
    }
}

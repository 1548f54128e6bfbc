import Glibc

/// A simple outline. Coordinates run from −1 to 1 over the width (to the right) and the height (down) of a picture.
struct Shape {
    private enum Kind {
        /// A superellipse: of power 2 an ellipse, of a higher one nearly a box.
        case oval(cosine: Double, sine: Double, radiusX: Double, radiusY: Double, power: Int)
        /// A line that is round at its ends, and may taper.
        case line(dx: Double, dy: Double, lengthSquared: Double, radius: Double, endRadius: Double)
    }

    private let kind: Kind
    private let x: Double, y: Double
    let minimumX: Double, maximumX: Double, minimumY: Double, maximumY: Double

    static func ellipse(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, turned angle: Double = 0) -> Shape {
        Shape(x, y, radiusX, radiusY, angle, power: 2)
    }
    static func box(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, turned angle: Double = 0) -> Shape {
        Shape(x, y, radiusX, radiusY, angle, power: 8)
    }
    static func line(from x: Double, _ y: Double, to endX: Double, _ endY: Double, radius: Double, tapering: Double = 1) -> Shape {
        Shape(x, y, endX, endY, radius: radius, endRadius: radius * tapering)
    }

    private init(_ x: Double, _ y: Double, _ radiusX: Double, _ radiusY: Double, _ angle: Double, power: Int) {
        (self.x, self.y) = (x, y)
        kind = .oval(cosine: cos(angle), sine: sin(angle), radiusX: radiusX, radiusY: radiusY, power: power)
        let reach = angle == 0 ? nil : max(radiusX, radiusY) * (power > 2 ? 1.42 : 1)
        (minimumX, maximumX) = (x - (reach ?? radiusX), x + (reach ?? radiusX))
        (minimumY, maximumY) = (y - (reach ?? radiusY), y + (reach ?? radiusY))
    }

    private init(_ x: Double, _ y: Double, _ endX: Double, _ endY: Double, radius: Double, endRadius: Double) {
        (self.x, self.y) = (x, y)
        let (dx, dy) = (endX - x, endY - y), widest = max(radius, endRadius)
        kind = .line(dx: dx, dy: dy, lengthSquared: max(1e-12, dx * dx + dy * dy), radius: radius, endRadius: endRadius)
        (minimumX, maximumX) = (min(x, endX) - widest, max(x, endX) + widest)
        (minimumY, maximumY) = (min(y, endY) - widest, max(y, endY) + widest)
    }

    /// 0 in the middle, 1 on the outline, more outside.
    @inline(__always)
    func level(_ px: Double, _ py: Double) -> Double {
        let (dx, dy) = (px - x, py - y)
        switch kind {
        case .oval(let cosine, let sine, let radiusX, let radiusY, let power):
            let u = (dx * cosine + dy * sine) / radiusX, v = (dy * cosine - dx * sine) / radiusY
            let (u2, v2) = (u * u, v * v)
            if power == 2 { return u2 + v2 }
            let (u4, v4) = (u2 * u2, v2 * v2)
            return u4 * u4 + v4 * v4
        case .line(let lineX, let lineY, let lengthSquared, let radius, let endRadius):
            let along = min(1, max(0, (dx * lineX + dy * lineY) / lengthSquared))
            let (gapX, gapY) = (dx - along * lineX, dy - along * lineY)
            let wide = radius + along * (endRadius - radius)
            return (gapX * gapX + gapY * gapY) / (wide * wide)
        }
    }
}

/// Smooth random relief, and grain. The same numbers for the same seed, wherever they are asked for.
struct Texture {
    let seed: UInt64

    @inline(__always)
    private func hash(_ x: Int, _ y: Int) -> UInt64 {
        var bits = seed ^ UInt64(truncatingIfNeeded: x) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: y) &* 0xC2B2_AE3D_27D4_EB4F
        bits = (bits ^ (bits >> 31)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// Of mean 0 and deviation 1, nearly normal: four uniform numbers of 16 bits.
    @inline(__always)
    func grain(_ x: Int, _ y: Int) -> Double {
        let bits = hash(x, y)
        let sum = Int(bits & 0xFFFF) + Int(bits >> 16 & 0xFFFF) + Int(bits >> 32 & 0xFFFF) + Int(bits >> 48)
        return (Double(sum) / 65_536 - 2) * 1.732
    }

    /// Between −1 and 1, with hills as far apart as 1 in the coordinates given.
    func relief(_ x: Double, _ y: Double) -> Double {
        let (left, top) = (floor(x), floor(y)), (u, v) = (x - left, y - top)
        let (column, row) = (Int(left), Int(top))
        func corner(_ x: Int, _ y: Int) -> Double { Double(hash(x, y) >> 11) * 0x1p-52 - 1 }
        let (a, b) = (u * u * (3 - 2 * u), v * v * (3 - 2 * v))
        let upper = corner(column, row) * (1 - a) + corner(column + 1, row) * a
        let lower = corner(column, row + 1) * (1 - a) + corner(column + 1, row + 1) * a
        return upper * (1 - b) + lower * b
    }
}

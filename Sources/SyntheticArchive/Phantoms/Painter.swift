/// Paints the phantom of an image.
struct Painter {
    private let instance: Instance
    private var draw: Draw
    /// How the patient is built, and lies.
    private let placing: Placing

    init(_ instance: Instance) {
        self.instance = instance
        draw = instance.draw(.pixels)
        var own = instance.draw(.patient), series = instance.draw(.placing)
        var placing = Placing()
        (placing.bend, placing.phase) = (own.number(0.004...0.03), own.number(0...6.28))
        placing.zoom = own.number(0.92...1.08) * series.number(0.95...1.07)
        (placing.shiftX, placing.shiftY) = (series.number(-0.06...0.06), series.number(-0.06...0.06))
        self.placing = placing
    }

    private var look: Look { instance.look }
    private var series: Series { instance.series }

    static func paint(_ instance: Instance) -> Picture {
        var painter = Painter(instance)
        return switch instance.look.modality {
        case .CT: painter.tomogram()
        case .MR: painter.resonance()
        case .PT: painter.emission()
        case .CR, .DX, .MG: painter.projection()
        case .XA: painter.angiogram()
        case .US: painter.echoes()
        case .NM: painter.scintigram()
        case .OT: painter.page()
        }
    }

    // MARK: Slices

    private mutating func slice(depth: Double) -> Slice {
        var slice = Slice(rows: series.rows, columns: series.columns, filledWith: .air)
        slice.placing = placing
        let plane = look.plane ?? .axial
        switch look.anatomy {
        case .head, .brain: slice.drawHead(plane, depth: depth, &draw)
        case .chest: slice.drawChest(plane, depth: depth, &draw)
        case .pelvis: slice.drawPelvis(depth: depth, &draw)
        case .lumbarSpine, .cervicalSpine: slice.drawSpine(plane, isCervical: look.anatomy == .cervicalSpine, depth: depth, &draw)
        case .knee: slice.drawKnee(plane, depth: depth, &draw)
        case .wholeBody: drawStation(of: &slice, plane, depth)
        default: slice.drawAbdomen(plane, depth: depth, &draw)
        }
        return slice
    }

    /// Across, a whole body is pelvis, abdomen, chest and head, one after the other.
    private mutating func drawStation(of slice: inout Slice, _ plane: Plane, _ depth: Double) {
        guard plane == .axial else { return slice.drawBody(&draw) }
        switch depth {
        case ..<(-0.4): slice.drawPelvis(depth: 2 * depth + 1, &draw)
        case ..<0.05: slice.drawAbdomen(.axial, depth: 2 * depth + 0.4, &draw)
        case ..<0.45: slice.drawChest(.axial, depth: 2 * depth - 0.5, &draw)
        default: slice.drawHead(.axial, depth: 2 * depth - 1.1, &draw)
        }
    }

    private mutating func tomogram() -> Picture {
        let slice = slice(depth: instance.depth)
        var units = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0)
        let table = Tissue.allCases.map { $0.hounsfield(hasContrast: look.hasContrast) }
        let texture = Texture(seed: draw.bits())
        // Sharp kernels, for lung and bone, leave the noise; soft ones blur it away.
        let isSharp = look.rendition == .lung || look.rendition == .bone
        let noise = isSharp ? 45.0 : look.rendition == .brain ? 4 : 12
        units.fill(from: slice) { table[Int($0.rawValue)] }
        if !isSharp { units.soften() }
        units.addGrain(texture, noise)
        let window =
            switch look.rendition {
            case .lung: Picture.Window(centre: -600, width: 1500)
            case .bone: Picture.Window(centre: 450, width: 1800)
            case .brain: Picture.Window(centre: 38, width: 85)
            default: Picture.Window(centre: 40, width: 400)
            }
        let isSigned = instance.device.isSigned, intercept = isSigned ? 0.0 : -1024
        let samples = units.values.map { value in
            let stored = Int((max(-1024, min(3071, value)) - intercept).rounded())
            return UInt16(truncatingIfNeeded: stored)
        }
        return Picture(samples: samples, bits: isSigned ? 16 : 12, isSigned: isSigned, window: window, intercept: intercept)
    }

    private mutating func resonance() -> Picture {
        let frames = series.frames
        var samples: [UInt16] = []
        let table = Tissue.allCases.map { $0.signal(look.rendition, hasContrast: look.hasContrast) }
        let noise = look.rendition == .diffusion ? 34.0 : 16, gain = draw.number(0.8...1.2)
        for frame in 0..<frames {
            let slice = slice(depth: instance.isEnhanced ? instance.depth(of: frame) : instance.depth)
            var signal = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0)
            let texture = Texture(seed: draw.bits())
            signal.fill(from: slice) { table[Int($0.rawValue)] }
            signal.soften()
            if look.rendition == .diffusion { for _ in 0..<3 { signal.soften() } }
            // Coils hear what is near better.
            let (slopeX, slopeY) = (draw.number(-0.18...0.18), draw.number(-0.18...0.18))
            signal.changeAll { pixel, x, y in pixel *= gain * (1 + slopeX * x + slopeY * y) }
            signal.addGrain(texture, noise)
            samples += signal.values.map { UInt16(max(0, min(4095, abs($0).rounded()))) }
        }
        let window = Picture.Window(centre: (480 * gain).rounded(), width: (1000 * gain).rounded())
        return Picture(samples: samples, bits: 12, window: window)
    }

    private mutating func emission() -> Picture {
        let slice = slice(depth: instance.depth)
        var uptake = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0)
        uptake.fill(from: slice) { $0.uptake }
        for _ in 0..<5 { uptake.soften() }
        uptake.addGrain(Texture(seed: draw.bits()), 0.35)
        let slope = 2.5
        let samples = uptake.values.map { UInt16(max(0, min(32_767, ($0 * 1000 / slope).rounded()))) }
        return Picture(
            samples: samples, bits: 16, isInverted: false, window: Picture.Window(centre: 7500, width: 15_000), slope: slope, intercept: 0)
    }

    // MARK: Projections

    private mutating func projection() -> Picture {
        var shadow = Shadow(rows: series.rows, columns: series.columns, filledWith: 0)
        shadow.placing = placing
        shadow.drawProjection(look, &draw)
        shadow.soften()
        shadow.addGrain(Texture(seed: draw.bits()), 0.012)
        let isInverted = instance.device.isMonochrome1, top = 4095.0, gain = draw.number(0.92...1.08)
        let samples = shadow.values.map { value in
            let grey = min(1, max(0, value * gain))
            return UInt16((isInverted ? 1 - grey : grey) * top)
        }
        return Picture(samples: samples, bits: 12, isInverted: isInverted, window: Picture.Window(centre: 2048, width: 4096))
    }

    private mutating func angiogram() -> Picture {
        var samples: [UInt16] = []
        let start = draw, texture = Texture(seed: draw.bits())
        for frame in 0..<series.frames {
            // The same vessels in every frame, filled further and further.
            draw = start
            var shadow = Shadow(rows: series.rows, columns: series.columns, filledWith: look.rendition == .subtracted ? 0.28 : 0.2)
            shadow.placing = placing
            shadow.drawVessels(look, filling: 0.4 + 0.6 * Double(frame + 1) / Double(series.frames), &draw)
            shadow.soften()
            shadow.addGrain(Texture(seed: texture.seed &+ UInt64(frame)), look.rendition == .subtracted ? 0.02 : 0.03)
            samples += shadow.values.map { UInt16(255 * min(1, max(0, 1 - $0))) }
        }
        return Picture(samples: samples, bits: 8, window: Picture.Window(centre: 128, width: 256))
    }

    // MARK: Others

    private mutating func echoes() -> Picture {
        var samples: [UInt16] = []
        let start = draw
        for frame in 0..<series.frames {
            draw = start
            var echo = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0)
            echo.placing = placing
            echo.drawEchoes(look, phase: Double(frame) / Double(series.frames), &draw)
            if look.rendition == .doppler {
                samples += Painter.coloured(echo, &draw)
            } else {
                samples += echo.values.map { UInt16(255 * $0) }
            }
        }
        return Picture(samples: samples, bits: 8, isColour: look.rendition == .doppler)
    }

    /// Flow to the probe in red, away from it in blue.
    private static func coloured(_ echo: Raster<Double>, _ draw: inout Draw) -> [UInt16] {
        var flow = Raster<Double>(rows: echo.rows, columns: echo.columns, filledWith: 0)
        for sign in [1.0, -1, 1] {
            let (x, y) = (draw.number(-0.3...0.3), draw.number(-0.3...0.4))
            flow.addBody(.line(from: x, y, to: x + draw.number(-0.25...0.25), y + draw.number(0...0.3), radius: draw.number(0.06...0.14)), sign)
        }
        return zip(echo.values, flow.values).flatMap { grey, speed -> [UInt16] in
            guard abs(speed) > 0.25 else { return [UInt16](repeating: UInt16(255 * grey), count: 3) }
            let strong = UInt16(255 * min(1, 0.45 + 0.55 * abs(speed))), weak = UInt16(90 * min(1, abs(speed)))
            return speed > 0 ? [strong, weak, 0] : [0, weak, strong]
        }
    }

    private mutating func scintigram() -> Picture {
        var samples: [UInt16] = [], most = 1.0
        let start = draw
        for frame in 0..<series.frames {
            draw = start
            var tracer = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0)
            tracer.placing = placing
            tracer.drawTracer(look, frame: frame, &draw)
            for _ in 0..<3 { tracer.soften() }
            let texture = Texture(seed: draw.bits() &+ UInt64(frame))
            // Counts spread as their square root.
            tracer.scatter(texture, counts: look.anatomy == .wholeBody ? 40 : 90)
            most = max(most, tracer.values.max() ?? 1)
            samples += tracer.values.map { UInt16(min(65_535, max(0, $0.rounded()))) }
        }
        let window = Picture.Window(centre: (most * 0.35).rounded(), width: (most * 0.7).rounded())
        return Picture(samples: samples, bits: 16, window: window)
    }

    private mutating func page() -> Picture {
        var page = Raster<Double>(rows: series.rows, columns: series.columns, filledWith: 0.06)
        page.drawPage(&draw)
        let greys = page.values.map { UInt16(255 * min(1, max(0, $0))) }
        if instance.device.maker == .ge { return Picture(samples: greys, bits: 8, hasPalette: true) }
        return Picture(samples: greys.flatMap { [$0 / 8 * 7, $0, $0] }, bits: 8, isColour: true)
    }
}

extension Raster where Value == Double {
    fileprivate mutating func fill(from slice: Slice, _ value: (Tissue) -> Double) {
        var place = 0
        changeAll { pixel, _, _ in
            pixel = value(slice.values[place])
            place += 1
        }
    }

    fileprivate mutating func addGrain(_ texture: Texture, _ deviation: Double) {
        var place = 0
        changeAll { pixel, _, _ in
            pixel += deviation * texture.grain(place, 0)
            place += 1
        }
    }

    fileprivate mutating func scatter(_ texture: Texture, counts: Double) {
        var place = 0
        changeAll { pixel, _, _ in
            let mean = max(0, pixel) * counts
            pixel = max(0, mean + mean.squareRoot() * texture.grain(place, 1))
            place += 1
        }
    }
}

import Glibc

/// No two patients are alike, and none lies in the middle: outlines bend, and are moved and scaled.
struct Placing: Sendable {
    var bend = 0.0
    var phase = 0.0
    var zoom = 1.0
    var shiftX = 0.0
    var shiftY = 0.0

    /// From places in the picture to places in the drawing.
    @inline(__always)
    func apply(_ x: Double, _ y: Double) -> (Double, Double) {
        let (x, y) = (x * zoom + shiftX, y * zoom + shiftY)
        return bend == 0 ? (x, y) : (x + bend * sin(3.1 * y + phase), y + bend * sin(2.3 * x + 1.7 * phase))
    }
}

/// A picture while it is painted, a value a pixel.
struct Raster<Value: Sendable>: Sendable {
    let rows: Int
    let columns: Int
    private(set) var values: [Value]
    /// How a drawing is laid into the picture.
    var placing = Placing()

    init(rows: Int, columns: Int, filledWith value: Value) {
        (self.rows, self.columns) = (rows, columns)
        values = Array(repeating: value, count: rows * columns)
    }

    /// Changes each pixel inside a shape; `level` is 0 in its middle and 1 at its outline.
    @inline(__always)
    mutating func change(_ shape: Shape, _ body: (inout Value, _ level: Double) -> Void) {
        let (zoom, margin) = (placing.zoom, placing.bend)
        let firstRow = row((shape.minimumY - margin - placing.shiftY) / zoom), lastRow = row((shape.maximumY + margin - placing.shiftY) / zoom) + 1
        let firstColumn = column((shape.minimumX - margin - placing.shiftX) / zoom)
        let lastColumn = column((shape.maximumX + margin - placing.shiftX) / zoom) + 1
        guard firstRow < min(rows, lastRow), firstColumn < min(columns, lastColumn) else { return }
        for row in firstRow..<min(rows, lastRow) {
            for column in firstColumn..<min(columns, lastColumn) {
                let (x, y) = placing.apply(x(column), y(row))
                let level = shape.level(x, y)
                if level < 1 { body(&values[row * columns + column], level) }
            }
        }
    }

    /// Changes every pixel.
    @inline(__always)
    mutating func changeAll(_ body: (inout Value, _ x: Double, _ y: Double) -> Void) {
        for row in 0..<rows {
            for column in 0..<columns { body(&values[row * columns + column], x(column), y(row)) }
        }
    }

    @inline(__always) func x(_ column: Int) -> Double { (Double(column) + 0.5) / Double(columns) * 2 - 1 }
    @inline(__always) func y(_ row: Int) -> Double { (Double(row) + 0.5) / Double(rows) * 2 - 1 }
    private func column(_ x: Double) -> Int { max(0, min(columns, Int((min(2, max(-2, x)) + 1) / 2 * Double(columns)))) }
    private func row(_ y: Double) -> Int { max(0, min(rows, Int((min(2, max(-2, y)) + 1) / 2 * Double(rows)))) }
}

extension Raster where Value == Double {
    /// As thick as a body of that outline is where a ray goes through it.
    mutating func addBody(_ shape: Shape, _ amount: Double) { change(shape) { $0 += amount * (1 - $1).squareRoot() } }
    /// The same everywhere inside, soft at the edge.
    mutating func addPlate(_ shape: Shape, _ amount: Double) { change(shape) { $0 += amount * min(1, (1 - $1) * 4) } }
    mutating func paint(_ shape: Shape, _ value: Double) { change(shape) { pixel, _ in pixel = value } }

    /// Each pixel and its neighbours, once: no camera draws sharper.
    mutating func soften() {
        let old = values
        for row in 1..<(rows - 1) {
            for column in 1..<(columns - 1) {
                let place = row * columns + column
                let cross = old[place - 1] + old[place + 1] + old[place - columns] + old[place + columns]
                set(place, (4 * old[place] + cross) / 8)
            }
        }
    }
}

extension Raster {
    fileprivate mutating func set(_ place: Int, _ value: Value) { values[place] = value }
}

import TagPluginKit

/// The directions of an image's rows and columns.
struct DirectionCosines {
    /// The direction in which the column index grows along a row.
    let row: Vector
    /// The direction in which the row index grows along a column.
    let column: Vector

    /// Nil unless there are six numbers.
    init?(_ numbers: [Double]) {
        guard numbers.count == 6 else { return nil }
        row = Vector(x: numbers[0], y: numbers[1], z: numbers[2])
        column = Vector(x: numbers[3], y: numbers[4], z: numbers[5])
    }

    private init(row: Vector, column: Vector) {
        self.row = row
        self.column = column
    }

    /// How far the worse of the two is from length 1.
    var lengthError: Double {
        max(abs(row.length - 1), abs(column.length - 1))
    }

    /// Both with length 1.
    func normalized() throws(Rejection) -> DirectionCosines {
        // A hundredth of the length that it should have is no direction that survived rounding.
        let plausible = 1e-2...1e6
        guard row.length > 0, column.length > 0 else { throw Rejection("one vector is zero") }
        guard plausible.contains(row.length), plausible.contains(column.length) else {
            throw Rejection("vector length out of range")
        }
        return DirectionCosines(row: row.normalized(), column: column.normalized())
    }
}

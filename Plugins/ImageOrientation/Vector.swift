/// A direction in the patient: x to the left, y to the back, z to the head.
struct Vector {
    var x: Double
    var y: Double
    var z: Double

    var length: Double { dot(self).squareRoot() }

    func dot(_ other: Vector) -> Double {
        x * other.x + y * other.y + z * other.z
    }

    func cross(_ other: Vector) -> Vector {
        Vector(x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
    }

    /// - Precondition: the length is not zero.
    func normalized() -> Vector {
        let length = length
        return Vector(x: x / length, y: y / length, z: z / length)
    }
}

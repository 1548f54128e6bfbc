/// The plane that an image lies in, by the axis that its normal is closest to.
enum Plane: String, CaseIterable {
    case axial
    case coronal
    case sagittal

    /// - Parameter normal: of length 1.
    init(closestTo normal: Vector) {
        // Values come rounded: between two axes the earlier plane wins, however the last digit was written.
        let tie = 1e-6
        self = Self.allCases.dropFirst().reduce(.axial) { best, next in
            abs(normal.dot(next.axis)) > abs(normal.dot(best.axis)) + tie ? next : best
        }
    }

    /// The normal of the plane when it is not oblique at all.
    private var axis: Vector {
        switch self {
        case .axial: Vector(x: 0, y: 0, z: 1)
        case .coronal: Vector(x: 0, y: 1, z: 0)
        case .sagittal: Vector(x: 1, y: 0, z: 0)
        }
    }

    /// The angle between the plane and the image with this normal, in degrees: 0 to 54.7, half a cube's diagonal.
    func obliqueness(of normal: Vector) -> Double {
        degreesBetween(sine: normal.cross(axis).length, cosine: abs(normal.dot(axis)))
    }
}

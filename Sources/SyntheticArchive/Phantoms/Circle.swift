import Glibc

/// The functions of the circle, under names that do not hide a raster's.
enum Circle {
    static func cosine(_ angle: Double) -> Double { cos(angle) }
    static func sine(_ angle: Double) -> Double { sin(angle) }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The angle between two vectors of length 1, or their opposites, in degrees.
///
/// From sine and cosine, since the cosine alone loses small angles to rounding.
func degreesBetween(sine: Double, cosine: Double) -> Double {
    atan2(sine, cosine) * 180 / .pi
}

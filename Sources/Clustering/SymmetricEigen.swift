#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The eigenvalues and eigenvectors of a real symmetric matrix.
///
/// Householder's reduction to a tridiagonal matrix (G. H. Golub, C. F. Van Loan: *Matrix Computations*, 4th edition, 2013,
/// algorithm 8.3.1), then QL steps with implicit shifts (section 8.3; J. H. Wilkinson: *The Algebraic Eigenvalue Problem*,
/// 1965). About 6m³ multiplications, in rows that lie together: a fraction of a second for m = 500.
struct SymmetricEigen: Sendable {
    /// The m eigenvalues, falling.
    private(set) var values: [Double]
    /// The m eigenvectors of length 1, one after the other in the order of `values`; signs are by chance.
    private(set) var vectors: [Double]

    /// QL steps for one eigenvalue; two are usual.
    private static let maximumSteps = 60

    /// Decomposes a matrix.
    ///
    /// - Parameters:
    ///   - matrix: m × m finite values, symmetric.
    ///   - size: m.
    init(_ matrix: [Double], size: Int) {
        guard size > 0, matrix.count == size * size else {
            (values, vectors) = ([], [])
            return
        }
        // Scaled to 1, so that squares neither overflow nor vanish.
        let scale = matrix.reduce(0) { max($0, abs($1)) }
        var reduced = scale > 0 ? matrix.map { $0 / scale } : matrix
        var off = [Double](repeating: 0, count: size)
        values = []
        vectors = []
        SymmetricEigen.reduce(&reduced, size, diagonal: &values, off: &off, basis: &vectors)
        SymmetricEigen.diagonalise(&values, &off, &vectors)
        sort()
        for k in values.indices { values[k] *= scale }
    }

    /// Puts the largest eigenvalues first; equal ones stay in their order.
    private mutating func sort() {
        let size = values.count
        let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
        var sorted: [Double] = []
        sorted.reserveCapacity(vectors.count)
        for k in order { sorted += vectors[k * size..<(k + 1) * size] }
        vectors = sorted
        values = order.map { [values] in values[$0] }
    }

    /// Reduces a matrix A to a tridiagonal T = Qᵀ A Q.
    ///
    /// - Parameters:
    ///   - matrix: A, overwritten.
    ///   - size: m.
    ///   - diagonal: The diagonal of T.
    ///   - off: The m − 1 values beside it, and a 0.
    ///   - basis: Qᵀ: row k is the k-th vector of the new basis.
    private static func reduce(
        _ matrix: inout [Double], _ size: Int, diagonal: inout [Double], off: inout [Double], basis: inout [Double]
    ) {
        var factors = [Double](repeating: 0, count: size)
        // Step k folds row k beyond its second value: H = 1 − factor v vᵀ, with v kept in row k.
        for k in 0..<max(0, size - 1) {
            let tail = Array(matrix[k * size + k + 1..<(k + 1) * size])
            let reflection = Reflection(tail)
            off[k] = reflection.length
            factors[k] = reflection.factor
            guard reflection.factor > 0 else { continue }
            let v = reflection.vector
            var w = (k + 1..<size).map { i in
                reflection.factor * dot(v, matrix, from: i * size + k + 1)
            }
            let half = reflection.factor * dot(v, w, from: 0) / 2
            for i in w.indices { w[i] -= half * v[i] }
            matrix.withUnsafeMutableBufferPointer { matrix in
                for i in v.indices {
                    let (vi, wi, start) = (v[i], w[i], (k + 1 + i) * size + k + 1)
                    for j in v.indices { matrix[start + j] -= vi * w[j] + wi * v[j] }
                }
            }
            for i in v.indices { matrix[k * size + k + 1 + i] = v[i] }
        }
        diagonal = (0..<size).map { matrix[$0 * size + $0] }
        basis = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            basis[i * size + i] = 1
            // Row i of Qᵀ: the reflections from the last that touches the i-th unit vector to the first.
            for k in (0..<i).reversed() where factors[k] > 0 {
                let (row, reflector) = (i * size + k + 1, k * size + k + 1)
                basis.withUnsafeMutableBufferPointer { basis in
                    matrix.withUnsafeBufferPointer { matrix in
                        var sum = 0.0
                        for j in 0..<size - k - 1 { sum += matrix[reflector + j] * basis[row + j] }
                        let share = factors[k] * sum
                        for j in 0..<size - k - 1 { basis[row + j] -= share * matrix[reflector + j] }
                    }
                }
            }
        }
    }

    /// The product of a vector with a row, in eight running sums.
    private static func dot(_ vector: [Double], _ matrix: [Double], from start: Int) -> Double {
        var sums = SIMD8<Double>()
        var rest = 0.0
        vector.withUnsafeBufferPointer { vector in
            matrix.withUnsafeBufferPointer { matrix in
                var j = 0
                while j + 8 <= vector.count {
                    for lane in 0..<8 { sums[lane] += vector[j + lane] * matrix[start + j + lane] }
                    j += 8
                }
                while j < vector.count {
                    rest += vector[j] * matrix[start + j]
                    j += 1
                }
            }
        }
        return sums.sum() + rest
    }

    /// Turns a tridiagonal matrix into a diagonal one by plane rotations, which turn the basis along.
    private static func diagonalise(_ diagonal: inout [Double], _ off: inout [Double], _ basis: inout [Double]) {
        let size = diagonal.count
        for low in 0..<size {
            for _ in 0..<maximumSteps {
                // The block from `low` to the first negligible value beside the diagonal.
                var high = low
                while high < size - 1, abs(off[high]) > .ulpOfOne * (abs(diagonal[high]) + abs(diagonal[high + 1])) { high += 1 }
                guard high > low else { break }
                step(&diagonal, &off, &basis, low: low, high: high)
            }
        }
    }

    /// One QL step on a block, with Wilkinson's shift.
    private static func step(
        _ diagonal: inout [Double], _ off: inout [Double], _ basis: inout [Double], low: Int, high: Int
    ) {
        let size = diagonal.count
        let ratio = (diagonal[low + 1] - diagonal[low]) / (2 * off[low])
        let root = hypot(ratio, 1)
        var bulge = diagonal[high] - diagonal[low] + off[low] / (ratio + (ratio < 0 ? -root : root))
        var (sine, cosine, shift) = (1.0, 1.0, 0.0)
        for i in (low..<high).reversed() {
            let (f, b) = (sine * off[i], cosine * off[i])
            let length = hypot(f, bulge)
            off[i + 1] = length
            guard length > 0 else {
                // The block falls apart here.
                diagonal[i + 1] -= shift
                off[high] = 0
                return
            }
            sine = f / length
            cosine = bulge / length
            let centre = diagonal[i + 1] - shift
            let turn = (diagonal[i] - centre) * sine + 2 * cosine * b
            shift = sine * turn
            diagonal[i + 1] = centre + shift
            bulge = cosine * turn - b
            basis.withUnsafeMutableBufferPointer { basis in
                let (this, next) = (i * size, (i + 1) * size)
                for j in 0..<size {
                    let (x, y) = (basis[this + j], basis[next + j])
                    basis[next + j] = sine * x + cosine * y
                    basis[this + j] = cosine * x - sine * y
                }
            }
        }
        diagonal[low] -= shift
        off[low] = bulge
        off[high] = 0
    }
}

/// A reflection that maps a vector onto a multiple of the first unit vector.
private struct Reflection {
    /// v of H = 1 − factor v vᵀ.
    var vector: [Double]
    /// 2 / vᵀv; 0 where the vector needs no reflection.
    var factor = 0.0
    /// The first value of the mapped vector; the others are 0.
    var length: Double

    init(_ x: [Double]) {
        vector = x
        length = x.first ?? 0
        let rest = x.dropFirst().reduce(0) { $0 + $1 * $1 }
        guard rest > 0 else { return }
        let norm = (length * length + rest).squareRoot()
        // The sign that does not cancel.
        let image = length > 0 ? -norm : norm
        vector[0] = length - image
        factor = 2 / (vector[0] * vector[0] + rest)
        length = image
    }
}

/// How far images lie from the centre of their group, in the embedding.
///
/// T. Manojlović et al. (ICPRAM 2020), §2.4: the mean over all images of the cosine distance between an image's point x and
/// the mean c of its group's points, 1 − x·c / (|x| |c|), in [0, 2]. It is 0 for a group of one image.
/// A point without a direction (0) has distance 1 to a centre that has one, and 0 to one that has none.
public struct CosineSpread: Sendable, Equatable {
    /// The mean over all images; 0 without images.
    public let mean: Double
    /// The mean over the images of each group; 0 for one without images.
    public let groupMeans: [Double]
    /// By image.
    public let distances: [Double]

    /// - Parameters:
    ///   - points: n images.
    ///   - groups: the group of each image, n values from 0 on.
    init(_ points: EmbeddedPoints, groups: [Int]) {
        let groupCount = (groups.max() ?? -1) + 1
        let centres = CosineSpread.centres(points, groups, groupCount)
        let lengths = centres.map { centre in centre.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        var sums = [Double](repeating: 0, count: groupCount)
        var sizes = [Int](repeating: 0, count: groupCount)
        var distances: [Double] = []
        distances.reserveCapacity(groups.count)
        for (image, group) in groups.enumerated() {
            sizes[group] += 1
            // Its own centre, whatever rounding says.
            let distance = CosineSpread.distance(points[image], points.lengths[image], centres[group], lengths[group])
            distances.append(distance)
            sums[group] += distance
        }
        for (image, group) in groups.enumerated() where sizes[group] == 1 {
            sums[group] = 0
            distances[image] = 0
        }
        self.distances = distances
        groupMeans = zip(sums, sizes).map { $1 == 0 ? 0 : $0 / Double($1) }
        mean = groups.isEmpty ? 0 : distances.reduce(0, +) / Double(groups.count)
    }

    private static func centres(_ points: EmbeddedPoints, _ groups: [Int], _ groupCount: Int) -> [[Double]] {
        var centres = [[Double]](repeating: [Double](repeating: 0, count: points.dimension), count: groupCount)
        var sizes = [Double](repeating: 0, count: groupCount)
        for (image, group) in groups.enumerated() {
            sizes[group] += 1
            let point = points[image]
            for (place, value) in point.enumerated() { centres[group][place] += Double(value) }
        }
        for group in 0..<groupCount where sizes[group] > 0 {
            for place in 0..<points.dimension { centres[group][place] /= sizes[group] }
        }
        return centres
    }

    private static func distance(_ point: ArraySlice<Float>, _ length: Double, _ centre: [Double], _ centreLength: Double) -> Double {
        guard length > 0, centreLength > 0 else { return length > 0 || centreLength > 0 ? 1 : 0 }
        var product = 0.0
        for (value, other) in zip(point, centre) { product += Double(value) * other }
        return min(2, max(0, 1 - product / length / centreLength))
    }
}

/// Points of an embedding, some of all, with their lengths.
struct EmbeddedPoints: Sendable {
    let dimension: Int
    private let values: [Float]
    let lengths: [Double]

    /// - Parameter places: of points that are there.
    init(_ embedding: ImageEmbedding, _ places: [Int]) {
        dimension = embedding.dimension
        var values: [Float] = []
        values.reserveCapacity(places.count * dimension)
        for place in places { values += embedding.values[place * dimension..<(place + 1) * dimension] }
        self.values = values
        lengths = places.indices.map { place in
            values[place * embedding.dimension..<(place + 1) * embedding.dimension].reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
    }

    var count: Int { lengths.count }
    subscript(place: Int) -> ArraySlice<Float> { values[place * dimension..<(place + 1) * dimension] }

    /// Each point at length 1, or 0 where it has no direction.
    var directions: Directions {
        var directions = values
        for place in 0..<count {
            let scale = lengths[place] > 0 ? 1 / lengths[place] : 0
            for index in place * dimension..<(place + 1) * dimension { directions[index] = Float(Double(values[index]) * scale) }
        }
        return Directions(directions, dimension: dimension)
    }
}

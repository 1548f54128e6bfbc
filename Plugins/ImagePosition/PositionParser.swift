import TagPluginKit

/// ImagePositionPatient, three coordinates of the first pixel, and SliceLocation, one number along the stack of slices.
///
/// SliceLocation counts from a point that the maker chose (PS3.3 C.7.6.2.1.2), mostly the origin of the coordinates. Where
/// it is neither what position and orientation give, in either sense, nor the coordinate along the main axis, that is
/// reported, and both stand: the point may be another one. Philips writes a second ImagePositionPatient, of its own
/// meaning, into a private sequence; where it differs, that is reported too.
struct PositionParser: TagParser {
    let claim: Claim
    private let position: InputTag
    private let location: InputTag
    private let orientation: InputTag
    private let philipsPosition: InputTag
    private let coordinates: [NumericColumn]
    private let slice: NumericColumn

    /// In mm. Tables travel some two metres; beyond ten a number is no place in a machine.
    private static let farthest = 10_000.0
    private static let units: [UnitSuffix] = ["mm", UnitSuffix("cm", times: 10)]
    private static let coordinate = Quantity("coordinate", unit: "mm", within: -farthest...farthest, zero: .number, suffixes: units)
    private static let sliceLocation = Quantity("slice location", unit: "mm", within: -farthest...farthest, zero: .number, suffixes: units)

    init() {
        var claim = Claim()
        position = claim.claimed("ImagePositionPatient")
        location = claim.claimed("SliceLocation")
        orientation = claim.context("ImageOrientationPatient")
        philipsPosition = claim.context("2005xx0F@\"Philips MR Imaging DD 005\".ImagePositionPatient")
        coordinates = [("x", "left"), ("y", "back"), ("z", "head")].map { axis, side in
            claim.number("ImagePositionPatient_\(axis)", unit: "mm", "centre of the first pixel, towards the patient's \(side)")
        }
        slice = claim.number("SliceLocation", unit: "mm", "place of the slice along the stack, from a point that the maker chose")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let point = try tellPosition(input, answer)
        let place = try tellLocation(input, answer)
        if let rule = point.missing, let other = place.missing {
            return answer.missing(input.isPresent(position) || !input.isPresent(location) ? rule : other)
        }
        if let rule = point.missing, input.isPresent(position) { coordinates.forEach { answer.missing($0, rule) } }
        if let rule = place.missing, input.isPresent(location) { answer.missing(slice, rule) }
        guard let point = point.value else { return }
        if let place = place.value, let normal = normal(input), !Self.agree(place, point, normal) {
            answer.contradiction("SliceLocation is not where position and orientation put the plane")
        }
        if let other = try? input.numbers(philipsPosition, expecting: 3).elements.compactMap(\.number), other.count == 3,
            zip(point, other).contains(where: { abs($0 - $1) > Tolerance.position })
        {
            answer.contradiction("Philips' private copy of ImagePositionPatient differs")
        }
    }

    /// What was found in one of the two, or why it stands for missing.
    private struct Found<Value> {
        var value: Value?
        var missing: String?
    }

    private func tellPosition(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Found<[Double]> {
        guard input.isPresent(position) else { return Found(missing: "no value") }
        if let rule = input.sentinel(position) { return Found(missing: rule) }
        let list = try input.numbers(position, units: Self.units, expecting: 3)
        guard list.elements.count >= 3 else { throw Rejection("3 coordinates expected, not \(list.elements.count)") }
        var point: [Double] = []
        for element in list.elements.prefix(3) {
            if case .unreadable(let rejection) = element { throw rejection }
            guard let value = element.number else { throw Rejection("a coordinate is empty") }
            guard case .number(let number, _) = try Self.coordinate.judge(Number(value)) else { continue }
            point.append(number)
        }
        answer.repaired(list.repairs)
        for (column, value) in zip(coordinates, point) { answer.number(column, value) }
        if list.elements.count > 3 { answer.partial("first 3 of \(list.elements.count) coordinates kept") }
        return Found(value: point)
    }

    private func tellLocation(_ input: borrowing Input, _ answer: borrowing Answer) throws(Rejection) -> Found<Double> {
        switch try Self.sliceLocation.read(input, location) {
        case .missing(let rule): return Found(missing: rule)
        case .number(let value, let repairs):
            for repair in repairs { answer.repaired(repair) }
            answer.number(slice, value)
            return Found(value: value)
        }
    }
}

// MARK: Geometry
extension PositionParser {
    private enum Tolerance {
        /// In mm: locations come rounded to a tenth.
        static let location = 0.1
        /// In mm, of a coordinate.
        static let position = 0.01
        /// Of the length of a direction, and of the cosine between two.
        static let direction = 0.01
    }

    /// The normal of the image, nil where there is no proper orientation.
    private func normal(_ input: borrowing Input) -> [Double]? {
        guard let list = try? input.numbers(orientation, expecting: 6) else { return nil }
        let numbers = list.elements.compactMap(\.number)
        guard numbers.count == 6, list.elements.count == 6 else { return nil }
        let (row, column) = (Array(numbers[0..<3]), Array(numbers[3..<6]))
        guard [row, column].allSatisfy({ abs(Self.dot($0, $0) - 1) <= Tolerance.direction }), abs(Self.dot(row, column)) <= Tolerance.direction
        else { return nil }
        return [
            row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2], row[0] * column[1] - row[1] * column[0],
        ]
    }

    private static func agree(_ location: Double, _ point: [Double], _ normal: [Double]) -> Bool {
        let along = dot(point, normal)
        let mainAxis = normal.indices.max { abs(normal[$0]) < abs(normal[$1]) } ?? 2
        return [along, point[mainAxis]].contains { abs(abs($0) - abs(location)) <= Tolerance.location }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}

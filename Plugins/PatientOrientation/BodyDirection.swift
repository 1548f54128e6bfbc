/// A direction in the human body (PS3.3 §C.7.6.1.1.1).
enum BodyDirection: String {
    case anterior = "A"
    case posterior = "P"
    case right = "R"
    case left = "L"
    case head = "H"
    case foot = "F"

    enum Axis {
        case frontToBack
        case sideToSide
        case headToFoot
    }

    var axis: Axis {
        switch self {
        case .anterior, .posterior: .frontToBack
        case .right, .left: .sideToSide
        case .head, .foot: .headToFoot
        }
    }
}

extension BodyDirection {
    /// What one value says, by its first letter, which stands for the greatest part of an oblique direction (`PF`).
    struct Reading {
        let direction: BodyDirection
        /// S and I, superior and inferior, are letters of other file formats.
        let hasForeignLetter: Bool

        /// Nil for letters that are none, and for two of one axis (`LR`).
        init?(_ text: String) {
            let letters = text.uppercased().map(String.init)
            let directions = letters.compactMap { BodyDirection(rawValue: Reading.foreign[$0] ?? $0) }
            guard let first = directions.first, directions.count == letters.count, Set(directions.map(\.axis)).count == letters.count else { return nil }
            direction = first
            hasForeignLetter = letters.contains { Reading.foreign[$0] != nil }
        }

        private static let foreign = ["S": "H", "I": "F"]
    }
}

/// What the name of a sequence says.
///
/// Siemens builds names as family, dimension, echoes, options, `_` and a factor: `*tfl3d1_16ns`, `epfid2d1_64`, `*fm2d2r`.
/// The asterisk in front is a mark of the scanner's. Names of others are taken by their first word.
struct NamedSequence: Equatable {
    /// In small letters.
    let family: String
    /// `2D` or `3D`; nil where the name does not tell.
    private(set) var dimension: String?
    /// Echoes with a phase encoding of their own.
    private(set) var echoes: Int?
    /// Echoes in a train: the turbo factor, or the EPI factor.
    private(set) var factor: Int?

    /// - Returns: nil for what is no name.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let name = Self.name(text) else { return nil }
        guard let place = Self.dimension(name) else {
            let family = name.prefix { $0.isLetter || $0.isNumber }
            guard let family = Self.family(family) else { return nil }
            self.family = family
            factor = Self.factor(name.dropFirst(family.count))
            return
        }
        dimension = name[place].uppercased() + "D"
        let before = name[..<place], behind = name[name.index(place, offsetBy: 2)...]
        guard let family = Self.family(before) else {
            // 3DFSPGR, 2d_fl
            guard let family = Self.family(behind.drop { !$0.isLetter }.prefix { $0.isLetter || $0.isNumber }) else { return nil }
            self.family = family
            return
        }
        self.family = family
        let digits = behind.prefix { $0.isASCII && $0.isNumber }
        echoes = digits.count <= 2 ? Int(digits).flatMap { $0 > 0 ? $0 : nil } : nil
        factor = Self.factor(behind.dropFirst(digits.count))
    }

    private static let longest = 128

    /// The last part of a path, in small letters, without marks in front.
    private static func name(_ text: String) -> Substring? {
        let last = text.lowercased().split { $0 == "/" || $0 == "\\" }.last?.drop { !$0.isLetter && !$0.isNumber }
        guard let last, last.allSatisfy({ $0.isASCII }) else { return nil }
        return last.isEmpty ? nil : Substring(String(last))
    }

    /// Where the digit of `2d` or `3d` is, which belongs to no longer number.
    private static func dimension(_ name: Substring) -> Substring.Index? {
        var last: Character = " "
        for place in name.indices {
            let letter = name[place]
            let next = name.index(after: place)
            if "123".contains(letter), !last.isNumber, next < name.endIndex, name[next] == "d" { return place }
            last = letter
        }
        return nil
    }

    private static func family(_ text: Substring) -> String? {
        let parts = text.split { !$0.isLetter && !$0.isNumber }
        let family = parts.joined(separator: "_")
        guard family.count <= 32, family.contains(where: \.isLetter) else { return nil }
        return family
    }

    /// The number right behind the first underscore; a letter there says that it is something else: `_t70`, `_b1000`, `_v120in`.
    private static func factor(_ text: Substring) -> Int? {
        guard let underscore = text.firstIndex(of: "_") else { return nil }
        let digits = text[text.index(after: underscore)...].prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.count), let number = Int(digits), number > 0 else { return nil }
        return number
    }
}

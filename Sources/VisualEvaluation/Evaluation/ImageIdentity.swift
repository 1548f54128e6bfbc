import Hashing

/// Whose image it is: numbers that stand for its patient, study, series and instance, 0 where a file does not say.
public struct ImageIdentity: Sendable, Equatable {
    public let patient: Int
    public let study: Int
    public let series: Int
    public let instance: Int
    /// A random number of its own, made of its content and a seed: it decides where the image comes in the order.
    public let order: UInt64

    public init(patient: Int, study: Int, series: Int, instance: Int, order: UInt64) {
        (self.patient, self.study, self.series, self.instance, self.order) = (patient, study, series, instance, order)
    }

    /// A number that looks drawn, of a name and a seed: the same wherever the file lies, and whatever else there is.
    public static func order(of name: some Sequence<UInt8>, seed: UInt64) -> UInt64 {
        UInt64(SHA256.hex(Array("\(seed)\n".utf8) + name).prefix(16), radix: 16) ?? 0
    }

    /// What images must not share that are on two sides of a split, from the level on.
    public func keys(from level: SplitLevel) -> [Int] {
        [patient, study, series, instance].enumerated().map { $0 >= level.place ? $1 : 0 }
    }
}

/// What a split keeps together.
public enum SplitLevel: String, Sendable, CaseIterable, Codable {
    /// All images of a patient; those without an ID by their study.
    case patient
    case study
    case series
    /// Nothing but copies of an image.
    case instance

    var place: Int {
        switch self {
        case .patient: 0
        case .study: 1
        case .series: 2
        case .instance: 3
        }
    }
}

/// Images that share a patient, a study, a series or an instance, however far apart.
struct ImageGroups {
    /// In the order of their first image; each by the images' own order.
    let groups: [[Int]]

    /// - Parameter order: places of the images, in their order.
    init(_ images: [ImageIdentity], from level: SplitLevel, order: [Int]) {
        var links = Links(count: images.count)
        var firstWithKey = [[Int: Int]](repeating: [:], count: SplitLevel.allCases.count)
        for (image, identity) in images.enumerated() {
            for (place, key) in identity.keys(from: level).enumerated() where key != 0 {
                if let first = firstWithKey[place][key] { links.join(first, image) } else { firstWithKey[place][key] = image }
            }
        }
        var numberOfRoot: [Int: Int] = [:]
        var groups: [[Int]] = []
        for image in order {
            let root = links.root(image)
            if let number = numberOfRoot[root] { groups[number].append(image) } else {
                numberOfRoot[root] = groups.count
                groups.append([image])
            }
        }
        self.groups = groups
    }

    var largest: Int { groups.map(\.count).max() ?? 0 }
}

/// Disjoint sets that can be joined (Galler & Fischer 1964).
private struct Links {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func root(_ element: Int) -> Int {
        var element = element
        while parent[element] != element {
            parent[element] = parent[parent[element]]
            element = parent[element]
        }
        return element
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (a, b) = (root(one), root(other))
        parent[max(a, b)] = min(a, b)
    }
}

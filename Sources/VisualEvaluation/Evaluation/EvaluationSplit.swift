/// Which images an autoencoder is trained on, and which are clustered: no image of both, and none of a patient, study or
/// series of which the other side has one.
public struct EvaluationSplit: Sendable, Equatable {
    /// Images to train on, in order.
    public private(set) var training: [Int] = []
    /// Images that tell when training should end, in order; kept apart from both sides.
    public private(set) var validation: [Int] = []
    /// Images that may be clustered, in order.
    public private(set) var evaluated: [Int] = []
    /// Copies: images of the same instance as one that comes earlier.
    public private(set) var copies = 0
    /// Images that are left out because given weights were trained on them, or on what they belong to.
    public private(set) var knownToWeights = 0
    /// What is kept together.
    public private(set) var level = SplitLevel.patient
    /// Groups of images that are kept together: in all, and on each side.
    public private(set) var groups = 0
    /// The group of each image.
    public private(set) var groupOfImage: [Int] = []
    public private(set) var trainingGroups = 0
    public private(set) var evaluatedGroups = 0

    /// The share of the images that is trained on, at most: 30,000 of 80,000, as in the paper.
    private static let trainingShare = 0.375
    private static let validationShare = 0.1

    /// Splits images.
    ///
    /// A patient's images stay together, those without a patient by study, series, then instance. Where one such group holds more than half of
    /// all images (an archive whose patients all have the same ID), nothing could be kept apart, and the next level is taken.
    /// - Parameters:
    ///   - images: identities of all images.
    ///   - trainingCount: how many to train on, 0 for none; fewer where that would be more than three eighths.
    ///   - trained: images that given weights were trained on.
    public init(_ images: [ImageIdentity], trainingCount: Int, trained: Set<Int> = []) {
        let order = images.indices.sorted { (images[$0].order, $0) < (images[$1].order, $1) }
        let needsSplit = trainingCount > 0 || !trained.isEmpty
        var kept = ImageGroups(images, from: .patient, order: order)
        for next in SplitLevel.allCases where needsSplit {
            level = next
            kept = ImageGroups(images, from: next, order: order)
            if kept.largest <= images.count / 2 { break }
        }
        groups = kept.groups.count
        groupOfImage = Array(repeating: 0, count: images.count)
        for (number, group) in kept.groups.enumerated() { for image in group { groupOfImage[image] = number } }

        let originals = EvaluationSplit.originals(images, order)
        copies = images.count - originals.count
        var open: [[Int]] = []
        for group in kept.groups {
            let own = group.filter(originals.contains)
            if group.contains(where: trained.contains) { knownToWeights += own.count } else { open.append(own) }
        }
        assign(open, wanted: min(trainingCount, Int(Double(originals.count) * EvaluationSplit.trainingShare)))
        evaluated.sort { (images[$0].order, $0) < (images[$1].order, $1) }
        training.sort { (images[$0].order, $0) < (images[$1].order, $1) }
    }

    /// The first image of each instance.
    private static func originals(_ images: [ImageIdentity], _ order: [Int]) -> Set<Int> {
        var seen: Set<Int> = []
        return Set(order.filter { images[$0].instance == 0 || seen.insert(images[$0].instance).inserted })
    }

    private mutating func assign(_ groups: [[Int]], wanted: Int) {
        var clustered: [[Int]] = []
        var trained: [[Int]] = []
        var count = 0
        for group in groups {
            if count + group.count <= wanted {
                trained.append(group)
                count += group.count
            } else {
                clustered.append(group)
            }
        }
        // Where every group is larger than what is wanted, the smallest one serves.
        if wanted > 0, trained.isEmpty, clustered.count > 1, let smallest = clustered.indices.min(by: { clustered[$0].count < clustered[$1].count }) {
            trained.append(clustered.remove(at: smallest))
        }
        trainingGroups = trained.count
        evaluatedGroups = clustered.count
        evaluated = clustered.flatMap { $0 }
        // A tenth is for validation, if there are groups small enough.
        let most = Int(Double(count) * EvaluationSplit.validationShare)
        for group in trained {
            if validation.count + group.count <= most { validation += group } else { training += group }
        }
    }

    /// Looks once more, by other means than the split was made.
    /// - Throws: `EvaluationError` when an image that is clustered shares what is kept together with one that is trained on.
    public func check(_ images: [ImageIdentity]) throws(EvaluationError) {
        let sides = [training, validation, evaluated]
        for (place, level) in SplitLevel.allCases.enumerated() where place >= self.level.place || level == .instance {
            let keys = sides.map { side in Set(side.map { images[$0].keys(from: level)[place] }).subtracting([0]) }
            guard keys[0].isDisjoint(with: keys[2]), keys[1].isDisjoint(with: keys[2]), keys[0].isDisjoint(with: keys[1]) else {
                throw EvaluationError(.trainedOnClustered, "the split is wrong, which is a fault of tagfold: a \(level.rawValue) is on both sides")
            }
        }
        guard Set(sides.flatMap { $0 }).count == sides.reduce(0, { $0 + $1.count }) else {
            throw EvaluationError(.trainedOnClustered, "the split is wrong, which is a fault of tagfold: an image is on both sides")
        }
    }
}

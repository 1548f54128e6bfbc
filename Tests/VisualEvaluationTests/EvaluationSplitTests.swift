import Clustering
import Testing

@testable import VisualEvaluation

/// Which images are trained on, and which are clustered.
@Suite("Split")
struct EvaluationSplitTests {
    private func images(_ owners: [(patient: Int, study: Int, series: Int)]) -> [ImageIdentity] {
        owners.enumerated().map { number, owner in
            ImageIdentity(
                patient: owner.patient, study: owner.study, series: owner.series, instance: number + 1,
                order: ImageIdentity.order(of: "\(number)".utf8, seed: 1))
        }
    }

    /// Patients of one to eight images in studies of three; a few images say nothing of whose they are.
    private func hospital(_ count: Int, seed: UInt64 = 3) -> [ImageIdentity] {
        var generator = SplitMix64(seed: seed)
        var owners: [(patient: Int, study: Int, series: Int)] = []
        var patient = 0
        while owners.count < count {
            patient += 1
            for image in 0...Int(generator.next(below: 8)) {
                let isNamed = generator.next(below: 5) > 0
                owners.append((isNamed ? patient : 0, generator.next(below: 9) > 0 ? patient * 10 + image / 3 : 0, owners.count / 2 + 1))
            }
        }
        return images(Array(owners.prefix(count)))
    }

    private func isApart(_ split: EvaluationSplit, _ images: [ImageIdentity], _ key: (ImageIdentity) -> Int) -> Bool {
        func keys(_ places: [Int]) -> Set<Int> { Set(places.map { key(images[$0]) }).subtracting([0]) }
        return keys(split.training + split.validation).isDisjoint(with: keys(split.evaluated)) && keys(split.training).isDisjoint(with: keys(split.validation))
    }

    @Test("no patient, study or series is on two sides; about three eighths are trained on", arguments: 1...20)
    func sides(_ seed: Int) throws {
        let images = hospital(400, seed: UInt64(seed))
        let split = EvaluationSplit(images, trainingCount: 30_000)
        try split.check(images)
        #expect(split.level == .patient)
        #expect(isApart(split, images, \.patient) && isApart(split, images, \.study) && isApart(split, images, \.series))
        #expect((130...150).contains(split.training.count + split.validation.count))
        #expect((8...20).contains(split.validation.count))
        #expect(split.training.count + split.validation.count + split.evaluated.count == 400)
        #expect(split.trainingGroups + split.evaluatedGroups == split.groups)
    }

    @Test("no more than is wanted is trained on; nothing where nothing is to be trained")
    func wanted() {
        let images = hospital(400)
        #expect((40...50).contains(EvaluationSplit(images, trainingCount: 50).training.count + EvaluationSplit(images, trainingCount: 50).validation.count))
        let none = EvaluationSplit(images, trainingCount: 0)
        #expect(none.training.isEmpty && none.validation.isEmpty && none.evaluated.count == 400)
    }

    @Test("a patient without ID in one file, and two patients that share a study, are kept together by what they share")
    func straddling() throws {
        // 0–1 share patient 1; 1–2 study 5; 2–3 patient 2; 4 stands alone, and so does each of the rest.
        let images = images([(1, 4, 1), (1, 5, 2), (2, 5, 3), (2, 6, 4), (0, 7, 5)] + (6..<16).map { ($0, $0 + 10, $0) })
        for wanted in 1...6 {
            let split = EvaluationSplit(images, trainingCount: wanted)
            try split.check(images)
            #expect(Set(split.groupOfImage[0...3]).count == 1)
            #expect(split.groups == 12)
            let inTraining = (0...3).count { (split.training + split.validation).contains($0) }
            #expect(inTraining == 0 || inTraining == 4)
        }
    }

    @Test("the check finds a patient, a study, a series or an instance on two sides, whoever made the split", arguments: SplitLevel.allCases)
    func check(_ level: SplitLevel) throws {
        let images = hospital(100)
        let split = EvaluationSplit(images, trainingCount: 30)
        var wrong = images
        let (a, b) = (try #require(split.training.first), try #require(split.evaluated.first))
        for image in [a, b] {
            let own = images[image]
            wrong[image] = ImageIdentity(
                patient: level == .patient ? 9999 : own.patient, study: level == .study ? 9999 : own.study, series: level == .series ? 9999 : own.series,
                instance: level == .instance ? 9999 : own.instance, order: own.order)
        }
        #expect(throws: EvaluationError(.trainedOnClustered, "")) { try split.check(wrong) }
        try split.check(images)
    }

    @Test("where all share one patient's ID, studies are kept apart; where all share a study, series; then instances")
    func levels() throws {
        func level(_ owners: [(patient: Int, study: Int, series: Int)]) throws -> SplitLevel {
            let images = images(owners)
            let split = EvaluationSplit(images, trainingCount: 10)
            try split.check(images)
            #expect(!split.training.isEmpty && !split.evaluated.isEmpty)
            return split.level
        }
        #expect(try level((0..<40).map { (1, $0 / 4 + 1, $0 / 2 + 1) }) == .study)
        #expect(try level((0..<40).map { (1, 1, $0 / 2 + 1) }) == .series)
        #expect(try level((0..<40).map { _ in (1, 1, 1) }) == .instance)
        #expect(try level((0..<40).map { (0, 0, $0 / 4 + 1) }) == .patient)
    }

    @Test("what given weights were trained on is left out, with all that belongs to it")
    func trained() {
        let images = images((0..<40).map { ($0 / 4 + 1, $0 / 2 + 1, $0 + 1) })
        let split = EvaluationSplit(images, trainingCount: 0, trained: [5, 17])
        #expect(split.knownToWeights == 8)
        #expect(Set(split.evaluated) == Set(0..<40).subtracting([4, 5, 6, 7, 16, 17, 18, 19]))
    }

    @Test("copies count once, and the order is that of the images' own numbers, wherever they stand")
    func order() {
        let images = hospital(50)
        let doubled = images + images
        let split = EvaluationSplit(doubled, trainingCount: 0)
        #expect(split.copies == 50 && split.evaluated.count == 50)
        let reversed = EvaluationSplit(images.reversed(), trainingCount: 15)
        let forward = EvaluationSplit(images, trainingCount: 15)
        #expect(reversed.evaluated.map { images.reversed()[$0].order } == forward.evaluated.map { images[$0].order })
        #expect(reversed.training.map { images.reversed()[$0].order } == forward.training.map { images[$0].order })
    }

    @Test("no images make an empty split")
    func empty() throws {
        let split = EvaluationSplit([], trainingCount: 10)
        try split.check([])
        #expect(split.evaluated.isEmpty && split.groups == 0)
    }
}

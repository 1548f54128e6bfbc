import Clustering
import Testing

@Suite struct SplitMix64Tests {
    /// The published sequence of the reference implementation for this seed.
    @Test func publishedSequence() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect((0..<5).map { _ in generator.next() } == [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ])
    }

    @Test func boundedDrawsAreEven() {
        var generator = SplitMix64(seed: 1)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7000 { counts[Int(generator.next(below: 7))] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
    }

    @Test func boundsAtTheEdge() {
        var generator = SplitMix64(seed: 9)
        #expect(generator.next(below: 0) == 0)
        #expect(generator.next(below: 1) == 0)
        #expect(generator.next(below: .max) < .max)
    }

    @Test func samplesAreDifferentNumbersInRange() {
        for seed in 0..<20 as Range<UInt64> {
            var generator = SplitMix64(seed: seed)
            let sample = generator.sample(12, from: 30)
            #expect(Set(sample).count == 12)
            #expect(sample.allSatisfy { (0..<30).contains($0) })
        }
        var generator = SplitMix64(seed: 2)
        #expect(generator.sample(99, from: 5).sorted() == [0, 1, 2, 3, 4])
        #expect(generator.sample(3, from: .max).allSatisfy { $0 >= 0 })
        #expect(generator.sample(-1, from: 5).isEmpty)
        #expect(generator.sample(3, from: -5).isEmpty)
    }
}

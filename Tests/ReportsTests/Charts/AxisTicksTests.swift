import Testing
@testable import Reports

@Suite("Ticks of axes, and short numbers")
struct AxisTicksTests {
    @Test("linear ticks are multiples of 1, 2 or 5 times a power of ten, around the values", arguments: [
        ([0, 10], 5, ["0", "2", "4", "6", "8", "10"]),
        ([0, 1], 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([3, 97], 5, ["0", "20", "40", "60", "80", "100"]),
        ([-0.13, 0.71], 5, ["−0.2", "0.0", "0.2", "0.4", "0.6", "0.8"]),
        ([0.001, 0.0042], 4, ["0.001", "0.002", "0.003", "0.004", "0.005"]),
        ([0, 25_000], 5, ["0", "5000", "10k", "15k", "20k", "25k"]),
        ([100, 102], 2, ["100", "101", "102"]),
        ([7], 5, ["2", "4", "6", "8", "10", "12"]),
        ([0], 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([], 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([.nan, .infinity, 4, 6], 2, ["4", "5", "6"]),
        ([-3e6, 2.5e6], 3, ["−4M", "−2M", "0", "2M", "4M"]),
    ] as [([Double], Int, [String])])
    func linear(_ values: [Double], _ steps: Int, _ labels: [String]) {
        let ticks = AxisTicks.linear(values, steps: steps)
        #expect(ticks.labels == labels)
        #expect(ticks.values.first == ticks.lower && ticks.values.last == ticks.upper)
    }

    @Test("an axis of bars takes in 0")
    func zero() {
        #expect(AxisTicks.linear([40, 90], zero: true).labels == ["0", "20", "40", "60", "80", "100"])
        #expect(AxisTicks.linear([-40, -90], zero: true).labels == ["−100", "−80", "−60", "−40", "−20", "0"])
    }

    @Test("logarithmic ticks are powers of ten, with 2 and 5 times them where they are few", arguments: [
        ([1, 1_000_000], 7, ["1", "10", "100", "1000", "10k", "100k", "1M"]),
        ([1, 1_000_000], 3, ["1", "100", "10k", "1M"]),
        ([3, 80], 5, ["1", "2", "5", "10", "20", "50", "100"]),
        ([10], 5, ["10", "20", "50", "100"]),
        ([0, -5, .nan], 5, ["1", "2", "5", "10"]),
        ([0.02, 0.5], 1, ["0.01", "1"]),
    ] as [([Double], Int, [String])])
    func logarithmic(_ values: [Double], _ steps: Int, _ labels: [String]) {
        let ticks = AxisTicks.logarithmic(values, steps: steps)
        #expect(ticks.labels == labels.map { $0 })
    }

    @Test("a value lies on its axis between the ends, or at them")
    func position() throws {
        let linear = AxisTicks.linear([0, 10])
        #expect(linear.position(2.5) == 0.25 && linear.position(-1) == 0 && linear.position(11) == 1 && linear.position(.infinity) == 1)
        #expect(linear.position(.nan) == nil)
        let logarithmic = AxisTicks.logarithmic([1, 10_000])
        #expect(try abs(#require(logarithmic.position(100)) - 0.5) < 1e-12)
        #expect(logarithmic.position(0) == 0 && logarithmic.position(-1) == 0)
    }

    @Test("whatever the values, there are a few ticks, rising, around them", arguments: MadeCharts.odd)
    func odd(_ first: Double) {
        for second in MadeCharts.odd + [first.nextUp, first / 3, 12_345.678] {
            for steps in [0, 1, 5, 12] {
                let all = [AxisTicks.linear([first, second], steps: steps), .linear([first, second], zero: true, steps: steps), .logarithmic([first, second], steps: steps)]
                for ticks in all {
                    #expect(ticks.lower < ticks.upper && ticks.lower.isFinite && ticks.upper.isFinite)
                    #expect((2...40).contains(ticks.values.count) && ticks.labels.count == ticks.values.count, "\(first) \(second) \(steps)")
                    #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
                    #expect(ticks.values.allSatisfy { (ticks.lower...ticks.upper).contains($0) })
                }
            }
        }
    }

    @Test("numbers are short", arguments: [
        (0, "0"), (1, "1"), (0.5, "0.5"), (0.0342, "0.0342"), (0.123456, "0.123"), (9.996, "10"), (99.96, "100"), (870.4, "870"), (9999, "9999"), (9999.5, "10k"),
        (12_512, "12.5k"), (999_600, "1M"), (1_044_191, "1.04M"), (-2_500, "−2500"), (-25_000, "−25k"), (2.5e9, "2.5G"), (7e11, "700G"), (1e15, "1e15"), (0.0001, "1e-4"),
        (-3.2e-9, "−3.2e-9"), (.nan, "–"), (.infinity, "∞"), (-.infinity, "−∞"), (-0.0, "0"),
    ] as [(Double, String)])
    func short(_ value: Double, _ text: String) {
        #expect(ShortNumber.text(value) == text)
    }

    @Test("counts stand in groups of three", arguments: [(0, "0"), (999, "999"), (1000, "1\u{202F}000"), (1_044_191, "1\u{202F}044\u{202F}191"), (-12_345, "−12\u{202F}345")])
    func counts(_ count: Int, _ text: String) {
        #expect(ShortNumber.count(count) == text)
    }
}

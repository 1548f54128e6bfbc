import TagPluginKit
import Testing

@Suite("Quantities")
struct QuantityTests {
    private let height = Quantity(
        "height", unit: "m", within: 0.03...2.8, zero: .missing("zero means not recorded"),
        otherUnits: [.init(20...280, times: 0.01, "centimetres for metres")])

    @Test("a plausible number is kept with its repairs")
    func plausible() throws {
        #expect(try height.judge(Number(1.75)) == .number(1.75, repairs: []))
        #expect(try height.judge(Number(1.75, repairs: .decimalComma)) == .number(1.75, repairs: ["decimal comma"]))
        #expect(try height.judge(Number(0.03)).number == 0.03)
        #expect(try height.judge(Number(2.8)).number == 2.8)
    }

    @Test("zero stands for missing where the quantity says so, and is a number elsewhere")
    func zero() throws {
        #expect(try height.judge(Number(0)) == .missing("zero means not recorded"))
        #expect(try height.judge(Number(-0.0)) == .missing("zero means not recorded"))
        #expect(try Quantity("way", within: 1...2, zero: .number).judge(Number(0)) == .number(0, repairs: []))
    }

    @Test("a number that can only be in another unit is converted, unless its unit is written")
    func otherUnits() throws {
        #expect(try height.judge(Number(175)) == .number(1.75, repairs: ["centimetres for metres"]))
        #expect(throws: Rejection("height above 2.8 m")) { try height.judge(Number(175, repairs: .unitSuffix)) }
    }

    @Test("what lies outside is rejected, and the reason holds bounds, not the value", arguments: [
        (-1.0, "negative height"), (0.01, "height below 0.03 m"), (5.9, "height above 2.8 m"), (1e300, "height above 2.8 m"),
        (281, "height above 2.8 m"),
    ])
    func outside(value: Double, reason: String) {
        #expect(throws: Rejection(reason)) { try height.judge(Number(value)) }
    }

    @Test("bounds are written without needless decimals, and negative ones are bounds like others")
    func bounds() {
        let deviation = Quantity("deviation", within: -60...60, zero: .number)
        #expect(throws: Rejection("deviation below -60")) { try deviation.judge(Number(-999)) }
        #expect(throws: Rejection("deviation above 60")) { try deviation.judge(Number(999)) }
    }
}

import TagPluginKit
import Testing

@Suite("Number syntax")
struct NumberSyntaxTests {
    @Test("reads what the standard allows without a repair", arguments: [
        ("0", 0), ("14.5", 14.5), ("-0.25", -0.25), ("+3", 3), ("030", 30), (".5", 0.5), ("5.", 5),
        ("1.5e3", 1500), ("1E-3", 0.001), ("1e+2", 100), ("  7 ", 7), ("7\0", 7), (" 7\0\0", 7), ("\t7\r\n", 7),
    ])
    func strict(text: String, expected: Double) throws {
        #expect(try NumberSyntax.parse(text) == Number(expected))
    }

    @Test("reads the nearest double, as the standard library does", arguments: [
        "0.1", "0.143", "1.953125e-1", "9007199254740993", "9007199254740992", "18446744073709551615",
        "184467440737095516150", "123456789012345678901234567890", "0.1234567890123456789012345", "1e22", "1e23", "3e-22",
        "7.2057594037927933e16", "2.2250738585072014e-308", "4.9406564584124654e-324", "1.7976931348623157e308",
        "0.000000000000000000000000000000000000000000001",
    ])
    func nearest(text: String) throws {
        #expect(try NumberSyntax.parse(text).value == Double(text))
    }

    @Test("reads a lone comma as a decimal comma", arguments: [
        ("0,143", 0.143), ("1,250", 1.25), (",5", 0.5), ("5,", 5), ("-1,5e2", -150), ("0,12345678901234567890123", 0.12345678901234567890123),
    ])
    func decimalComma(text: String, expected: Double) throws {
        #expect(try NumberSyntax.parse(text) == Number(expected, repairs: .decimalComma))
    }

    @Test("takes off the units that the caller accepts", arguments: [
        ("5mm", 5), ("5 MM ", 5), ("1.5cm", 15), ("2e1mm", 20), ("5eV", 5),
    ])
    func units(text: String, expected: Double) throws {
        let units: [UnitSuffix] = ["mm", "ev", UnitSuffix("cm", times: 10)]
        #expect(try NumberSyntax.parse(text, units: units) == Number(expected, repairs: .unitSuffix))
    }

    @Test func severalRepairs() throws {
        #expect(try NumberSyntax.parse("1,5T", units: ["T"]) == Number(1.5, repairs: [.decimalComma, .unitSuffix]))
        #expect(SyntaxRepairs([.decimalComma, .unitSuffix]).rules == ["decimal comma", "unit suffix"])
    }

    @Test("rejects with the reason", arguments: [
        ("", Rejection.empty), ("  \0", .empty), ("abc", .notANumber), ("-", .notANumber), ("+-1", .notANumber),
        (".", .notANumber), (",", .notANumber), ("e5", .notANumber), ("\u{0661}", .notANumber), ("-mm", .notANumber),
        ("0x1p3", .textAfterNumber), ("0x10", .textAfterNumber), ("1_000", .textAfterNumber), ("1 2", .textAfterNumber),
        ("5mm", .textAfterNumber), ("1e", .textAfterNumber), ("1e+", .textAfterNumber), ("1-2", .textAfterNumber),
        ("NaN", .notFinite), ("-nan", .notFinite), ("inf", .notFinite), ("+Infinity", .notFinite), ("1.#QNAN", .notFinite),
        ("1.#INF", .notFinite), ("1e999", .outOfRange), ("-1e99999999999999999999", .outOfRange), ("1e-999", .outOfRange),
        ("1,234.5", .severalSeparators), ("1.234,5", .severalSeparators), ("1.2.3", .severalSeparators),
        ("1,2,3", .severalSeparators),
    ])
    func rejected(text: String, reason: Rejection) {
        #expect(throws: reason) { try NumberSyntax.parse(text) }
    }

    @Test func zeroKeepsItsExponent() throws {
        #expect(try NumberSyntax.parse("0e999").value == 0)
        #expect(try NumberSyntax.parse("-0.000").value == 0)
    }

    @Test func unitsMayOverflow() {
        #expect(throws: Rejection.outOfRange) { try NumberSyntax.parse("1e308km", units: [UnitSuffix("km", times: 1e6)]) }
    }

    /// Whatever is read must be what the standard library reads in the same text, once its repair is undone.
    @Test func agreesWithTheStandardLibrary() throws {
        var generator = SystemRandomNumberGenerator()
        let characters = Array("0123456789.eE+-")
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...24, using: &generator)
            let text = String((0..<count).map { _ in characters.randomElement(using: &generator) ?? "0" })
            guard let number = try? NumberSyntax.parse(text) else { continue }
            #expect(number.value == Double(text), "\(text)")
        }
    }
}

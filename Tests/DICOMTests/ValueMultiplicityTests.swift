import DICOM
import Testing

struct ValueMultiplicityTests {
    @Test(arguments: [
        ("1", [1], [0, 2]), ("2", [2], [1, 3]), ("1-3", [1, 2, 3], [0, 4]), ("1-n", [1, 2, 1000], [0]), ("2-n", [2, 3], [1]),
        ("2-2n", [2, 4, 100], [1, 3, 0]), ("3-3n", [3, 6], [4, 5]), ("1 or 3", [1, 3], [2]), ("1-32 6", [1, 32], [33]),
    ]) func allows(_ text: String, _ good: [Int], _ bad: [Int]) throws {
        let multiplicity = try #require(ValueMultiplicity(text: text))
        for count in good { #expect(multiplicity.allows(count), "\(count)") }
        for count in bad { #expect(!multiplicity.allows(count), "\(count)") }
    }

    @Test func bounds() throws {
        let unbounded = try #require(ValueMultiplicity(text: "2-2n"))
        #expect(unbounded.minimum == 2)
        #expect(unbounded.maximum == nil)
        let either = try #require(ValueMultiplicity(text: "1 or 3-4"))
        #expect(either.minimum == 1)
        #expect(either.maximum == 4)
    }

    @Test(arguments: ["1", "1-3", "1-n", "2-2n", "1 or 3"]) func textReadsBack(_ text: String) throws {
        #expect(try #require(ValueMultiplicity(text: text)).description == text)
    }

    @Test(arguments: ["", " ", "0", "-1", "3-1", "1-", "-n", "n", "1-3-5", "1-0n", "a", "1,2", "99999999999999999999", "1-99999999999n", "+1", "1-+2", "2-+2n", "1-1048577", "1048577"])
    func refuses(_ text: String) { #expect(ValueMultiplicity(text: text) == nil) }
}

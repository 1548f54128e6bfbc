import Testing

@testable import Dictionaries

struct EditDistanceTests {
    /// As `damerau_levenshtein_distance` of the Python package jellyfish 1.3.0 gives them.
    static let pairs: [(String, String, Int)] = [
        ("CA", "ABC", 2),
        ("KNEE", "KNEE", 0),
        ("KNEE", "KENE", 1),
        ("KNEE", "KNE", 1),
        ("", "KNEE", 4),
        ("KNEE", "", 4),
        ("", "", 0),
        ("SHOULDR", "SHOULDER", 1),
        ("TSPINE", "SPINET", 2),
        ("ABDOMEN", "ABDOEMN", 1),
        ("LUMBARSPNE", "LUMBARSPINE", 1),
        ("A", "B", 1),
        ("AB", "BA", 1),
        ("ABCDEF", "BADCFE", 3),
        ("CLAVICLE", "CALVICEL", 2),
        ("PELVIS", "ELBOW", 4),
        ("THORAX", "THROAX", 1),
        ("THORAX", "TOHRAX", 1),
        ("EXTREMITY", "EXTREMTIY", 1),
        ("EXTREMITY", "EXTERMITTY", 2),
        ("ŠAKA", "SAKA", 1),
        ("SCHÄDEL", "SCHAEDEL", 2),
        ("ABC", "CBA", 2),
        ("AAAA", "AA", 2),
        ("BRAIN", "BRIANS", 2),
        ("XACBX", "XBCAX", 2),
        ("SACRUM", "SCARUMS", 2),
        ("HUMERUS", "HUERMSU", 3),
        ("A123456789", "123456789A", 2),
        ("CAB", "ABXC", 3),
    ]

    private func letters(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(arguments: pairs) func distance(_ a: String, _ b: String, _ expected: Int) {
        #expect(EditDistance.damerauLevenshtein(letters(a), letters(b)) == expected)
        #expect(EditDistance.damerauLevenshtein(letters(b), letters(a)) == expected, "it is the same from both sides")
    }

    @Test(arguments: pairs) func limit(_ a: String, _ b: String, _ expected: Int) {
        #expect(EditDistance.damerauLevenshtein(letters(a), letters(b), limit: expected) == expected)
        if expected > 0 { #expect(EditDistance.damerauLevenshtein(letters(a), letters(b), limit: expected - 1) == nil) }
    }

    @Test(arguments: pairs) func countsAreNeverFartherApart(_ a: String, _ b: String, _ expected: Int) {
        #expect(LetterCounts(letters(a)).leastDistance(to: LetterCounts(letters(b))) <= expected)
    }

    @Test func counts() {
        #expect(LetterCounts(letters("KNEE")).leastDistance(to: LetterCounts(letters("EENK"))) == 0)
        #expect(LetterCounts(letters("KNEE")).leastDistance(to: LetterCounts(letters("KNE"))) == 1)
        #expect(LetterCounts(letters("AAAA")).leastDistance(to: LetterCounts(letters("BB"))) == 4)
        #expect(LetterCounts(letters("")).leastDistance(to: LetterCounts(letters("ABC"))) == 3)
    }
}

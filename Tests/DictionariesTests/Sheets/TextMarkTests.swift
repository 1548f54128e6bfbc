import Testing

@testable import Dictionaries

@Suite("Marks of text")
struct TextMarkTests {
    @Test("what a spreadsheet would change is marked", arguments: [
        "=1", "+1", "-", "--", "-1", "@x", "\tx", "\rx", "007", "0.5", "1,5", "1234567890123456", "1-2", "1/2", "10:30", "1E5", "1e-5", "5 pm", "5A", "3 A", "MAR-1",
        "1. May", "Sept 4", "12 dec 2020", "50 %", "(5)", "TRUE", "false", " 12", "1 000",
    ])
    func marked(_ text: String) {
        #expect(TextMark.adding(to: text) == "'" + text)
        #expect(TextMark.removing(from: "'" + text) == text)
        #expect(TextMark.removing(from: text) == text)
        #expect(TextMark.removing(from: TextMark.adding(to: "'" + text)) == "'" + text)
    }

    @Test("all else stays as it is", arguments: [
        "", "HEAD", "1", "0", "49841001", "123456789012345", "3 VENTRICLE", "T1", "A5", "E10", "B30f", "L5/S1", "I31f\\3", "FC03", "'", "''", "'x", "MARCH", "MAY", "MARS 2",
        "TRUER", "TRUE FALSE", "p 5", "čg 1", "1 č", "1ž", "2D", "12 MOIS", "YES", "胸1", "C5-C6",
    ])
    func plain(_ text: String) {
        #expect(TextMark.adding(to: text) == text)
        #expect(TextMark.removing(from: text) == text)
    }

    @Test("marks come off as they went on")
    func roundTrip() {
        var hostile = HostileText(seed: 7)
        for _ in 0..<2000 {
            let text = hostile.text()
            #expect(TextMark.removing(from: TextMark.adding(to: text)) == text)
        }
    }
}

import DICOM
import Testing

struct DateTimeTests {
    @Test(arguments: [("20040119", 2004, 1, 19), ("1997.07.04", 1997, 7, 4), ("20240229", 2024, 2, 29), ("20000229", 2000, 2, 29)])
    func dates(_ text: String, _ year: Int, _ month: Int, _ day: Int) throws {
        let date = try #require(DICOMDate(text))
        #expect([date.year, date.month, date.day] == [year, month, day])
    }

    @Test(arguments: ["", "2004", "20041301", "20040230", "19000229", "20040100", "2004-01-19", "2004011", "20040119-20040120", "２００４０１１９"])
    func noDates(_ text: String) { #expect(DICOMDate(text) == nil) }

    @Test(arguments: [
        ("07", [7, 0, 0, 0]), ("0727", [7, 27, 0, 0]), ("072731", [7, 27, 31, 0]), ("072731.5", [7, 27, 31, 500_000]),
        ("07:27:31", [7, 27, 31, 0]), ("235960", [23, 59, 60, 0]), ("000000.000001", [0, 0, 0, 1]),
    ]) func times(_ text: String, _ parts: [Int]) throws {
        let time = try #require(DICOMTime(text))
        #expect([time.hour, time.minute, time.second, time.microsecond] == parts)
    }

    @Test(arguments: ["", "7", "24", "0760", "072761", "0727.5", "072731.", "072731.1234567", "abc"]) func noTimes(_ text: String) {
        #expect(DICOMTime(text) == nil)
    }

    @Test func moments() throws {
        let whole = try #require(DICOMDateTime("20040119072730.123456-0530"))
        #expect([whole.year, whole.month, whole.day, whole.offset] == [2004, 1, 19, -330])
        #expect(whole.time == DICOMTime("072730.123456"))
        let year = try #require(DICOMDateTime("2004"))
        #expect(year.month == nil && year.day == nil && year.time == nil && year.offset == nil)
        #expect(DICOMDateTime("200413") == nil)
        #expect(DICOMDateTime("20040119+9900") == nil)
        #expect(DICOMDateTime("200401190727xx") == nil)
    }

    @Test func ages() throws {
        let age = try #require(DICOMAge("018M"))
        #expect(age.count == 18)
        #expect(age.unit == .months)
        for text in ["", "18M", "018", "018X", "018m", "-18Y", "0018Y"] { #expect(DICOMAge(text) == nil) }
    }

    @Test func ofValues() {
        #expect(Value.strings(["20040119", "x"]).dates == [DICOMDate("20040119"), nil])
        #expect(Value.strings(["0727"]).times == [DICOMTime("0727")])
        #expect(Value.strings(["2004"]).dateTimes == [DICOMDateTime("2004")])
        #expect(Value.strings(["010Y"]).ages == [DICOMAge("010Y")])
        #expect(Value.unsigned([1]).dates.isEmpty)
    }
}

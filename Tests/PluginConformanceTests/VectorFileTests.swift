import Testing

@testable import PluginConformance

@Suite("Files of vectors")
struct VectorFileTests {
    @Test("a line without an arrow is told with its number")
    func fault() {
        let error = #expect(throws: VectorFileError.self) { try VectorFile(path: "v", text: "# first\n\nPatientAge:AS=045Y\tPatientAge=45\n") }
        #expect(error?.description == "v:3: no inputs, no outcomes or no =>; fields are parted by tabs")
    }

    @Test("inputs, escapes and outcomes")
    func line() throws {
        let file = try VectorFile(path: "v", text: "@option\tkey\tvalue\nPatientAge:AS=045Y%00\tStudyDate\tSex=\t=>\tPatientAge=45\trepaired: a rule\n")
        let vector = try #require(file.vectors.first)
        #expect(file.options == ["key": "value"])
        #expect(vector.inputs.map(\.path) == ["PatientAge", "StudyDate", "Sex"])
        #expect(vector.inputs.map(\.value.presence) == [2, 0, 1])
        #expect(vector.inputs[0].value.bytes == Array("045Y\0".utf8))
        #expect(vector.outcome.columns == ["PatientAge": "45"])
        #expect(vector.outcome.notes == ["repaired: a rule"])
    }
}

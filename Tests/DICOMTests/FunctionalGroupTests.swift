import DICOM
import DICOMTestSupport
import Testing

/// One lookup finds an attribute wherever a classic or enhanced object keeps it, and says where.
struct FunctionalGroupTests {
    private let encoder = DataSetEncoder.explicitLittle

    private func measures(_ spacing: String) -> [UInt8] {
        encoder.sequence(.pixelMeasures, [encoder.element(.pixelSpacing, "DS", spacing)])
    }
    private func shared(_ content: [UInt8]) -> [UInt8] { encoder.sequence(.sharedFunctionalGroups, [content]) }
    private func perFrame(_ frames: [[UInt8]]) -> [UInt8] { encoder.sequence(.perFrameFunctionalGroups, frames) }
    private func spacing(_ found: (entry: DataSet.Entry, location: AttributeLocation)?) -> String? { found?.entry.value.text }

    @Test func topLevelCountsMost() throws {
        let dataSet = Reading(dataSet: encoder.element(.pixelSpacing, "DS", "1\\1"), shared(measures("2\\2")), perFrame([measures("3\\3")])).dataSet
        let found = try #require(dataSet.lookup(.pixelSpacing))
        #expect(found.location == .topLevel)
        #expect(found.entry.value.text == "1\\1")
    }

    @Test func sharedComesBeforePerFrame() throws {
        let dataSet = Reading(dataSet: shared(measures("2\\2")), perFrame([measures("3\\3")])).dataSet
        #expect(try #require(dataSet.lookup(.pixelSpacing)).location == .sharedFunctionalGroups)
        #expect(spacing(dataSet.lookup(.pixelSpacing)) == "2\\2")
        #expect(spacing(dataSet.lookup(.pixelSpacing, frame: 0)) == "2\\2")
    }

    @Test func perFrameByFrameOrTheMiddleOne() throws {
        let dataSet = Reading(dataSet: shared([]), perFrame([measures("1\\1"), measures("2\\2"), measures("3\\3")])).dataSet
        #expect(dataSet.functionalGroupFrames == 3)
        let middle = try #require(dataSet.lookup(.pixelSpacing))
        #expect(middle.location == .perFrameFunctionalGroups(frame: 1))
        #expect(middle.entry.value.text == "2\\2")
        #expect(spacing(dataSet.lookup(.pixelSpacing, frame: 2)) == "3\\3")
        #expect(dataSet.lookup(.pixelSpacing, frame: 3) == nil)
        #expect(dataSet.lookup(.pixelSpacing, frame: -1) == nil)
        #expect(dataSet.lookup(.sliceThickness) == nil)
    }

    @Test func classicObjects() {
        let dataSet = Reading(dataSet: encoder.element(.modality, "CS", "CT")).dataSet
        #expect(dataSet.functionalGroupFrames == 0)
        #expect(dataSet.lookup(.pixelSpacing) == nil)
    }

    @Test func emptyGroups() {
        let dataSet = Reading(dataSet: encoder.sequence(.sharedFunctionalGroups, []), encoder.sequence(.perFrameFunctionalGroups, [])).dataSet
        #expect(dataSet.lookup(.pixelSpacing) == nil)
    }
}

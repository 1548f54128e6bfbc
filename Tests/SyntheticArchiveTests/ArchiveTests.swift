import DICOM
import Synchronization
import Testing

@testable import SyntheticArchive

/// Whole archives, kept in memory.
@Suite("Synthetic archive")
struct ArchiveTests {
    private struct Made {
        let files: [String: [UInt8]]
        let result: SynthesisResult

        init(_ instances: Int, seed: UInt64 = 1, threads: Int = 2) throws {
            let files = Mutex<[String: [UInt8]]>([:])
            result = try SyntheticArchive(instances: instances, seed: seed).make(threads: threads, progress: { _ in }) { path, bytes in
                files.withLock { $0[path] = bytes }
            }
            self.files = files.withLock { $0 }
        }

        var rows: [[Substring]] {
            result.truth.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
    }

    @Test("the same bytes on any number of threads; a smaller archive is the start of a larger one; another seed is another archive")
    func determinism() throws {
        let one = try Made(30, threads: 1), two = try Made(30, threads: 3), small = try Made(13), other = try Made(12, seed: 2)
        #expect(one.files.count == 30 && one.files == two.files)
        #expect(one.result.truth == two.result.truth)
        #expect(small.files.count == 13)
        #expect(small.files.allSatisfy { one.files[$0.key] == $0.value })
        #expect(one.result.truth.hasPrefix(small.result.truth))
        #expect(Set(one.files.values).isDisjoint(with: other.files.values))
    }

    @Test("our reader finds each file whole, with the pixels that its tags promise, and with the notice")
    func files() throws {
        let made = try Made(70)
        let table = VRTable(tags: ArchiveTests.attributes.map { ($0.tag, .one($0.vr)) })
        var uids: Set<String> = [], syntaxes: Set<String> = []
        #expect(made.rows.count == 70)
        for row in made.rows {
            let bytes = try #require(made.files[String(row[0])]), reader = DICOMReader(dictionary: table)
            #expect(reader.read(bytes: bytes), "\(row[0])")
            let (set, problems) = reader.dataSet(includeFileMeta: true)
            #expect(reader.problems.isEmpty && problems.isEmpty, "\(row[0]): \(reader.problems) \(problems)")
            func text(_ attribute: Attribute) -> String { set[attribute.tag]?.value.text ?? "" }
            #expect(text(.imageComments) == Elements.notice)
            #expect(text(.patientID) == row[1])
            #expect(text(.sopClassUID) == row[21])
            #expect(set[.transferSyntaxUID]?.value.text == String(row[20]))
            #expect(text(.sopInstanceUID).hasPrefix("2.25.") && text(.sopInstanceUID).utf8.count <= 64)
            uids.insert(text(.sopInstanceUID))
            syntaxes.insert(String(row[20]))
            // Uncompressed pixels are as many as rows, columns, frames and samples say; the reader gives their length alone.
            if row[20] != FileEncoding.runLength.rawValue, row[20] != FileEncoding.deflated.rawValue {
                let counts = row[12...14].compactMap { Int($0) }.reduce(1, *), samples = text(.samplesPerPixel) == "3" ? 3 : 1
                #expect(bytes.count > counts * samples * (text(.bitsAllocated) == "16" ? 2 : 1))
            }
        }
        #expect(uids.count == 70)
        #expect(syntaxes.count >= 3)
    }

    @Test("what is noted as messy is so, and what is not is as it should be")
    func mess() throws {
        let hospital = Hospital(seed: 5)
        var seen: Set<Habit> = [], silent: [String] = [], wrong = 0
        for number in 0..<250 {
            let study = Study(hospital, seed: 5, number: number)
            for series in study.series {
                let instance = Instance(study: study, series: series, number: 0)
                var set = Elements.of(instance)
                let clean = set
                var maker = MessMaker(instance)
                maker.apply(to: &set)
                seen.formUnion(maker.applied.map(\.habit))
                wrong += clean.text(.bodyPartExamined) == series.look.anatomy.rawValue ? 0 : 1
                let touched = Set(maker.applied.map(\.keyword))
                for (tag, element) in clean.elements where !touched.contains(element.attribute.keyword) {
                    guard let text = clean.text(element.attribute) else { continue }
                    if set.text(element.attribute) != text { silent.append("\(tag)") }
                }
            }
        }
        #expect(wrong == 0)
        #expect(silent.isEmpty, "changed, and nobody says so: \(silent.prefix(3))")
        // Windows come with the pixels; which of the rare ones any device has is up to the seed.
        #expect(seen.count >= Habit.allCases.count - 8, "\(Set(Habit.allCases).subtracting(seen))")
    }

    @Test("the estimate is near the truth, and counts are clamped")
    func estimate() throws {
        let made = try Made(40, seed: 3), estimate = SyntheticArchive(instances: 40, seed: 3).estimatedBytes
        #expect(Double(estimate) > 0.9 * Double(made.result.bytes) && Double(estimate) < 1.4 * Double(made.result.bytes))
        #expect(SyntheticArchive(instances: -4, seed: 1).instances == 1)
        #expect(made.result.looks.values.reduce(0, +) == 40)
        #expect(made.result.patients <= made.result.studies)
    }

    @Test("a tidy archive has the same images of the same things, and no mess")
    func tidy() throws {
        let messy = Hospital(seed: 3), tidy = Hospital(seed: 3, isTidy: true)
        for number in 0..<60 {
            let (a, b) = (Study(messy, seed: 3, number: number), Study(tidy, seed: 3, number: number))
            #expect(a.uid == b.uid && a.series.map(\.look) == b.series.map(\.look) && a.series.map(\.rows) == b.series.map(\.rows))
            #expect(b.series.allSatisfy(\.habits.isEmpty) && b.device.text == b.device.language.encodings[0])
        }
        let instance = { (hospital: Hospital) in
            let study = Study(hospital, seed: 3, number: 7)
            return Instance(study: study, series: study.series[0], number: 0)
        }
        #expect(Painter.paint(instance(messy)).samples == Painter.paint(instance(tidy)).samples)
    }

    @Test("an error of the caller ends the work and is told")
    func failure() {
        struct Full: Error {}
        #expect(throws: Full.self) {
            try SyntheticArchive(instances: 30, seed: 1).make(threads: 2, progress: { _ in }) { _, _ in throw Full() }
        }
    }

    /// Of all that any file holds.
    private static let attributes: Set<Attribute> = {
        let hospital = Hospital(seed: 1)
        var all: Set<Attribute> = [.pixelData, .rows, .columns, .samplesPerPixel, .bitsAllocated]
        func add(_ set: ElementSet) {
            for element in set.elements.values {
                all.insert(element.attribute)
                if case .items(let items) = element.content { items.forEach(add) }
            }
        }
        for number in 0..<60 {
            let study = Study(hospital, seed: 1, number: number)
            for series in study.series {
                let instance = Instance(study: study, series: series, number: 0)
                var set = Elements.of(instance)
                // Every fourth is enough to have met all that comes with pixels.
                if number % 4 == 0 { Elements.addPixels(Painter.paint(instance), instance, to: &set) }
                var maker = MessMaker(instance)
                maker.apply(to: &set)
                add(set)
            }
        }
        return Set(all.filter { $0 != .pixelDataBytes })
    }()
}

import Dispatch
import Synchronization

/// A made archive of a made-up hospital: DICOM files with messy, correlated tags, and phantoms whose look follows what is
/// imaged. It is test equipment: what comes out is known beforehand, so that one can see whether a program finds it, and
/// nothing that is measured on it says anything about patients.
package struct SyntheticArchive: Sendable {
    /// No archive has more images; the truth of all of them is held in memory.
    package static let mostInstances = 1_000_000

    package let instances: Int
    package let seed: UInt64
    /// Without any mess in the tags: what the mess costs can so be told from all else.
    package let isTidy: Bool
    private let hospital: Hospital
    /// The number of the first image of each study.
    private let starts: [Int]
    /// About as many bytes as the files will have, the small ones beside the images included.
    package let estimatedBytes: Int

    /// Plans the archive. A smaller archive of the same seed is the start of a larger one.
    /// - Parameters:
    ///   - instances: images, 1 to `mostInstances`.
    ///   - seed: of all that is random; the same seed gives the same bytes.
    ///   - isTidy: the same images of the same devices, but with tags as they should be.
    package init(instances: Int, seed: UInt64, isTidy: Bool = false) {
        let count = min(max(1, instances), SyntheticArchive.mostInstances), hospital = Hospital(seed: seed, isTidy: isTidy)
        (self.instances, self.seed, self.isTidy, self.hospital) = (count, seed, isTidy, hospital)
        var starts: [Int] = [], planned = 0, bytes = 0
        while planned < count {
            let study = Study(hospital, seed: seed, number: starts.count)
            starts.append(planned)
            for series in study.series {
                let kept = min(series.instances, count - planned)
                planned += kept
                bytes += kept * (series.pixels * series.bytesPerPixel + SyntheticArchive.headerBytes)
            }
        }
        (self.starts, estimatedBytes) = (starts, bytes)
    }

    /// Elements of a file, and its line of truth.csv.
    private static let headerBytes = 3_600

    /// Makes all files.
    /// - Parameters:
    ///   - threads: that work at the same time. The bytes do not depend on it.
    ///   - progress: is told how many images are done, from any thread.
    ///   - write: takes a path below the archive's folder and the bytes of the file; called from several threads.
    /// - Returns: what was made. `truth.csv` and `synth.json` are to be written by the caller, last of all.
    /// - Throws: the first error of `write`.
    package func make(
        threads: Int, progress: @Sendable (Int) -> Void, write: @Sendable (String, [UInt8]) throws -> Void
    ) throws -> SynthesisResult {
        let state = Mutex((next: 0, done: 0, failure: (any Error)?.none, studies: [StudyTruth?](repeating: nil, count: starts.count)))
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while let number = state.withLock({ state -> Int? in
                guard state.failure == nil, state.next < starts.count else { return nil }
                state.next += 1
                return state.next - 1
            }) {
                do {
                    let truth = try makeStudy(number, write)
                    state.withLock { state in
                        state.done += truth.rows.count
                        state.studies[number] = truth
                        progress(state.done)
                    }
                } catch { state.withLock { $0.failure = $0.failure ?? error } }
            }
        }
        let (failure, studies) = state.withLock { ($0.failure, $0.studies) }
        if let failure { throw failure }
        return SynthesisResult(archive: self, hospital: hospital, studies: studies.compactMap { $0 })
    }

    private func makeStudy(_ number: Int, _ write: (String, [UInt8]) throws -> Void) throws -> StudyTruth {
        let study = Study(hospital, seed: seed, number: number)
        var left = instances - starts[number]
        var truth = StudyTruth()
        for series in study.series {
            for place in 0..<min(series.instances, left) {
                let instance = Instance(study: study, series: series, number: place)
                let (file, mess) = SyntheticArchive.file(instance)
                try write(instance.path, file)
                truth.add(instance, mess, bytes: file.count)
                left -= 1
            }
        }
        return truth
    }

    private static func file(_ instance: Instance) -> (bytes: [UInt8], mess: [Mess]) {
        var elements = Elements.of(instance)
        Elements.addPixels(Painter.paint(instance), instance, to: &elements)
        var maker = MessMaker(instance)
        maker.apply(to: &elements)
        return (instance.series.file.file(elements, text: instance.device.text), maker.applied)
    }
}

import Glibc
import VisualEvaluation

/// embedding: tagfold's part of the benchmark, as a process that embeds when it is asked to and tells how long it took.
///
///     EmbeddingBench FOLDER FILTERS CODE_CHANNELS [THREADS…]
///
/// Reads images.raw and weights.raw of the folder (see embedding/data.py). For each line of standard input, a number of threads,
/// it embeds all images, writes codes.tagfold.raw, and answers `ok seconds=…` or `error` and why. Numbers of threads may also stand
/// on the command line; that is how it is run alone under a profiler.
@main
enum EmbeddingBench {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let filters = Int(arguments[2]), let codeChannels = Int(arguments[3]) else {
            print("usage: EmbeddingBench FOLDER FILTERS CODE_CHANNELS [THREADS…]")
            exit(2)
        }
        do {
            let folder = arguments[1]
            let tensors = try tensors(folder + "/weights.raw", filters: filters, codeChannels: codeChannels)
            let images = try images(folder + "/images.raw")
            func answer(_ threads: String) {
                do { print("ok seconds=\(try seconds(images, tensors, threads: threads, codes: folder + "/codes.tagfold.raw"))") } catch { print("error \(error)") }
                fflush(nil)
            }
            if arguments.count > 4 {
                for threads in arguments[4...] { answer(threads) }
            } else {
                while let threads = readLine() { answer(threads) }
            }
        } catch {
            print("error \(error)")
            exit(1)
        }
    }

    /// Embeds all images, and writes their codes. The time is that of embedding alone.
    private static func seconds(
        _ images: ImageSet, _ tensors: [String: Encoder.Tensor], threads: String, codes path: String
    ) throws -> Double {
        guard let threads = Int(threads) else { throw BenchError("\(threads) is not a number of threads") }
        var options = Encoder.Options()
        options.threads = threads
        let encoder = try Encoder(tensors: tensors, options: options)
        let start = now()
        let embedding = encoder.embed(images)
        let duration = now() - start
        try write(path, embedding.values)
        return duration
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

import Clustering
import Glibc

/// clustering: tagfold's part of the benchmark, as a process that does one thing at a time and tells how long it took.
///
///     ClusteringBench PREFIX [REQUEST…]
///
/// Reads the table of PREFIX (see clustering/tables.py), then a request a line: a name and key=value words. Answers with one
/// line: `ok` and key=value words, or `error` and why. Requests may also stand on the command line, each in quotes; that is
/// how one row is run alone under a profiler:
///
///     perf record -g .build-bench/release/ClusteringBench .build-bench/clustering/table "gower threads=1 repeats=50"
@main
enum ClusteringBench {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print("usage: ClusteringBench PREFIX [REQUEST…]")
            exit(2)
        }
        do {
            var session = try Session(RawTable(arguments[1]))
            if arguments.count > 2 {
                for request in arguments.dropFirst(2) { session.answer(request) }
            } else {
                while let request = readLine() { session.answer(request) }
            }
        } catch {
            print("error \(error)")
            exit(1)
        }
    }
}

/// What a request or its answer lacks.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Seconds on the clock.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Seconds that a call takes, and what it returns.
func timed<Result>(_ call: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
    let start = seconds()
    let result = try call()
    return (seconds() - start, result)
}

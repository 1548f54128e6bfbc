import DICOM
import Dictionaries
import Glibc
import PluginHost
import TagTable

/// plugin-calls: what it costs that plugins run in processes of their own.
///
///     PluginCalls LIST.csv DICTIONARIES PLUGINS COMMAND THREADS ROUNDS
///
/// Reads the list once, then passes its values to the plugins again and again, in this process and in workers that COMMAND
/// makes, in turns. PLUGINS is a folder or one library. Prints one line a measurement: where the plugins ran, a tab,
/// distinct inputs that were passed, a tab, instances, a tab, seconds on the clock.
@main
enum PluginCalls {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 7, let threads = Int(arguments[5]), let rounds = Int(arguments[6]), rounds > 0 else {
            print("usage: PluginCalls LIST.csv DICTIONARIES PLUGINS COMMAND THREADS ROUNDS")
            exit(2)
        }
        let dictionaries = try DictionarySet(folder: arguments[2])
        var hosts: [(String, PluginHost)] = []
        for (place, isolation) in [("in process", PluginIsolation.inProcess), ("in workers", .workers(executable: arguments[4]))] {
            let isFile = arguments[3].hasSuffix(".so")
            let host = PluginHost(
                folders: isFile ? [] : [arguments[3]], files: isFile ? [arguments[3]] : [], dictionaries: dictionaries, isolation: isolation)
            guard !host.plugins.isEmpty else {
                print("no plugin was loaded:", host.refusals.map(\.reason).joined(separator: "; "))
                exit(1)
            }
            hosts.append((place, host))
        }
        var options = ScanOptions(dictionary: dictionaries.data)
        options.threads = threads
        options.nestedPaths = hosts[0].1.nestedPaths
        let start = seconds()
        let table = Scanner(options: options).scan([arguments[1]])
        note("read \(table.rowCount) rows, \(table.columns.count) columns in \(seconds() - start) s")
        for _ in 0..<rounds {
            for (place, host) in hosts { measure(place, host, table, threads) }
        }
        for (_, host) in hosts { host.finish() }
    }

    private static func measure(_ place: String, _ host: PluginHost, _ table: TagTable, _ threads: Int) {
        let start = seconds()
        let normalization = host.normalize(table, threads: threads)
        let end = seconds()
        let failed = normalization.records.values.reduce(0) { $0 + $1.failures }
        precondition(failed == 0, "a plugin failed")
        let inputs = normalization.results.reduce(0) { sum, result in sum + result.items.count { $0.state.isPresent } }
        print(place, inputs, table.instanceCount, end - start, separator: "\t")
    }

    private static func note(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(2, line, line.count)
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

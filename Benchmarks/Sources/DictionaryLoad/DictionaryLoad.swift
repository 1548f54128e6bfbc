import Dictionaries
import Glibc

/// Loads the shipped dictionaries again and again, and prints what it costs: one line a row and round,
/// `row<TAB>milliseconds of CPU<TAB>milliseconds on the clock`.
@main
enum DictionaryLoad {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let rounds = Int(arguments[2]), rounds > 0 else {
            print("usage: DictionaryLoad FOLDER ROUNDS [ROW]")
            exit(2)
        }
        let folder = arguments[1]
        let rows: [(String, () throws -> Any)] = [
            ("dicom.xml", { try DataDictionary(paths: [folder + "/dicom.xml"]) }),
            ("private.xml", { try DataDictionary(paths: [folder + "/private.xml"]) }),
            ("data dictionaries", { try DictionarySet.dataDictionary(folder: folder) }),
            ("synonym dictionaries, read", { try DictionarySet.synonymDictionaries(folder: folder) { _ in false } }),
            ("everything", { try DictionarySet(folder: folder) }),
        ]
        for _ in 0..<rounds {
            for (name, load) in rows where arguments.count < 4 || arguments[3] == name {
                let (cpu, wall) = (milliseconds(CLOCK_PROCESS_CPUTIME_ID), milliseconds(CLOCK_MONOTONIC))
                // It is let go when the clock has stopped.
                let loaded = try load()
                print(name, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, milliseconds(CLOCK_MONOTONIC) - wall, separator: "\t")
                withExtendedLifetime(loaded) {}
            }
        }
    }

    private static func milliseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}

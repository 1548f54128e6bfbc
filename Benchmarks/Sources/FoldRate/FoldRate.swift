import DICOM
import Dictionaries
import Glibc
import PluginHost
import TagTable

/// fold-rate: how many instances of an archive are folded in a second.
///
///     FoldRate LIST.csv DICTIONARIES PLUGINS ROUNDS [FOLDS.tsv]
///
/// Reads the list once, then passes its values to the plugins again and again, on one thread. Prints one line a
/// measurement: its name, a tab, instances that have a value, a tab, seconds on the clock. FOLDS.tsv gets each value of
/// BodyPartExamined with its term, for a peer that is given the answers.
@main
enum FoldRate {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard (5...6).contains(arguments.count), let rounds = Int(arguments[4]), rounds > 0 else {
            print("usage: FoldRate LIST.csv DICTIONARIES PLUGINS ROUNDS [FOLDS.tsv]")
            exit(2)
        }
        let dictionaries = try DictionarySet(folder: arguments[2])
        let host = PluginHost(folders: [arguments[3]], dictionaries: dictionaries)
        defer { host.finish() }
        let table = Scanner(options: ScanOptions(dictionary: dictionaries.data)).scan([arguments[1]])
        for _ in 0..<rounds {
            for result in host.normalize(table).results {
                let present = result.items.reduce(0) { $0 + ($1.state == .absent ? 0 : $1.instances) }
                guard present > 0 else { continue }
                print("tagfold, plugin \(result.plugin.name)", present, result.seconds, separator: "\t")
            }
            measureFolding(table, dictionaries)
        }
        if arguments.count == 6 { try write(folds(table, dictionaries), to: arguments[5]) }
    }

    /// Folding alone, once for each instance: what it would cost without distinct values.
    private static func measureFolding(_ table: TagTable, _ dictionaries: DictionarySet) {
        guard let column = bodyParts(table, dictionaries), let folder = dictionaries.folder(for: "BodyPartExamined") else { return }
        let texts = (0..<column.distinctCount).map { column.values[$0] }
        // Each distinct value as often as all of them have instances, but no more than a thousand times.
        var (count, folded) = (0, 0)
        let start = seconds()
        for (text, times) in zip(texts, column.counts) {
            for _ in 0..<min(times, 1000) {
                if folder.fold(text) != nil { folded += 1 }
                count += 1
            }
        }
        print("tagfold, every instance folded anew", count, seconds() - start, separator: "\t")
        precondition(folded <= count)
    }

    private static func folds(_ table: TagTable, _ dictionaries: DictionarySet) -> [(String, String)] {
        guard let column = bodyParts(table, dictionaries), let folder = dictionaries.folder(for: "BodyPartExamined") else { return [] }
        return (0..<column.distinctCount).compactMap { value in
            folder.fold(column.values[value])?.term.map { (column.values[value], $0.name) }
        }
    }

    private static func bodyParts(_ table: TagTable, _ dictionaries: DictionarySet) -> TagColumn? {
        dictionaries.data.entry(keyword: "BodyPartExamined").flatMap { table[AttributePath(Tag(rawValue: $0.value))] }
    }

    private static func write(_ folds: [(String, String)], to path: String) throws {
        let text = folds.map { "\($0)\t\($1)\n" }.joined()
        guard let file = fopen(path, "w") else { return perror(path) }
        defer { fclose(file) }
        fputs(text, file)
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

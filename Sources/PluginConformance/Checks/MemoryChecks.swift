import CTagPlugin
import Glibc

extension ConformanceCheck {
    static let memory = [
        ConformanceCheck("reads-within", "it reads no further than a text's length", why: "each text ends here at a page that nobody may touch; elsewhere it would be another patient's value") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let usual = bench.usualItems(session, claim)
                // Two pages a text: the system has a limit of these.
                for start in stride(from: 0, to: min(usual.count, 6000), by: 500) {
                    let part = Array(usual[start..<min(start + 500, usual.count)])
                    guard bench.isPrecise else {
                        bench.note("claim \(claim), items from \(start)")
                        _ = try session.ask(claim, part, style: [.guarded])
                        continue
                    }
                    for item in part {
                        bench.note("claim \(claim), it reads past the end of \(shown(item))")
                        _ = try session.ask(claim, [item], style: [.guarded])
                    }
                }
            }
            return .passed()
        },
        ConformanceCheck("writes-nothing", "it does not write into a batch", why: "values are the host's, which hands them to others too") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                bench.note("claim \(claim), a batch that cannot be written to")
                _ = try session.ask(claim, bench.usualItems(session, claim), style: [.readOnly])
            }
            return .passed()
        },
        ConformanceCheck("keeps-nothing", "it keeps no pointer into a batch", why: "a batch is gone when parse returns") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                bench.note("claim \(claim), after a batch whose memory nobody may touch any more")
                let first = try session.ask(claim, items, style: [.closes])
                for _ in 0..<3 { try compare(items, first, try session.ask(claim, items, style: [.closes]), "when an earlier batch is gone") }
            }
            session.plugin.finish?(session.plugin.state)
            return .passed()
        },
        ConformanceCheck("memory-bounded", "memory does not grow with the number of values", why: "an archive has millions, and a worker has a limit") { bench in
            let session = try bench.session()
            let most = 1_000_000, secondsAtMost = 4.0
            var rounds: [(count: Int, call: () throws(Fault) -> Void)] = []
            for claim in session.declaration.claims.indices {
                let usual = bench.usualItems(session, claim)
                rounds.append((4096, try session.repeating(claim, (0..<4096).map { usual[$0 % usual.count] })))
            }
            // What is made once, such as tables, is there after the first rounds.
            for round in rounds + rounds { try round.call() }
            let before = Measure.megabytes(), start = Measure.seconds()
            var count = 0
            while count < most, Measure.seconds() - start < secondsAtMost {
                for round in rounds {
                    try round.call()
                    count += round.count
                }
            }
            let growth = Measure.megabytes() - before
            guard growth < 64 else { throw Fault("it has \(Int(growth)) MB more after \(count) values") }
            return .passed("\(count) values, \(max(0, Int(growth))) MB more")
        },
        ConformanceCheck("speed", "how many values it parses in a second", why: "for information: a run hands over each distinct value once") { bench in
            let session = try bench.session()
            var rates: [String] = []
            for claim in session.declaration.claims.indices.prefix(3) {
                let usual = bench.usualItems(session, claim)
                let call = try session.repeating(claim, (0..<1024).map { usual[$0 % usual.count] })
                let start = Measure.seconds()
                var count = 0
                while Measure.seconds() - start < 0.15 {
                    try call()
                    count += 1024
                }
                rates.append("\(Int(Double(count) / (Measure.seconds() - start) / 1000))")
            }
            return .passed("\(rates.joined(separator: ", ")) thousand messy values/s")
        },
    ]
}

/// What the process has used.
enum Measure {
    static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    /// Memory that is resident now.
    static func megabytes() -> Double {
        let pages = ProcessFiles.text("/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}

/// What the system tells of this process.
enum ProcessFiles {
    static func names(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func text(_ path: String) -> String {
        guard let file = fopen(path, "rbe") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }
}

import CTagPlugin
import Dispatch
import Glibc
import Synchronization

extension ConformanceCheck {
    static let process = [
        ConformanceCheck("no-output", "it writes nothing to standard output or standard error", why: "standard output is a run's data; a plugin has the host's log") { bench in
            // That nothing was written, the process that started this one sees.
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            session.plugin.finish?(session.plugin.state)
            return .passed()
        },
        ConformanceCheck("no-descriptors", "it leaves no file open", why: "a run has a limit of them; and a worker may open none once its plugin is loaded") { bench in
            let before = Set(ProcessFiles.names("/proc/self/fd"))
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            // Looking opens one itself, and not always the same.
            let more = ProcessFiles.names("/proc/self/fd").count - before.count
            guard more <= 0 else { throw Fault("\(more) more \(more == 1 ? "is" : "are") open than before it was loaded") }
            return .passed()
        },
        ConformanceCheck("no-threads", "it leaves no thread running", why: "calls of the host from another thread are not allowed; a thread that crashes takes the worker along") { bench in
            let before = ProcessFiles.names("/proc/self/task").count
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            let more = ProcessFiles.names("/proc/self/task").count - before
            guard more <= 0 else { throw Fault("\(more) more \(more == 1 ? "runs" : "run") than before it was loaded") }
            return .passed()
        },
        ConformanceCheck("no-processes", "it starts no process", why: "a worker is ended by its time limit; what it has started would go on", isAdvice: true) { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            var status: Int32 = 0
            let child = waitpid(-1, &status, WNOHANG)
            guard child < 0 else { throw Fault("it has") }
            return .passed()
        },
        ConformanceCheck("threads-agree", "four threads get the same answers as one", why: "it says that it is thread-safe") { bench in
            let session = try bench.session()
            guard session.declaration.isThreadSafe else { return .skipped("it does not say so: calls come one at a time") }
            let shared = Shared(session: session)
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                let alone = try session.ask(claim, items)
                let faults = Mutex<[String]>([])
                bench.note("claim \(claim), four calls of parse at the same time")
                DispatchQueue.concurrentPerform(iterations: 4) { _ in
                    do {
                        for _ in 0..<3 {
                            let (status, recorder) = try shared.session.call(claim, items, endsCall: false)
                            guard status == TAGPLUGIN_OK else { throw Fault("parse fails with status \(status)") }
                            try compare(items, alone, recorder.answers, "on four threads")
                        }
                    } catch {
                        faults.withLock { $0.append((error as? Fault)?.reason ?? "\(error)") }
                    }
                }
                session.host.endCall()
                if let fault = faults.withLock({ $0.first }) { throw Fault(fault) }
            }
            return .passed()
        },
        ConformanceCheck("process-unchanged", "it leaves the process as it is", why: "signals, folder, locale and environment belong to the program that loads it") { bench in
            let before = ProcessState.now()
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            if let change = before.change(to: ProcessState.now()) { throw Fault("it changed \(change)") }
            return .passed()
        },
        ConformanceCheck("locale-independent", "a locale with a decimal comma changes nothing", why: "a program around it may set one: strtod then reads 0.5 as 0") { bench in
            let session = try bench.session()
            let before = try session.declaration.claims.indices.map { try session.ask($0, bench.usualItems(session, $0)) }
            guard let locale = commaLocales.first(where: { setlocale(LC_ALL, $0) != nil }) else {
                return .skipped("no locale with a decimal comma is installed here (such as \(commaLocales[0]))")
            }
            for claim in before.indices {
                let items = bench.usualItems(session, claim)
                try compare(items, before[claim], try session.ask(claim, items), "under \(locale)")
            }
            return .passed(locale)
        },
        ConformanceCheck("finishes", "finish returns, and the process ends well", why: "what is released twice crashes there") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            guard let finish = session.plugin.finish else { return .passed("it has none") }
            bench.note("finish")
            finish(session.plugin.state)
            bench.note("after finish")
            return .passed()
        },
    ]

    private static let commaLocales = [
        "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "hr_HR.UTF-8", "nl_NL.UTF-8", "es_ES.UTF-8", "it_IT.UTF-8", "pl_PL.UTF-8", "sl_SI.UTF-8", "cs_CZ.UTF-8", "de_AT.UTF-8",
        "sv_SE.UTF-8", "pt_BR.UTF-8", "ru_RU.UTF-8",
    ]

    /// The session's host locks its own state, and the plugin says that it may be called by several threads.
    private struct Shared: @unchecked Sendable { let session: Session }
}

/// What a library could change of the process that it is loaded into.
private struct ProcessState {
    let handlers: [UInt]
    let mask: mode_t
    let folder: String
    let locale: String
    let environment: Set<String>
    let rounding: Int32

    static func now() -> ProcessState {
        let handlers = (1...31).map { signal -> UInt in
            var action = sigaction()
            sigaction(Int32(signal), nil, &action)
            return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
        }
        let mask = umask(0)
        umask(mask)
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let folder = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? ""
        var variables: Set<String> = []
        var place = environ
        while let variable = place.pointee {
            variables.insert(String(cString: variable))
            place += 1
        }
        return ProcessState(
            handlers: handlers, mask: mask, folder: folder, locale: setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "", environment: variables,
            rounding: fegetround())
    }

    func change(to later: ProcessState) -> String? {
        if let signal = handlers.indices.first(where: { handlers[$0] != later.handlers[$0] }) { return "what the signal \(signal + 1) does" }
        if mask != later.mask { return "the mode of new files (umask)" }
        if folder != later.folder { return "the working folder" }
        if locale != later.locale { return "the locale" }
        if rounding != later.rounding { return "how numbers are rounded (fesetround)" }
        if environment != later.environment { return "environment variables" }
        return nil
    }
}

import CTagPlugin

extension ConformanceCheck {
    static let services = [
        ConformanceCheck("sink-refuses", "it returns where the host refuses every answer", why: "a host may; a plugin that insists would hang the run") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                for (status, name) in [(TAGPLUGIN_BAD_ARGUMENT, "BAD_ARGUMENT"), (TAGPLUGIN_FAILED, "FAILED"), (99, "an unknown status")] {
                    bench.note("claim \(claim), every answer is refused with \(name)")
                    _ = try session.call(claim, bench.usualItems(session, claim), manner: .refuses(status))
                }
            }
            return .passed()
        },
        ConformanceCheck("services-fail", "it answers where every service fails", why: "a site may have no such dictionary, and no options") { bench in
            for (status, name) in [(TAGPLUGIN_NOT_FOUND, "NOT_FOUND"), (TAGPLUGIN_BAD_ARGUMENT, "BAD_ARGUMENT"), (TAGPLUGIN_FAILED, "FAILED")] {
                bench.note("every service gives \(name)")
                let session = try bench.session(.failing(status))
                for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            }
            return .passed()
        },
        ConformanceCheck("reasons-private", "no reason, rule or message holds a value", why: "reports leave the hospital") { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() {
                let items = bench.items(declared, secrets)
                for told in try session.ask(claim, items).joined() {
                    if let reason = told.reason, let secret = leaked(reason) { throw Fault("“\(reason)” holds “\(secret)” of the value") }
                }
            }
            return .passed("\(secrets.count) values")
        },
        ConformanceCheck("log-private", "no line of the log holds a value", why: "logs leave the hospital") { bench in
            let session = try bench.session()
            for (claim, declared) in session.declaration.claims.enumerated() { _ = try session.ask(claim, bench.items(declared, secrets)) }
            for line in session.host.logs {
                if let secret = leaked(line) { throw Fault("“\(line)” holds “\(secret)” of the value") }
            }
            guard session.host.brokenLogs == 0 else { throw Fault("\(session.host.brokenLogs) lines are not UTF-8") }
            return .passed("\(session.host.logs.count) lines")
        },
        ConformanceCheck("log-quiet", "it does not log for every value", why: "a log of millions of lines is not read", isAdvice: true) { bench in
            let session = try bench.session()
            var count = 0
            for claim in session.declaration.claims.indices {
                let items = bench.usualItems(session, claim)
                _ = try session.ask(claim, items)
                count += items.count
            }
            guard session.host.logs.count < max(100, count / 10) else { throw Fault("\(session.host.logs.count) lines for \(count) inputs: count, or answer with a reason") }
            return .passed()
        },
    ]

    /// Parts of values that no rule of a plugin has by itself.
    private static let marks = ["zq7xkpvw", "99173645", "zqxk", "vwjp", "19731108", "731984"]
    private static let secrets = [
        "Zq7XkPvW", "ZQ7XKPVW", "Zq7XkPvW 12.5", "12.5 Zq7XkPvW", "12.5Zq7XkPvW", #"Zq7XkPvW\Zq7XkPvW"#, #"12.5\Zq7XkPvW"#, "[Zq7XkPvW, 1]", "99173645", "-99173645",
        "0.99173645", #"99173645\0.5"#, "99173645,5", "99173645 mm", "19731108", "19731108-19731108", "ZQXK^VWJP", "VWJP, ZQXK", "ZQXK^VWJP\\12", "731984Y", "-731984", "7e731984",
        "731984T", "(Zq7XkPvW)", "Zq7XkPvW_LT", "W/O Zq7XkPvW",
    ]

    private static func leaked(_ text: String) -> String? {
        let lower = text.lowercased()
        return marks.first { lower.contains($0) }
    }
}

import CTagPlugin

extension ConformanceCheck {
    static let entry = [
        ConformanceCheck("entry-again", "after finish it starts again with another host", why: "a process that compares dictionaries works with several hosts, one after the other") { bench in
            let library = try bench.library()
            let first = try library.start(bench.host())
            let items = first.declaration.claims.indices.map { bench.usualItems(first, $0) }
            let before = try items.indices.map { try first.ask($0, items[$0]) }
            first.plugin.finish?(first.plugin.state)

            let second = try library.start(bench.host())
            guard second.declaration == first.declaration else { throw Fault("it describes itself otherwise the second time") }
            for claim in items.indices where try second.ask(claim, items[claim]) != before[claim] {
                throw Fault("it answers otherwise the second time: nothing of an earlier host may be kept")
            }
            return .passed()
        },
        ConformanceCheck(
            "entry-host-1-0", "it runs with a host of ABI 1.0", why: "that host's struct ends before the field condition: what lies there is not the plugin's to read"
        ) { bench in
            let old = MadeHost.Shape(size: MemoryLayout<tagplugin_host>.offset(of: \.condition) ?? 48, version: TAGPLUGIN_ABI_MAJOR << 16)
            bench.note("a host struct of \(old.size) bytes, at whose end memory ends")
            let session = try bench.library().start(bench.host(), old)
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.usualItems(session, claim)) }
            return .passed()
        },
        ConformanceCheck("entry-host-newer", "it runs with a host of a later minor version", why: "fields are only ever added at the tail") { bench in
            let newer = MadeHost.Shape(size: MemoryLayout<tagplugin_host>.size + 64, version: TAGPLUGIN_ABI_MAJOR << 16 | TAGPLUGIN_ABI_MINOR + 40)
            let session = try bench.library().start(bench.host(), newer)
            for claim in session.declaration.claims.indices { _ = try session.ask(claim, bench.items(session.declaration.claims[claim], ["12.5", "KNEE"])) }
            return .passed()
        },
        ConformanceCheck("entry-host-other-major", "it refuses a host of another major version", why: "nothing of such a host's structs is known") { bench in
            for major: UInt32 in [0, 2, 9] {
                bench.note("a host of version \(major).0")
                let shape = MadeHost.Shape(version: major << 16)
                guard try bench.library().enter(bench.host().table(shape)).status != TAGPLUGIN_OK else {
                    throw Fault("it starts with a host of version \(major).0: return TAGPLUGIN_UNSUPPORTED where host->abi_version >> 16 is another")
                }
            }
            return .passed()
        },
        ConformanceCheck(
            "entry-small-plugin", "it writes no further than plugin->struct_size", why: "that is where the host's memory ends, and a host may know less of the struct than the plugin"
        ) { bench in
            for room in [8, 24, 56, 88] {
                bench.note("plugin->struct_size is \(room), and memory ends there")
                let entered = try bench.library().enter(bench.host().table(), room: room)
                guard room >= 88 || entered.status != TAGPLUGIN_OK else {
                    throw Fault("it starts where there is room for \(room) bytes, and none for parse: return TAGPLUGIN_UNSUPPORTED")
                }
            }
            return .passed()
        },
        ConformanceCheck("entry-large-plugin", "it leaves alone what it does not know of a longer struct", why: "a later host has fields there, with a meaning of their own") { bench in
            let entered = try bench.library().enter(bench.host().table(), room: MemoryLayout<tagplugin_plugin>.size + 64)
            guard entered.status == TAGPLUGIN_OK else { throw Fault("its entry function failed with status \(entered.status)") }
            guard entered.tail.allSatisfy({ $0 == 0xA5 }) else { throw Fault("it wrote behind the struct of its own version") }
            return .passed()
        },
        ConformanceCheck("entry-null", "it refuses NULL", why: "a mistake of a host should be a status, not a crash", isAdvice: true) { bench in
            let library = try bench.library()
            bench.note("NULL for the host")
            var plugin = tagplugin_plugin()
            plugin.struct_size = UInt32(MemoryLayout<tagplugin_plugin>.size)
            guard library.entry(nil, &plugin) != TAGPLUGIN_OK else { throw Fault("it starts without a host") }
            bench.note("NULL for the plugin")
            guard library.entry(try bench.host().table(), nil) != TAGPLUGIN_OK else { throw Fault("it starts without a plugin to fill in") }
            return .passed()
        },
        ConformanceCheck("description-stays", "what it declares stays as it is", why: "the host may read it until the process ends") { bench in
            let session = try bench.session()
            for claim in session.declaration.claims.indices {
                for _ in 0..<20 { _ = try session.ask(claim, bench.items(session.declaration.claims[claim], MessyValues.numbers)) }
            }
            guard try Declaration(session.plugin) == session.declaration else { throw Fault("it has changed after some calls of parse") }
            session.plugin.finish?(session.plugin.state)
            guard try Declaration(session.plugin) == session.declaration else { throw Fault("it has changed after finish") }
            return .passed()
        },
    ]
}

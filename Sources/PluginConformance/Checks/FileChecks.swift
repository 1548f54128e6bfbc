import Dictionaries
import Glibc
import PluginHost

extension ConformanceCheck {
    static let file = [
        ConformanceCheck("file-name", "the file is called lib<Name>.so", why: "hosts look for libraries by that name, and take the plugin's name from it") { bench in
            guard let name = bench.name else { throw Fault("“\(bench.fileName)” is not lib, letters, digits or _, and .so") }
            return .passed(name)
        },
        ConformanceCheck("file-is-library", "it is an ELF shared library for this machine", why: "the loader opens nothing else") { bench in
            let file = try ELFFile(bench.path)
            guard file.type == ELFFile.sharedObject else { throw Fault("its ELF type is \(file.type), that of a shared library 3: build with -shared") }
            guard ELFFile.ownMachine == nil || file.machine == ELFFile.ownMachine else {
                throw Fault("it is for the machine \(file.machine), this is \(ELFFile.ownMachine ?? 0)")
            }
            return .passed()
        },
        ConformanceCheck(
            "file-permissions", "only its owner can write to it and to its folder", why: "whoever may write there runs code as you; hosts refuse such plugins"
        ) { bench in
            let slash = bench.path.lastIndex(of: "/")
            let folder = slash.map { $0 == bench.path.startIndex ? "/" : String(bench.path[..<$0]) } ?? "."
            for (what, path) in [("the file", bench.path), ("its folder", folder)] {
                var status = stat()
                guard stat(path, &status) == 0 else { throw Fault("\(what): \(String(cString: strerror(errno)).lowercased())") }
                guard status.st_mode & 0o022 == 0 else {
                    throw Fault("\(what) has the mode \(String(status.st_mode & 0o7777, radix: 8)): chmod go-w, or build with umask 022")
                }
            }
            return .passed()
        },
        ConformanceCheck("stack-not-executable", "it asks for no executable stack", why: "hardened systems refuse to load it", isAdvice: true) { bench in
            guard let stack = try ELFFile(bench.path).segments.first(where: { $0.type == ELFFile.stackSegment }) else {
                throw Fault("it does not say: link with -z noexecstack")
            }
            guard stack.flags & ELFFile.executable == 0 else { throw Fault("it does: link with -z noexecstack") }
            return .passed()
        },
        ConformanceCheck("position-independent", "its code is position-independent", why: "else its pages are not shared, and hardened systems refuse it", isAdvice: true) { bench in
            let textRelocations: UInt64 = 22
            guard !(try ELFFile(bench.path).dynamicEntries.contains { $0.tag == textRelocations }) else { throw Fault("it has text relocations: build with -fPIC") }
            return .passed()
        },
        ConformanceCheck("loads", "it loads, with every symbol it needs", why: "a symbol that is missing would end a run at the first call of it") { bench in
            _ = try bench.library()
            return .passed()
        },
        ConformanceCheck("entry-symbol", "it exports tagplugin_<Name>", why: "the host finds the plugin by it") { bench in
            guard let name = bench.name else { throw Fault("the file is not named lib<Name>.so") }
            guard let exports = try ELFFile(bench.path).exports else { return .skipped("the file has no table of its symbols") }
            guard exports.contains("tagplugin_" + name) else {
                let others = exports.filter { $0.hasPrefix("tagplugin_") }
                throw Fault("it exports no tagplugin_\(name)" + (others.isEmpty ? "" : ", but \(others.joined(separator: ", "))"))
            }
            return .passed("tagplugin_\(name)")
        },
        ConformanceCheck("one-symbol", "it exports nothing else", why: "names that others can link to get in the way of other libraries", isAdvice: true) { bench in
            guard let exports = try ELFFile(bench.path).exports else { return .skipped("the file has no table of its symbols") }
            // Set by linkers; and names of Swift, which hold their module's.
            let passedOver = ["_init", "_fini", "__bss_start", "_edata", "_end"]
            let others = exports.filter { $0 != "tagplugin_\(bench.name ?? "")" && !passedOver.contains($0) && !$0.hasPrefix("$s") && !$0.hasPrefix("$S") }
            guard others.isEmpty else {
                throw Fault("\(others.count) more, such as \(others.prefix(3).joined(separator: ", ")): build with -fvisibility=hidden")
            }
            return .passed()
        },
        ConformanceCheck("host-takes-it", "the host of this version takes it", why: "that is what a run does first") { bench in
            guard let dictionaries = bench.dictionaries else { return .skipped("no dictionaries were found") }
            let name = bench.name ?? ""
            let host = PluginHost(
                folders: [], files: [bench.path], dictionaries: try DictionarySet(folder: dictionaries),
                options: bench.vectors.map { [name: $0.options] } ?? [:])
            if let refusal = host.refusals.first { throw Fault(refusal.reason) }
            guard host.plugins.map(\.name) == [name] else { throw Fault("it is not among the plugins that the host loaded") }
            return .passed()
        },
    ]
}

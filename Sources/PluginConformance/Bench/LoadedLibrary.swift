import CTagPlugin
import Glibc

/// A plugin's library, opened in this process, and the plugin that its entry function makes.
struct LoadedLibrary {
    typealias Entry = @convention(c) (UnsafePointer<tagplugin_host>?, UnsafeMutablePointer<tagplugin_plugin>?) -> tagplugin_status

    let entry: Entry

    init(_ path: String, name: String) throws(Fault) {
        // Without a slash the loader would look in its own folders.
        guard let library = dlopen(path.contains("/") ? path : "./" + path, RTLD_NOW | RTLD_LOCAL) else {
            throw Fault(dlerror().map { String(cString: $0) } ?? "the library cannot be opened")
        }
        guard let symbol = dlsym(library, "tagplugin_" + name) else { throw Fault("it has no symbol tagplugin_\(name)") }
        // The name of the symbol is the contract that it has this type.
        entry = unsafeBitCast(symbol, to: Entry.self)
    }

    /// Calls the entry function with room for `room` bytes of the plugin's struct, behind which nobody may write.
    /// - Parameter room: what `struct_size` says; the struct of this version when left out.
    func enter(_ host: UnsafePointer<tagplugin_host>, room: Int? = nil) throws(Fault) -> (status: tagplugin_status, plugin: tagplugin_plugin, tail: [UInt8]) {
        let size = MemoryLayout<tagplugin_plugin>.size
        let pages = try Pages(room ?? size, staysForGood: true)
        let bytes = pages.bytes
        guard let start = bytes.baseAddress else { throw Fault("the check got no memory") }
        for place in bytes.indices { bytes[place] = place < size ? 0 : 0xA5 }
        bytes.storeBytes(of: UInt32(bytes.count), as: UInt32.self)
        let status = entry(host, start.assumingMemoryBound(to: tagplugin_plugin.self))
        var plugin = tagplugin_plugin()
        withUnsafeMutableBytes(of: &plugin) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(size))) }
        return (status, plugin, Array(bytes.dropFirst(size)))
    }

    /// The plugin, started as a host starts it.
    func start(_ host: MadeHost, _ shape: MadeHost.Shape = MadeHost.Shape()) throws(Fault) -> Session {
        let (status, plugin, _) = try enter(host.table(shape))
        host.endCall()
        guard status == TAGPLUGIN_OK else { throw Fault("its entry function failed with status \(status)" + LoadedLibrary.because(host.logs)) }
        guard plugin.parse != nil else { throw Fault("it has no parse function") }
        let declaration = try Declaration(plugin)
        guard !declaration.claims.isEmpty else { throw Fault("it claims nothing") }
        return Session(plugin: plugin, declaration: declaration, host: host)
    }

    private static func because(_ logs: [String]) -> String { logs.last.map { ": it logged “\($0)”" } ?? "" }
}

/// A started plugin.
struct Session {
    let plugin: tagplugin_plugin
    let declaration: Declaration
    let host: MadeHost

    /// Passes items to a claim and gives back what was answered to each.
    /// - Throws: `Fault` when the call fails, or breaks the contract.
    func ask(
        _ claim: Int, _ items: [[GivenValue]], keyword: String? = nil, style: MadeBatch.Style = [], manner: AnswerRecorder.Manner = .keeps
    ) throws(Fault) -> [[Told]] {
        let (status, recorder) = try call(claim, items, keyword: keyword, style: style, manner: manner)
        guard status == TAGPLUGIN_OK else { throw Fault("parse failed with status \(status) on a batch of \(items.count)") }
        if let misuse = recorder.misuses.first {
            throw Fault("an answer breaks the contract: \(misuse)" + (recorder.misuses.count > 1 ? ", and \(recorder.misuses.count - 1) more" : ""))
        }
        return recorder.answers
    }

    /// The same, whatever comes of it.
    func call(
        _ claim: Int, _ items: [[GivenValue]], keyword: String? = nil, inputCount: Int? = nil, style: MadeBatch.Style = [],
        manner: AnswerRecorder.Manner = .keeps, endsCall: Bool = true
    ) throws(Fault) -> (status: tagplugin_status, recorder: AnswerRecorder) {
        guard let parse = plugin.parse else { throw Fault("it has no parse function") }
        let declared = declaration.claims.indices.contains(claim) ? declaration.claims[claim] : declaration.claims[0]
        let batch = try MadeBatch(
            items, claim: claim, inputCount: inputCount ?? declared.inputCount, keyword: keyword ?? Session.keyword(declared), style: style)
        let recorder = AnswerRecorder(declared, itemCount: items.count, manner: manner, isFold: host.isFold)
        let status = try recorder.withSink(longer: style.contains(.longStructs)) { parse(plugin.state, batch.batch, $0) }
        if style.contains(.closes) { batch.close() }
        if endsCall { host.endCall() }
        return (status, recorder)
    }

    /// A call that can be made again and again, with one batch whose answers are only counted: what it takes is the plugin's.
    func repeating(_ claim: Int, _ items: [[GivenValue]]) throws(Fault) -> () throws(Fault) -> Void {
        guard let parse = plugin.parse else { throw Fault("it has no parse function") }
        let declared = declaration.claims[claim]
        let batch = try MadeBatch(items, claim: claim, inputCount: declared.inputCount, keyword: Session.keyword(declared), style: [])
        let recorder = AnswerRecorder(declared, itemCount: items.count, manner: .forgets, isFold: host.isFold)
        return { () throws(Fault) in
            let status = try recorder.withSink(longer: false) { parse(plugin.state, batch.batch, $0) }
            host.endCall()
            guard status == TAGPLUGIN_OK else { throw Fault("parse failed with status \(status) on a batch of \(items.count)") }
        }
    }

    /// Stands for the tag of a claim on every one.
    static func keyword(_ claim: Declaration.Claim) -> String { claim.isEvery ? "ImagerPixelSpacing" : claim.inputs.first?.path ?? "" }
}

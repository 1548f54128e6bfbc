import Dictionaries
import Glibc
import WorkerProcesses

/// What the host and its processes say to each other.
///
/// The host starts one process, the *nursery*: the same executable again, which loads the dictionaries once, stays on one
/// thread, and forks a worker for each plugin, or for several that came together, again after each failure. A worker has a
/// socket of its own to the host, for doorbells of 16 bytes, and memory that both see: batches go in there, and answers come
/// out.
enum WorkerMessage {
    /// Of the nursery's socket when it starts.
    static let nurseryDescriptor: Int32 = 3
    /// Descriptors of a worker.
    static let workerDescriptor: Int32 = 3

    /// To the nursery.
    enum Order: Int {
        /// With a worker's socket and memory: fork a worker for these plugins.
        case start = 1
        /// Tell how a worker ended.
        case reap
    }

    /// To a worker and back.
    enum Bell: UInt32 {
        case parse = 1
        case linger, finish
        /// Back: done.
        case done
        /// Back, once: the plugins are loaded, or refused; the memory tells.
        case loaded
    }

    struct Doorbell: BitwiseCopyable {
        var bell: UInt32
        var slot: UInt32 = 0
        /// Of `parse` the number of the plugin, of `loaded` the bytes that the memory holds.
        var detail: UInt64 = 0
    }

    static let doorbellSize = 16
}

/// What a nursery is told first.
struct NurseryConfiguration {
    var sources: DictionarySources
    var granularity: Granularity
    /// By plugin and key.
    var options: [String: [String: String]]
    var memoryLimit: Int

    func write(_ wire: inout WireWriter) {
        wire.add(sources.dataFiles)
        wire.add(sources.synonymFolder)
        wire.add(sources.siteLayers)
        wire.add(sources.languages.chosenTags.map { ["chosen"] + $0 } ?? [])
        wire.add(sources.conditionKeywords.sorted { $0.key < $1.key }) { wire, entry in
            wire.add(entry.key)
            wire.add(entry.value)
        }
        wire.add(granularity.rawValue)
        wire.add(options.sorted { $0.key < $1.key }) { wire, plugin in
            wire.add(plugin.key)
            wire.add(plugin.value.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
        }
        wire.add(memoryLimit)
    }

    init(sources: DictionarySources, granularity: Granularity, options: [String: [String: String]], memoryLimit: Int) {
        self.sources = sources
        self.granularity = granularity
        self.options = options
        self.memoryLimit = memoryLimit
    }

    init(_ wire: inout WireReader) throws {
        let (dataFiles, folder, layers, languages) = (try wire.texts(), try wire.text(), try wire.texts(), try wire.texts())
        sources = DictionarySources(
            dataFiles: dataFiles, synonymFolder: folder, siteLayers: layers,
            languages: languages.isEmpty ? .all : FoldLanguages(Array(languages.dropFirst())))
        for (name, keywords) in try wire.list({ wire in (try wire.text(), try wire.texts()) }) { sources.conditionKeywords[name] = keywords }
        guard let granularity = Granularity(rawValue: try wire.text()) else { throw WireReader.Fault() }
        self.granularity = granularity
        options = [:]
        for (plugin, texts) in try wire.list({ wire in (try wire.text(), try wire.texts()) }) {
            for place in stride(from: 0, to: texts.count - 1, by: 2) { options[plugin, default: [:]][texts[place]] = texts[place + 1] }
        }
        memoryLimit = try wire.number()
    }
}

/// Memory that the host and a worker share: for each slot a batch and the answers to it.
struct WorkerMemory {
    static let slotSize = BatchRequest.size + AnswerRecord.size
    static let size = BatchSlot.count * slotSize

    let whole: RawRegion

    /// Maps it from a descriptor; nil where the system does not let it, with the reason in `errno`.
    init?(descriptor: Int32) {
        let base = mmap(nil, WorkerMemory.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let base, base != MAP_FAILED else { return nil }
        whole = RawRegion(base: base, count: WorkerMemory.size)
    }

    func request(_ slot: Int) -> RawRegion {
        let start = slot * WorkerMemory.slotSize
        return whole.region(start..<(start + BatchRequest.size))
    }
    func answers(_ slot: Int) -> RawRegion {
        let start = slot * WorkerMemory.slotSize + BatchRequest.size
        return whole.region(start..<(start + AnswerRecord.size))
    }

    func unmap() { munmap(whole.base, whole.count) }
}

import DICOM
import Hashing
import TagTable
import VisualEvaluation

/// What an autoencoder was trained on: hashes of patients, studies, series and instances. Kept beside its weights, so that
/// none of them is clustered later. Hashes of short IDs can be guessed: the file is for the user alone.
struct TrainedImages {
    private var hashes: Set<String> = []

    init() {}

    /// - Parameters:
    ///   - images: of the archive, that are trained on.
    ///   - level: what the split keeps together, from there on.
    init(_ archive: EvaluatedArchive, _ images: [Int], from level: SplitLevel) {
        let names = EvaluatedArchiveNames(archive)
        for image in images { hashes.formUnion(names.hashes(archive.identities[image], from: level)) }
    }

    /// Reads what `bytes` wrote.
    init(_ bytes: [UInt8]) { hashes = Set(bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }) }

    var bytes: [UInt8] { Array(hashes.sorted().map { $0 + "\n" }.joined().utf8) }

    /// Images of an archive that share something with those.
    func images(in archive: EvaluatedArchive) -> Set<Int> {
        guard !hashes.isEmpty else { return [] }
        let names = EvaluatedArchiveNames(archive)
        return Set(archive.identities.indices.filter { image in names.hashes(archive.identities[image], from: .patient).contains(where: hashes.contains) })
    }

    /// The file beside some weights.
    static func path(besides weights: String) -> String {
        let suffix = ".safetensors"
        return (weights.hasSuffix(suffix) ? String(weights.dropLast(suffix.count)) : weights) + ".trained.txt"
    }
}

/// Hashes of the values that identities stand for.
private struct EvaluatedArchiveNames {
    private let columns: [TagColumn?]

    init(_ archive: EvaluatedArchive) { columns = EvaluatedArchive.owners.map { archive.table[$0] } }

    func hashes(_ identity: ImageIdentity, from level: SplitLevel) -> [String] {
        identity.keys(from: level).enumerated().compactMap { place, key in
            guard key > 0, let column = columns[place] else { return nil }
            return SHA256.hex(Array("\(place)\n".utf8) + column.values.bytes(key - 1))
        }
    }
}

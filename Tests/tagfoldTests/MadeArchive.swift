import Foundation
import TestSupport

/// A folder of 24 images of three kinds, with values as messy as those of hospitals, and a place for results.
final class MadeArchive: Sendable {
    private let folder: TemporaryFolder
    /// Folder of the images.
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/archive"
        for number in 0..<24 { try folder.write("archive/series-\(number % 3)/\(100 + number).dcm", MadeArchive.image(number).bytes) }
    }

    func file(_ name: String) -> String { folder.path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try folder.write(name, text) }

    /// CT, MR and CR; every eighth value of PixelSpacing cannot be understood.
    private static func image(_ number: Int) -> DICOMFile {
        let kind = number % 3
        return DICOMFile.image(number)
            .with(0x0008_0060, "CS", ["CT", "MR", "CR"][kind])
            .with(0x0008_0070, "LO", ["SIEMENS", "GE MEDICAL SYSTEMS", "Philips"][kind])
            .with(0x0008_103E, "LO", number % 2 == 0 ? "\u{1B}[31mred\u{1B}[0m" : "=HYPERLINK(\"x\")")
            .with(0x0010_0010, "PN", "Patient^\(number)")
            .with(0x0010_1010, "AS", number == 5 ? "" : "0\(40 + number % 7)Y")
            .with(0x0018_0015, "CS", ["CHEST", "Knie", "HAND"][kind])
            .with(0x0018_0050, "DS", ["1.0", "5.0", "2.5"][kind])
            .with(0x0018_0060, "DS", "\(100 + 10 * kind + number % 2)")
            .with(0x0028_0030, "DS", number % 8 == 7 ? "wide\u{1B}c\\narrow" : ["0.5\\0.5", "0,9\\0,9", "0.1\\0.1"][kind])
            .with(0x0028_1050, "DS", "\(40 * kind)\\\(300 + 100 * kind)")
    }

    /// Runs `tagfold run` over the archive.
    /// - Returns: what it said, and its results by name.
    func run(_ arguments: [String] = [], out: String) throws -> (result: Command.Result, files: [String: [UInt8]]) {
        let target = file(out)
        let result = try Command.tagfold().run(["run", path, "--out", target, "--k", "2,3"] + arguments)
        let names = (try? TemporaryFolder.names(in: target)) ?? []
        return (result, try names.reduce(into: [:]) { $0[$1] = try TemporaryFolder.read(target + "/" + $1) })
    }
}

/// Reads what the command wrote.
enum Output {
    static func json<T: Decodable>(_ type: T.Type, _ text: String) throws -> T { try JSONDecoder().decode(type, from: Data(text.utf8)) }
    static func json<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T { try JSONDecoder().decode(type, from: Data(bytes)) }

    static func text(_ bytes: [UInt8]?) throws -> String {
        guard let bytes, let text = String(validating: bytes, as: UTF8.self) else { throw SupportFailure("no such file, or not UTF-8") }
        return text
    }
    static func lines(_ bytes: [UInt8]?) throws -> [String] { try text(bytes).split(separator: "\n").map(String.init) }

    /// Whether text would make a terminal do something.
    static func isSafe(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
    }
}

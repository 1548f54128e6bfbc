import ArgumentParser
import Dictionaries

/// How a sheet is written.
struct SheetFormat: ParsableArguments {
    @Option(help: ArgumentHelp("What parts the cells of a row: , or ; or tab.", valueName: ",|;|tab"))
    var separator: String?

    @Option(help: ArgumentHelp("utf-8, utf-16, or a one-byte encoding by its name: cp1250, cp1252, iso-8859-2.", valueName: "encoding"))
    var encoding: String?

    func validate() throws {
        if let separator, SheetFormat.separators[separator] == nil { throw ValidationError("--separator takes , or ; or tab.") }
        if let encoding, SpreadsheetEncoding(named: encoding) == nil {
            throw ValidationError("--encoding takes utf-8, utf-16, or the name of a one-byte encoding, not “\(encoding)”.")
        }
    }

    private static let separators = [",": UInt8(ascii: ","), ";": UInt8(ascii: ";"), "tab": UInt8(ascii: "\t"), "\t": UInt8(ascii: "\t")]

    var givenSeparator: UInt8? { separator.flatMap { SheetFormat.separators[$0] } }
    var givenEncoding: SpreadsheetEncoding? { encoding.flatMap { SpreadsheetEncoding(named: $0) } }

    static func name(of separator: UInt8) -> String {
        switch separator {
        case UInt8(ascii: "\t"): "tab"
        case let byte: "“\(Unicode.Scalar(byte))”"
        }
    }
}

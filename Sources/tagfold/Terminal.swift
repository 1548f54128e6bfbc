import Glibc
import Reports

/// What the command says on standard output and standard error.
enum Terminal {
    /// Ends the command when standard output takes no more: what was printed would look complete.
    static func print(_ text: String) { prompt(text + "\n") }

    /// The same without a line break.
    static func prompt(_ text: String) {
        guard !write(text, to: 1) else { return }
        endForOutput()
    }

    /// A whole file on standard output: in its bytes, unless a terminal would obey what it holds.
    static func printFile(_ bytes: [UInt8], text: String) {
        guard isatty(1) != 1 else { return print(Escape.terminal(text, keepsLines: true)) }
        guard !bytes.withUnsafeBufferPointer({ writeAll($0, to: 1) }) else { return }
        endForOutput()
    }

    private static func endForOutput() {
        let reason = String(cString: strerror(errno)).lowercased()
        printError("cannot write to standard output: \(reason)")
        exit(CommandFailure.Code.badUsage.rawValue)
    }

    /// One line, whatever the text holds: it may quote file names.
    static func printError(_ text: String) { note("tagfold: " + Escape.terminal(text)) }

    static func note(_ text: String) { write(text + "\n", to: 2) }

    /// For messages that quote what may be of any length.
    static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return scalars.count > 1000 ? String(scalars.prefix(1000)) + "…" : text
    }

    /// Writes over the current line of standard error.
    static func noteInPlace(_ text: String) { write("\r\u{1B}[K" + text, to: 2) }

    static var errorIsTerminal: Bool { isatty(2) == 1 }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { writeAll($0, to: descriptor) }
    }
}

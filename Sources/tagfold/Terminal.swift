import Glibc
import Reports

/// What the command says on standard output and standard error.
enum Terminal {
    /// Ends the command when standard output takes no more: what was printed would look complete.
    static func print(_ text: String) { prompt(text + "\n") }

    /// The same without a line break.
    static func prompt(_ text: String) {
        guard !write(text, to: 1) else { return }
        let reason = String(cString: strerror(errno)).lowercased()
        printError("cannot write to standard output: \(reason)")
        exit(CommandFailure.Code.badUsage.rawValue)
    }

    /// One line, whatever the text holds: it may quote file names.
    static func printError(_ text: String) { note("tagfold: " + Escape.terminal(text)) }

    static func note(_ text: String) { write(text + "\n", to: 2) }

    /// Writes over the current line of standard error.
    static func noteInPlace(_ text: String) { write("\r\u{1B}[K" + text, to: 2) }

    static var errorIsTerminal: Bool { isatty(2) == 1 }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { writeAll($0, to: descriptor) }
    }
}

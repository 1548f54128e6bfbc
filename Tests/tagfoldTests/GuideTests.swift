import TestSupport
import Testing

/// What guides show, beside what the commands print.
@Suite("Guides")
struct GuideTests {
    @Test("the guide for hospital sites: every command prints what stands there")
    func hospitalSites() throws { try transcripts(of: "for-hospital-sites.md", example: "hospital-example", atLeast: 20) }

    /// From an empty folder to a run with a plugin in C and one in Swift, which is built here.
    @Test("the guide for plugin authors: every command prints what stands there")
    func pluginAuthors() throws { try transcripts(of: "for-plugin-authors.md", example: "plugin-example", atLeast: 12) }

    @Test("the guide for validation runs: every command prints what stands there")
    func validationRuns() throws { try transcripts(of: "for-validation-runs.md", example: "validation-example", atLeast: 15) }

    private func transcripts(of page: String, example name: String, atLeast count: Int) throws {
        let example = Places.repository + "/docs/" + name
        let folder = try TemporaryFolder()
        for name in try TemporaryFolder.names(in: example) { try folder.write(name, try TemporaryFolder.read(example + "/" + name)) }
        let commands = Transcript.commands(in: try TemporaryFolder.text(Places.repository + "/docs/" + page))
        #expect(commands.count >= count)
        for command in commands {
            let output = try command.run(in: folder.path)
            #expect(command.fits(output), "line \(command.line): $ \(command.text)\n\(output)")
        }
    }

    @Test("what a transcript leaves out", arguments: [
        ("a\nb", "a\nb", true), ("a\n…\nd", "a\nb\nc\nd", true), ("…", "", true), ("a\n…", "b", false), ("a … d", "a b c d", true), ("a … d", "a b c", false),
        ("a\nb", "a\nb\nc", false), ("…\nb\n…\nb", "b\nx\nb", true), ("a…a", "a", false),
    ])
    func patterns(_ shown: String, _ output: String, _ fits: Bool) {
        #expect(Transcript.Command(text: "", shown: shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), line: 1).fits(output) == fits)
    }
}

/// Commands in the code blocks of a page, each with the output that stands below it.
enum Transcript {
    struct Command {
        let text: String
        let shown: [String]
        let line: Int

        /// As a shell in that folder, with the built command in its path. Output and errors in the order they come.
        func run(in folder: String) throws -> String {
            let script = "cd \"$1\" && PATH=\"$2:$PATH\" && export PATH && { \(text)\n} 2>&1"
            return try TestSupport.Command("sh").run(["-c", script, "sh", folder, try Places.products()], seconds: 600).output
        }

        /// Whether the output is what is shown. `…` alone on a line stands for any lines, and within one for any text.
        func fits(_ output: String) -> Bool {
            var lines = output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
            if lines.last == "" { lines.removeLast() }
            return Transcript.fits(lines[...], shown[...]) { line, pattern in
                let parts = pattern.split(separator: "…", omittingEmptySubsequences: false).map { Array($0) }
                guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == pattern }
                return Transcript.holds(Array(line), first, parts.dropFirst().dropLast(), last)
            }
        }
    }

    static func commands(in page: String) -> [Command] {
        var (commands, isCode): ([Command], Bool) = ([], false)
        var open: (text: String, shown: [String], line: Int)?
        func close() {
            if let open { commands.append(Command(text: open.text, shown: open.shown, line: open.line)) }
            open = nil
        }
        for (number, line) in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated() {
            if line.hasPrefix("```") {
                close()
                isCode.toggle()
            } else if isCode, line.hasPrefix("$ ") {
                close()
                open = (String(line.dropFirst(2)), [], number + 1)
            } else {
                open?.shown.append(line)
            }
        }
        return commands
    }

    private static func fits(_ lines: ArraySlice<String>, _ shown: ArraySlice<String>, _ isAlike: (String, String) -> Bool) -> Bool {
        guard let pattern = shown.first else { return lines.isEmpty }
        if pattern == "…" {
            return (lines.startIndex...lines.endIndex).contains { fits(lines[$0...], shown.dropFirst(), isAlike) }
        }
        guard let line = lines.first, isAlike(line, pattern) else { return false }
        return fits(lines.dropFirst(), shown.dropFirst(), isAlike)
    }

    /// Whether a line begins and ends so, and has the rest between in order.
    private static func holds(_ line: [Character], _ first: [Character], _ middle: ArraySlice<[Character]>, _ last: [Character]) -> Bool {
        guard line.count >= first.count + last.count, line.starts(with: first), line.suffix(last.count).elementsEqual(last) else { return false }
        var rest = line[first.count..<(line.count - last.count)]
        for part in middle {
            guard let place = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return part.isEmpty && rest.isEmpty }
            rest = rest[(place + part.count)...]
        }
        return true
    }
}

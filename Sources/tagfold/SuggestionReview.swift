import Dictionaries
import Reports

/// Asks a person for each value that is not understood, and writes the draft after each answer.
struct SuggestionReview {
    private let suggestions: DictionarySuggestions
    private let folder: SynonymFolder
    private let file: DraftFile
    private(set) var draft: SuggestionDraft
    /// Those without an answer, then those that were skipped before.
    private let queue: [DictionarySuggestions.Suggestion]

    private enum Answer {
        case accept(SuggestionDraft.Target)
        case skip, back, quit
    }

    init(_ suggestions: DictionarySuggestions, folder: SynonymFolder, draft: SuggestionDraft, file: DraftFile) {
        self.suggestions = suggestions
        self.folder = folder
        self.draft = draft
        self.file = file
        let open = suggestions.suggestions.filter { suggestion in
            SuggestionDraft.writable(suggestion.value).map { draft.contains($0) && !draft.isAccepted($0) } ?? false
        }
        queue = open.filter { !draft.isSkipped($0.value) } + open.filter { draft.isSkipped($0.value) }
    }

    /// - Throws: `CommandFailure` when the draft cannot be written.
    mutating func run() throws {
        Terminal.print(queue.isEmpty ? "Nothing to review." : suggestions.summary)
        var place = 0
        while place < queue.count {
            let suggestion = queue[place]
            switch ask(suggestion, place) {
            case .accept(let target):
                draft.accept(suggestion.value, as: target)
                try file.write(draft)
                Terminal.print("  → \(Escape.terminal(target.name))")
                place += 1
            case .skip:
                draft.skip(suggestion.value)
                try file.write(draft)
                place += 1
            case .back: place = max(0, place - 1)
            case .quit: return
            }
        }
    }

    private func ask(_ suggestion: DictionarySuggestions.Suggestion, _ place: Int) -> Answer {
        Terminal.print("\n\(place + 1) of \(queue.count)")
        Terminal.print(([suggestions.title(suggestion)] + suggestions.candidateLines(suggestion)).joined(separator: "\n"))
        if draft.isAccepted(suggestion.value) { Terminal.print("     accepted already; an answer takes the place of that") }
        let numbers = suggestion.candidates.indices.map { "\($0 + 1)" }
        let keys = "[\((numbers + ["t", "m", "s", "b", "q"]).joined(separator: " "))]"
        while true {
            Terminal.prompt("\(keys) ")
            guard let line = readLine() else {
                Terminal.print("")
                return .quit
            }
            let word = line.drop { $0 == " " }.prefix { $0 != " " }
            let rest = line.drop { $0 == " " }.dropFirst(word.count).drop { $0 == " " }
            switch word.lowercased() {
            case "t":
                if let answer = term(String(rest)) { return answer }
            case "m": return .accept(.missing)
            case "s": return .skip
            case "b": return .back
            case "q": return .quit
            case let number where numbers.contains(number):
                guard let index = numbers.firstIndex(of: number) else { continue }
                return .accept(suggestion.candidates[index].term.map(SuggestionDraft.Target.term) ?? .missing)
            default:
                let first = numbers.isEmpty ? "" : "a number accepts, "
                Terminal.print("  \(first)t types a term, m is missing, s skips, b goes back, q quits")
            }
        }
    }

    /// Asks until the dictionary knows the term. Nil when nothing is typed.
    private func term(_ typed: String) -> Answer? {
        var typed = typed
        while true {
            if typed.isEmpty {
                Terminal.prompt("  term: ")
                guard let line = readLine() else { return .quit }
                typed = line
            }
            guard typed.contains(where: { $0 != " " }) else { return nil }
            if let term = folder.fold(typed)?.term, term.name != SuggestionDraft.placeholder { return .accept(.term(term.name)) }
            Terminal.print("  the dictionary knows no term “\(Escape.terminal(typed))”; an empty line goes back to the question")
            typed = ""
        }
    }
}

extension SuggestionDraft.Target {
    fileprivate var name: String {
        switch self {
        case .term(let name): name
        case .missing: "stands for missing"
        case .open: SuggestionDraft.placeholder
        }
    }
}

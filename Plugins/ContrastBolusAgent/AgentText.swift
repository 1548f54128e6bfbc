/// Text that names several agents, or beside them amounts and what they were flushed with.
enum AgentText {
    /// What stands between marks and words that join, without amounts and flushes.
    static func pieces(of text: String) -> [String] {
        var pieces: [[Substring]] = [[]]
        for part in text.split(separator: " ") {
            guard part.uppercased() != "AND" else {
                pieces.append([])
                continue
            }
            // A rate: 2.5ML/SEC.
            if part.contains("/"), isNoAgent(part) { continue }
            for (number, word) in part.split(omittingEmptySubsequences: false, whereSeparator: { "/&+,;".contains($0) }).enumerated() {
                if number > 0 { pieces.append([]) }
                if !word.isEmpty { pieces[pieces.count - 1].append(word) }
            }
        }
        return pieces.map { $0.joined(separator: " ") }.filter { !$0.isEmpty && !isNoAgent($0) }
    }

    /// Amounts and flushes alone, which are no agent where one stands beside them: `100 ML`, `370MGI`, `20 ML NACL 0.9`.
    static func isNoAgent(_ text: some StringProtocol) -> Bool {
        let words = text.uppercased().split { !($0.isLetter || $0.isNumber) }
        guard words.contains(where: { $0.first?.isNumber == true || flushes.contains(String($0)) }) else { return false }
        return words.allSatisfy { flushes.contains(String($0)) || units.contains(String($0.drop(while: \.isNumber))) }
    }

    private static let flushes: Set<String> = ["SALINE", "NORMAL", "NACL", "NS", "FLUSH", "CHASER"]
    private static let units: Set<String> = ["", "ML", "CC", "CCS", "MG", "MGI", "MGML", "MMOL", "G", "L", "S", "SEC", "KG"]
}

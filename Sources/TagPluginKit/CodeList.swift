/// The values of an attribute of code strings (CS).
public struct CodeList: Sendable, Hashable {
    /// In upper case, with single spaces inside and none around; empty where there is nothing between two separators.
    public var codes: [String]
    /// Names of the repairs.
    public var repairs: [String]

    public init(codes: [String], repairs: [String]) {
        self.codes = codes
        self.repairs = repairs
    }
}

extension Input {
    /// The value as a list of code strings, as files write them.
    ///
    /// Backslashes separate. Lists that a tool printed are read by the repair "stringified list"; values parted by commas,
    /// slashes, the yen sign that stands for a backslash in Japanese files and the like, or by spaces, by "values not
    /// separated by backslash"; small letters by "lower case".
    ///
    /// - Parameter isKnown: whether a code, in upper case, is one that the attribute may hold. What is known as it stands is
    ///   never taken apart; what spaces part only where each part is known.
    public func codes(_ tag: InputTag = .first, isKnown: (String) -> Bool) -> CodeList {
        CodeList(texts(tag), isKnown: isKnown)
    }
}

extension CodeList {
    /// The codes of a list of texts; see ``Input/codes(_:isKnown:)``.
    public init(_ list: TextList, isKnown: (String) -> Bool) {
        var repairs = list.repairs
        var codes: [String] = []
        var hasSmallLetters = false
        for element in list.elements {
            let code = CodeList.normalized(element)
            hasSmallLetters = hasSmallLetters || CodeList.withSingleSpaces(element) != code
            if let parts = CodeList.parts(of: code, isKnown) {
                repairs.insert(.separatedList)
                codes += parts
            } else {
                codes.append(code)
            }
        }
        self.init(codes: codes, repairs: repairs.rules + (hasSmallLetters ? ["lower case"] : []))
    }

    /// A code as it is compared: in upper case, with single spaces inside and none around.
    public static func normalized(_ text: String) -> String {
        withSingleSpaces(text).uppercased()
    }

    private static func withSingleSpaces(_ text: String) -> String {
        text.split { $0.isWhitespace || $0 == "\0" }.joined(separator: " ")
    }

    /// What the text is made of, nil when it is one code.
    private static func parts(of code: String, _ isKnown: (String) -> Bool) -> [String]? {
        guard !code.isEmpty, code.utf8.count <= longest, !isKnown(code) else { return nil }
        let marked = code.split(whereSeparator: marks.contains).map { normalized(String($0)) }.filter { !$0.isEmpty }
        if marked.count > 1, let first = marked.first, isKnown(first) { return marked }
        let spaced = code.split { $0 == " " || $0 == "_" || $0 == "-" }.map(String.init)
        return spaced.count > 1 && spaced.allSatisfy(isKnown) ? spaced : nil
    }

    /// Longer texts are no lists of codes.
    private static let longest = 1024
    private static let marks: Set<Character> = [",", ";", "|", "/", "^", "+", "&", ":", "¥", "₩", "'", "\"", "[", "]", "(", ")", "{", "}"]
}

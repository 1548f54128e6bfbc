/// A plugin to begin with: a package that builds, passes its checks, and parses one tag.
package struct PluginTemplate: Sendable {
    package enum Language: String, CaseIterable, Sendable {
        case swift, c
    }

    package enum Kind: Sendable {
        case number
        case label
    }

    /// What a new plugin parses.
    package struct Subject: Sendable {
        /// Attribute path.
        let tag: String
        let column: String
        let kind: Kind
        let vr: String
        /// UCUM code; empty for none.
        let unit: String

        package init(tag: String, column: String, kind: Kind, vr: String, unit: String) {
            self.tag = tag
            self.column = column
            self.kind = kind
            self.vr = vr
            self.unit = unit
        }
    }

    /// Where a Swift package gets tagfold from.
    package enum Source: Sendable {
        case path(String)
        case url(String)
    }

    package struct File: Sendable {
        package let name: String
        package let text: String
    }

    let name: String
    let subject: Subject

    package init(name: String, subject: Subject) {
        self.name = name
        self.subject = subject
    }

    /// - Parameter header: the text of `tagplugin.h`.
    package func c(header: String) -> [File] {
        [
            File(name: "\(name).c", text: filled(PluginTemplate.cSource(subject.kind))), File(name: "tagplugin.h", text: header),
            File(name: "vectors.txt", text: vectors), File(name: "Makefile", text: filled(PluginTemplate.cMakefile)),
            File(name: "README.md", text: filled(PluginTemplate.readme(.c))), File(name: ".gitignore", text: "build/\n"),
        ]
    }

    package func swift(tagfold: Source) -> [File] {
        let dependency = switch tagfold {
        case .path(let path): ".package(name: \"tagfold\", path: \(PluginTemplate.quoted(path)))"
        case .url(let url): ".package(url: \(PluginTemplate.quoted(url)), branch: \"main\")"
        }
        return [
            File(name: "Package.swift", text: filled(PluginTemplate.manifest, ["DEPENDENCY": dependency])),
            File(name: "Sources/\(name)/\(name).swift", text: filled(PluginTemplate.swiftSource(subject.kind))),
            File(name: "vectors.txt", text: vectors), File(name: "Makefile", text: filled(PluginTemplate.swiftMakefile)),
            File(name: "README.md", text: filled(PluginTemplate.readme(.swift))), File(name: ".gitignore", text: ".build/\n"),
        ]
    }

    private var vectors: String { filled(PluginTemplate.vectors(subject.kind, hasUnit: !subject.unit.isEmpty)) }

    private func filled(_ text: String, _ more: [String: String] = [:]) -> String {
        let quotedTag = PluginTemplate.quoted(subject.tag)
        let words = [
            "NAME": name, "TAG": subject.tag, "QUOTED_TAG": quotedTag, "COLUMN": subject.column, "VR": subject.vr, "UNIT": subject.unit,
            "UNITS": subject.unit.isEmpty ? "[]" : "[\(PluginTemplate.quoted(subject.unit))]",
        ].merging(more) { _, own in own }
        // Once through the text, so that nothing that was filled in is filled again. What is in braces for C stays.
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "{{") {
            result += rest[..<start.lowerBound]
            let inside = rest[start.upperBound...]
            let word = inside.prefix { $0.isUppercase || $0 == "_" }
            guard let filling = words[String(word)], inside[word.endIndex...].hasPrefix("}}") else {
                result += "{"
                rest = rest[rest.index(after: start.lowerBound)...]
                continue
            }
            result += filling
            rest = inside[word.endIndex...].dropFirst(2)
        }
        return result + rest
    }

    /// As a string literal of C and of Swift.
    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

extension Substring {
    /// The first place of two characters.
    fileprivate func range(of pair: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(pair) { return place..<index(place, offsetBy: pair.count) }
            formIndex(after: &place)
        }
        return nil
    }
}

// MARK: Names
extension PluginTemplate {
    package static func isUnit(_ text: String) -> Bool { UCUM.isCode(text) }

    /// Why a plugin cannot be called so, or nil. A name is part of a symbol of C, and the name of a module of Swift.
    package static func fault(ofName name: String) -> String? {
        guard let first = name.utf8.first else { return "a plugin needs a name" }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let isPlain = name.utf8.allSatisfy { byte in
            digits ~= byte || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte || (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= byte
        }
        guard isPlain, !(digits ~= first) else { return "letters, digits and _ make a name, and no digit begins it" }
        guard name.utf8.count <= 64 else { return "a name has 64 characters at most" }
        guard name.contains(where: { $0 != "_" }) else { return "a name has a letter" }
        guard !reserved.contains(name) else { return "it means something else in Swift" }
        return nil
    }

    private static let reserved: Set<String> = [
        "Any", "Self", "Type", "Protocol", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum",
        "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "private",
        "precedencegroup", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
        "typealias", "var", "where", "while", "main", "Swift", "Glibc", "Foundation", "Dispatch", "TagPluginKit", "CTagPlugin", "tagfold", "XCTest", "Testing",
    ]
}

extension PluginTemplate {
    static let manifest = """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "{{NAME}}",
            products: [.library(name: "{{NAME}}", type: .dynamic, targets: ["{{NAME}}"])],
            dependencies: [{{DEPENDENCY}}],
            targets: [.target(name: "{{NAME}}", dependencies: [.product(name: "TagPluginKit", package: "tagfold")])]
        )

        """

    static func swiftSource(_ kind: Kind) -> String {
        #"""
        import TagPluginKit

        @c(tagplugin_{{NAME}})
        public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
            let description = PluginDescription(name: "{{NAME}}", version: "1.0.0", summary: "what {{COLUMN}} says")
            return register(description, host, plugin) { _ in [{{NAME}}Parser()] }
        }

        """# + (kind == .number ? swiftNumberParser : swiftLabelParser)
    }

    private static let swiftNumberParser = #"""

        /// What holds of {{COLUMN}} is yours to say here: what zero means, what cannot be, which units are glued on.
        struct {{NAME}}Parser: TagParser {
            let claim: Claim
            private let column: NumericColumn

            init() {
                var claim = Claim()
                claim.claimed({{QUOTED_TAG}})
                // The unit is a UCUM code, such as mm.
                column = claim.number("{{COLUMN}}", unit: "{{UNIT}}", "what {{COLUMN}} says")
                self.claim = claim
            }

            /// Anything thrown rejects the value. Never put a value into a reason: reports leave the hospital.
            func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
                if let rule = input.sentinel() { return answer.missing(rule) }
                let number = try input.single(units: {{UNITS}})
                guard number.value != 0 else { return answer.missing("zero means not recorded") }
                guard number.value > 0 else { throw Rejection("negative") }
                answer.repaired(number.repairs)
                answer.number(column, number.value)
            }
        }

        """#

    private static let swiftLabelParser = #"""

        /// What holds of {{COLUMN}} is yours to say here: which codes there are, what they are also called.
        struct {{NAME}}Parser: TagParser {
            let claim: Claim
            private let column: LabelColumn

            init() {
                var claim = Claim()
                claim.claimed({{QUOTED_TAG}})
                column = claim.label("{{COLUMN}}", "what {{COLUMN}} says")
                self.claim = claim
            }

            /// Anything thrown rejects the value. Never put a value into a reason: reports leave the hospital.
            func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
                if let rule = input.sentinel() { return answer.missing(rule) }
                let value = trimmed(input.text())
                guard !value.isEmpty else { return answer.missing("no value") }
                guard !value.contains(UInt8(ascii: "\\")) else { throw Rejection("several values") }
                guard value.count <= 64 else { throw Rejection("longer than 64 characters") }
                let code = value.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
                guard code.allSatisfy(Self.letters.contains) else { throw Rejection("not a code") }
                if code != value { answer.repaired("upper case") }
                answer.label(column, String(decoding: code, as: UTF8.self))
            }

            private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-".utf8)

            private func trimmed(_ text: String) -> [UInt8] {
                func isPadding(_ byte: UInt8) -> Bool { byte == 0 || byte == UInt8(ascii: " ") }
                return text.utf8.drop(while: isPadding).reversed().drop(while: isPadding).reversed()
            }
        }

        """#

    static let swiftMakefile = """
        SWIFT ?= swift
        # The tagfold command that checks the plugin.
        TAGFOLD ?= tagfold

        # Plugins that others can write are refused, whatever the umask of whoever builds.
        .PHONY: build test clean
        build:
        \tumask 022 && $(SWIFT) build -c release

        test: build
        \t$(TAGFOLD) plugin verify .build/release/lib{{NAME}}.so --vectors vectors.txt

        clean:
        \trm -rf .build

        """
}

// MARK: Both languages
extension PluginTemplate {
    static func vectors(_ kind: Kind, hasUnit: Bool) -> String {
        var lines = ["# What {{NAME}} answers to what: the format is docs/plugin-vectors.md of tagfold. Fields are parted by tabs.", ""]
        func vector(_ value: String?, _ outcomes: String...) {
            lines.append((["{{TAG}}" + (value.map { ":{{VR}}=" + $0 } ?? ""), "=>"] + outcomes).joined(separator: "\t"))
        }
        switch kind {
        case .number:
            for value in ["350", "350.0", " 350 ", "+350", "3.5e2", "0350", "350%00"] { vector(value, "{{COLUMN}}=350") }
            vector("350,0", "{{COLUMN}}=350", "repaired: decimal comma")
            if hasUnit {
                vector("350{{UNIT}}", "{{COLUMN}}=350", "repaired: unit suffix")
                vector("350 {{UNIT}}", "{{COLUMN}}=350", "repaired: unit suffix")
            }
            lines += ["", "# What stands for missing"]
            for value in ["0", "0.0", "-0"] { vector(value, "missing: zero means not recorded") }
            lines += ["", "# Not understood"]
            for (value, reason) in [
                ("-350", "negative"), ("350 parsec", "text after the number"), ("large", "not a number"), (#"350\360"#, "several values"), ("1e999", "number out of range"),
            ] {
                vector(value, "rejected: \(reason)")
            }
        case .label:
            for value in ["KNOWN", " KNOWN ", "KNOWN%00"] { vector(value, "{{COLUMN}}=KNOWN") }
            vector("known", "{{COLUMN}}=KNOWN", "repaired: upper case")
            vector("Half Known", "{{COLUMN}}=HALF KNOWN", "repaired: upper case")
            vector("A_B-1", "{{COLUMN}}=A_B-1")
            lines += ["", "# Not understood"]
            vector(#"ONE\TWO"#, "rejected: several values")
            vector("ONE^TWO", "rejected: not a code")
            vector("Größe", "rejected: not a code")
            vector(String(repeating: "LONG", count: 17), "rejected: longer than 64 characters")
            lines += ["", "# What stands for missing"]
        }
        vector("UNKNOWN", "missing: the word UNKNOWN")
        vector("n/a", "missing: the word N/A")
        vector("None", "missing: the word NONE")
        vector("(blank)", "missing: the word BLANK")
        vector("", "missing: no value")
        vector(nil, "missing: no value")
        return lines.joined(separator: "\n") + "\n"
    }

    static func readme(_ language: Language) -> String {
        let (library, source, build) =
            language == .c ? ("build/lib{{NAME}}.so", "{{NAME}}.c", "make") : (".build/release/lib{{NAME}}.so", "Sources/{{NAME}}/{{NAME}}.swift", "make build")
        let folder = language == .c ? "build" : ".build/release"
        return """
            # {{NAME}}

            A parser plugin of tagfold: {{TAG}}, as the column {{COLUMN}}.

            ```
            \(build)          # \(library)
            make test     # tagfold plugin verify: the contract, and the vectors of vectors.txt
            tagfold plugin list --plugins \(folder)
            tagfold run /archive --plugins \(folder) --out results
            ```

            - [vectors.txt](vectors.txt) says what the plugin answers to what; write a line there before you change the code.
            - [\(source)](\(source)) is the parser.
            - A reason or a rule never holds a value: reports leave the hospital.

            """
    }
}

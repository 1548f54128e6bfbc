import CTagPlugin
import Dictionaries

extension ConformanceCheck {
    static let description = [
        ConformanceCheck("abi-version", "it is built for ABI \(TAGPLUGIN_ABI_MAJOR)", why: "a host refuses a plugin of another major version") { bench in
            let version = try bench.session().declaration.abiVersion
            guard version >> 16 == TAGPLUGIN_ABI_MAJOR else { throw Fault("it says \(version >> 16).\(version & 0xFFFF): set abi_version to TAGPLUGIN_ABI_VERSION") }
            guard version & 0xFFFF <= TAGPLUGIN_ABI_MINOR else { return .warned("it is built for \(version >> 16).\(version & 0xFFFF), which is newer than this host") }
            return .passed("\(version >> 16).\(version & 0xFFFF)")
        },
        ConformanceCheck("plugin-name", "it calls itself as its file is called", why: "options, locks and reports name plugins by it") { bench in
            guard let name = try bench.session().declaration.name else { throw Fault("its name is not UTF-8") }
            guard name == bench.name else { throw Fault("it calls itself “\(name)”, its file \(bench.name ?? "")") }
            return .passed()
        },
        ConformanceCheck("plugin-version", "it has a version such as 1.0.0", why: "every value in a report can be traced to the version that made it") { bench in
            guard let version = try bench.session().declaration.version else { throw Fault("its version is not UTF-8") }
            guard isSemantic(version) else { throw Fault("“\(version)” is not major.minor.patch (semver.org)") }
            return .passed(version)
        },
        ConformanceCheck("plugin-description", "it says in one line what it parses", why: "“tagfold plugin list” shows it") { bench in
            guard let text = try bench.session().declaration.description else { throw Fault("it is not UTF-8, or longer than \(tagplugin_text.mostBytes) bytes") }
            guard !text.isEmpty else { return .warned("the description is empty") }
            guard !text.contains(where: \.isNewline) else { return .warned("it has several lines") }
            return .passed()
        },
        ConformanceCheck("claims", "every claim is of a known kind, and has inputs and columns", why: "a host refuses the plugin for one that is not") { bench in
            let claims = try bench.session().declaration.claims
            for (number, claim) in claims.enumerated() {
                if let fault = fault(claim) { throw Fault("claim \(number): \(fault)") }
            }
            return .passed("\(claims.count)")
        },
        ConformanceCheck("inputs-known", "the data dictionary knows every input", why: "a slip in a keyword claims nothing at all") { bench in
            guard let folder = bench.dictionaries else { return .skipped("no data dictionary was found") }
            let data = try DictionarySet.dataDictionary(folder: folder)
            let paths = try bench.session().declaration.claims.flatMap(\.inputs).map(\.path)
            for path in paths {
                guard let path else { throw Fault("the path of an input is not UTF-8") }
                guard data.path(path) != nil else { throw Fault("no data dictionary knows “\(path)”") }
            }
            return .passed("\(paths.count)")
        },
        ConformanceCheck("inputs-once", "no claim names an input twice, and no two claims parse one tag", why: "a tag is parsed once") { bench in
            let claims = try bench.session().declaration.claims
            for claim in claims where Set(claim.inputs.map(\.path)).count < claim.inputs.count { throw Fault("a claim names an input twice") }
            let claimed = claims.flatMap(\.inputs).filter { $0.role == TAGPLUGIN_ROLE_CLAIMED }.map(\.path)
            if let twice = claimed.first(where: { path in claimed.count { $0 == path } > 1 }) { throw Fault("two claims parse “\(twice ?? "")”") }
            return .passed()
        },
        ConformanceCheck("conditions", "it starts where dictionaries ask for context", why: "a site may add entries that hold for one maker alone") { bench in
            let session = try bench.session(conditions: ["Modality", "Manufacturer", "BodyPartExamined"])
            for (number, claim) in session.declaration.claims.enumerated() { _ = try session.ask(number, bench.items(claim, ["KNEE", "12.5"])) }
            return .passed()
        },
        ConformanceCheck("column-names", "names of columns are letters, digits and _, each given once", why: "they are column names of a table, and settings name them") { bench in
            let session = try bench.session()
            var seen: Set<String> = []
            // The columns of a claim on every tag are named by their tags.
            for claim in session.declaration.claims where !claim.isEvery {
                for column in claim.columns {
                    guard column.isNameText else { throw Fault("a name is not UTF-8") }
                    let isPlain = column.name.utf8.allSatisfy { byte in byte == UInt8(ascii: "_") || byte < 128 && Character(Unicode.Scalar(byte)).isLetterOrDigit }
                    guard isPlain else { throw Fault("“\(column.name)” has other characters") }
                    let name = column.name.isEmpty ? Session.keyword(claim) : column.name
                    guard seen.insert(name).inserted else { throw Fault("“\(name)” is given twice") }
                }
            }
            return .passed("\(seen.count)")
        },
        ConformanceCheck("column-kinds", "columns are numbers, labels or flags, of 1 to 1024 components", why: "a host refuses others") { bench in
            for column in try bench.session().declaration.claims.flatMap(\.columns) {
                guard column.kind <= TAGPLUGIN_KIND_FLAG else { throw Fault("“\(column.name)” has the unknown kind \(column.kind)") }
                guard (1...1024).contains(column.components) else { throw Fault("“\(column.name)” has \(column.components) components") }
            }
            return .passed()
        },
        ConformanceCheck("column-units", "units are UCUM codes, and only numbers have one", why: "a program can convert mm; it cannot guess “millimetres”") { bench in
            for column in try bench.session().declaration.claims.flatMap(\.columns) {
                guard let unit = column.unit else { throw Fault("the unit of “\(column.name)” is not UTF-8") }
                guard unit.isEmpty || column.kind == TAGPLUGIN_KIND_NUMERIC else { throw Fault("“\(column.name)” holds no numbers, but has a unit") }
                guard unit.isEmpty || UCUM.isCode(unit) else { throw Fault("“\(unit)”, of “\(column.name)”, is no UCUM code") }
            }
            return .passed()
        },
        ConformanceCheck("column-descriptions", "every column says what it holds", why: "schemas and reports show it", isAdvice: true) { bench in
            for column in try bench.session().declaration.claims.flatMap(\.columns) where column.description?.isEmpty ?? true {
                throw Fault("“\(column.name)” does not")
            }
            return .passed()
        },
        ConformanceCheck("reserved-fields", "reserved fields and unknown flags are 0", why: "a later version gives them a meaning", isAdvice: true) { bench in
            let declaration = try bench.session().declaration
            guard declaration.flags & ~TAGPLUGIN_THREAD_SAFE == 0 else { throw Fault("the plugin's flags are \(declaration.flags)") }
            for claim in declaration.claims {
                guard claim.reserved == 0, claim.flags & ~TAGPLUGIN_CLAIM_INFERS == 0 else { throw Fault("those of a claim are not") }
                guard claim.inputs.allSatisfy({ $0.reserved == 0 }) else { throw Fault("those of an input are not") }
            }
            return .passed()
        },
    ]

    private static func fault(_ claim: Declaration.Claim) -> String? {
        guard !claim.columns.isEmpty else { return "it has no column" }
        if let input = claim.inputs.first(where: { $0.role > TAGPLUGIN_ROLE_CONTEXT }) { return "the input “\(input.path ?? "")” has the unknown role \(input.role)" }
        switch claim.kind {
        case TAGPLUGIN_CLAIM_TUPLE:
            return claim.inputs.contains { $0.role == TAGPLUGIN_ROLE_CLAIMED } ? nil : "it claims no input"
        case TAGPLUGIN_CLAIM_EVERY:
            guard claim.inputs.isEmpty else { return "a claim on every tag has inputs of its own" }
            guard let vrs = claim.vrs, !vrs.isEmpty else { return "a claim on every tag names no value representation" }
            guard claim.columns.map(\.name) == [""] else { return "a claim on every tag has one column, and that without a name" }
            return nil
        default: return "it is of the unknown kind \(claim.kind)"
        }
    }

    /// `major.minor.patch`, perhaps with `-pre` and `+build`.
    private static func isSemantic(_ version: String) -> Bool {
        let core = version.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let parts = core.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && version.last != "-" && version.last != "+"
            && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && ($0 == "0" || $0.first != "0") }
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}

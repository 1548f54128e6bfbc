import ArgumentParser
import DICOM
import Dictionaries
import Glibc
import PluginConformance
import Reports

struct PluginNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a package for a new plugin: parser, test vectors, README, and what builds and checks it.",
        discussion: """
            The package parses one tag, and passes “tagfold plugin verify” as it is. One in C needs a C compiler and nothing \
            else; one in Swift needs tagfold's source, whose path or URL --tagfold names.

            EXAMPLE: tagfold plugin new Diameter --language c --tag ReconstructionDiameter --unit mm
            """)

    @Argument(help: "Its name: letters, digits and _.")
    var name: String

    @Option(help: "The language: swift or c.")
    var language: PluginTemplate.Language

    @Option(
        help: ArgumentHelp("The attribute that it parses; by default the one that is called as the plugin, or else \(PluginNewCommand.usualTag).", valueName: "keyword"))
    var tag: String?

    @Option(help: ArgumentHelp("Unit of its numbers, a UCUM code.", valueName: "unit"))
    var unit: String?

    @Option(help: ArgumentHelp("The folder to make; by default one called as the plugin, here.", valueName: "folder"))
    var out: String?

    @Option(help: ArgumentHelp("Swift: tagfold's source, a folder or a URL. By default that which this command was built in.", valueName: "path|url"))
    var tagfold: String?

    @OptionGroup var dictionaries: DictionaryFolder

    /// One that no plugin of this tree claims by name.
    private static let usualTag = "ReconstructionDiameter"

    func validate() throws {
        if let fault = PluginTemplate.fault(ofName: name) { throw ValidationError("“\(name)” cannot be the name of a plugin: \(fault).") }
        if tagfold != nil, language == .c { throw ValidationError("--tagfold goes with --language swift.") }
    }

    func run() throws {
        for folder in InstalledFiles.pluginFolders() where InstalledFiles.exists("\(folder)/lib\(name).so") {
            throw CommandFailure(.badUsage, "a plugin called \(name) lies with this command already")
        }
        let template = PluginTemplate(name: name, subject: try subject())
        let files = language == .c ? template.c(header: try header()) : template.swift(tagfold: try source())
        let folder = out ?? name
        try make(folder)
        for file in files {
            let slash = file.name.lastIndex(of: "/")
            let parent = slash.map { folder + "/" + file.name[..<$0] } ?? folder
            try OutputFolder(parent, isShareable: true).write(String(file.name[(slash.map(file.name.index(after:)) ?? file.name.startIndex)...]), Array(file.text.utf8), isShareable: true)
        }
        Terminal.print("\(Escape.terminal(folder))/")
        for file in files { Terminal.print("  \(file.name)") }
        Terminal.print("Next: cd \(Escape.terminal(folder)) && make test")
    }

    // MARK: What is parsed

    private func subject() throws -> PluginTemplate.Subject {
        let data = try dictionaries.loadData()
        let tag = tag ?? (data.entry(keyword: name) == nil ? PluginNewCommand.usualTag : name)
        guard let path = data.path(tag) else { throw CommandFailure(.badUsage, "no data dictionary knows the attribute “\(tag)”") }
        let entry = data.entry(path.leaf.tag, creator: path.leaf.creator)
        let vr = entry?.representations.first?.name ?? "UN"
        guard !["SQ", "OB", "OW", "OF", "OD", "OL", "OV"].contains(vr) else {
            throw CommandFailure(.badUsage, "“\(tag)” holds \(vr == "SQ" ? "a sequence" : "bytes"), which plugins do not get: name an attribute with text or numbers")
        }
        let isNumber = ["DS", "IS", "FL", "FD", "SL", "SS", "SV", "UL", "US", "UV"].contains(vr)
        if unit != nil, !isNumber { throw CommandFailure(.badUsage, "--unit: “\(tag)” holds no numbers") }
        if let unit, !PluginTemplate.isUnit(unit) { throw CommandFailure(.badUsage, "--unit: “\(unit)” is no UCUM code") }
        let isKeyword = PluginTemplate.fault(ofName: tag) == nil
        return PluginTemplate.Subject(
            tag: tag, column: isKeyword ? tag : name, kind: isNumber ? .number : .label, vr: vr,
            unit: unit ?? (tag == PluginNewCommand.usualTag ? "mm" : ""))
    }

    // MARK: Where it comes from and goes to

    private func header() throws -> String {
        guard let path = InstalledFiles.header() else {
            throw CommandFailure(.badUsage, "tagplugin.h was not found beside the command: install tagfold with “make install”")
        }
        return String(decoding: try InputFile.read(path, as: .configuration), as: UTF8.self)
    }

    private func source() throws -> PluginTemplate.Source {
        guard let tagfold = tagfold ?? InstalledFiles.sourceTree() else {
            throw CommandFailure(.badUsage, "a plugin in Swift is built with tagfold's source: name its folder or its URL with --tagfold")
        }
        if tagfold.contains("://") || tagfold.hasPrefix("git@") { return .url(tagfold) }
        guard let resolved = realpath(tagfold, nil) else { throw CommandFailure(.badUsage, "--tagfold: there is no folder \(tagfold)") }
        defer { free(resolved) }
        let path = String(cString: resolved)
        guard InstalledFiles.isSourceTree(path) else { throw CommandFailure(.badUsage, "--tagfold: \(path) is not tagfold's source") }
        return .path(path)
    }

    /// - Throws: `CommandFailure` when something is there already: nothing is ever overwritten.
    private func make(_ folder: String) throws {
        guard mkdir(folder, 0o755) == 0 else {
            let reason = errno == EEXIST ? "it is there already" : String(cString: strerror(errno)).lowercased()
            throw CommandFailure(.badUsage, "cannot make the folder \(folder): \(reason)")
        }
    }
}

extension PluginTemplate.Language: ExpressibleByArgument {}

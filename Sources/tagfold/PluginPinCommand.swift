import ArgumentParser
import PluginHost
import Reports

struct PluginPinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin",
        abstract: "Writes down the SHA-256 of the plugins in a folder; from then on only these load from it.",
        discussion: """
            Writes plugins.lock into each folder, in the form of sha256sum, so that “sha256sum -c plugins.lock” checks it \
            too. Run it again when plugins have changed on purpose; it tells what is new, changed or gone. Removing the \
            file ends it.

            EXAMPLE: tagfold plugin pin ~/my-plugins
            """)

    @Argument(help: ArgumentHelp("Folders of plugins. Without any, those that lie with the command.", valueName: "folder"))
    var folders: [String] = []

    func run() throws {
        for folder in folders.isEmpty ? InstalledFiles.pluginFolders() : folders { try pin(folder) }
    }

    private func pin(_ folder: String) throws {
        guard InstalledFiles.isFolder(folder) else { throw CommandFailure(.badUsage, "there is no folder \(folder)") }
        do {
            // A lock that cannot be read is written anew.
            let before = (try? PluginLock(folder: folder))?.entries ?? []
            let lock = try PluginLock(of: folder)
            try OutputFolder(folder).write(PluginLock.fileName, Array(lock.text.utf8), isShareable: true)
            Terminal.print(Escape.terminal("\(folder)/\(PluginLock.fileName)") + ":")
            for entry in lock.entries {
                let old = before.first { $0.name == entry.name }
                let change = old == nil ? "new" : old == entry ? "as before" : "changed"
                Terminal.print("  \(Escape.terminal(entry.name))  \(entry.hash.prefix(12))…  \(change)")
            }
            for entry in before where !lock.entries.contains(where: { $0.name == entry.name }) {
                Terminal.print("  \(Escape.terminal(entry.name))  \(entry.hash.prefix(12))…  gone")
            }
            if lock.entries.isEmpty { Terminal.note("no plugin is in \(Escape.terminal(folder)): none will load from it") }
        } catch let refusal as PluginRefusal {
            throw CommandFailure(.badUsage, "\(refusal.path): \(refusal.reason)")
        }
    }
}

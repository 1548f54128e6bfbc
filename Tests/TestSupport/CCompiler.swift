/// Builds the fixture plugins: small C files that would be in the way of the command if the package built them, since it
/// loads every plugin that lies beside it.
public struct CCompiler: Sendable {
    private let command: Command

    /// The first compiler that answers.
    public init() throws {
        for name in ["cc", "clang", "gcc"] {
            let command = Command(name)
            if let answer = try? command.run(["--version"]), answer.code == 0 {
                self.command = command
                return
            }
        }
        throw SupportFailure("no C compiler is in PATH: install gcc or clang")
    }

    /// Builds `Tests/FixturePlugins/<source>.c` as a plugin library.
    /// - Returns: path of `lib<name>.so`.
    public func plugin(_ name: String, from source: String, defines: [String: String] = [:], in folder: TemporaryFolder) throws -> String {
        let definitions = defines.merging(["NAME": name]) { own, _ in own }
        return try library("lib\(name).so", from: "FixturePlugins/\(source).c", header: "CTagPlugin", definitions, in: folder)
    }

    /// Builds `Tests/FixtureBackends/<source>.c` as a rendering backend.
    /// - Returns: its path.
    public func renderer(from source: String, defines: [String: String] = [:], in folder: TemporaryFolder) throws -> String {
        try library("lib\(source).so", from: "FixtureBackends/\(source).c", header: "CRenderer", defines, in: folder)
    }

    private func library(_ name: String, from source: String, header target: String, _ defines: [String: String], in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/" + name
        let flags = ["-std=gnu99", "-pthread", "-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared", "-fvisibility=hidden"]
        let definitions = defines.sorted { $0.key < $1.key }.map { "-D\($0.key)=\($0.value)" }
        let files = ["-I\(Places.repository)/Sources/\(target)/include", "\(Places.repository)/Tests/\(source)", "-o", path]
        let result = try command.run(flags + definitions + files)
        guard result.code == 0 else { throw SupportFailure("\(source) does not compile:\n\(result.error)") }
        return path
    }
}

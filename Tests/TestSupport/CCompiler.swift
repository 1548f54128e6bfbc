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
        let target = folder.path + "/lib\(name).so"
        let flags = ["-std=gnu99", "-pthread", "-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared", "-fvisibility=hidden"]
        let definitions = defines.merging(["NAME": name]) { own, _ in own }.sorted { $0.key < $1.key }.map { "-D\($0.key)=\($0.value)" }
        let files = ["-I\(Places.repository)/Sources/CTagPlugin/include", "\(Places.repository)/Tests/FixturePlugins/\(source).c", "-o", target]
        let result = try command.run(flags + definitions + files)
        guard result.code == 0 else { throw SupportFailure("\(source).c does not compile:\n\(result.error)") }
        return target
    }
}

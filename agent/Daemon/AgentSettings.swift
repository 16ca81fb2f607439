import AgentSocket
import CommandLine
import Configuration
import Glibc

/// Everything about the agent that its user may decide.
enum AgentSettings {
    static let logFormat = Setting<String>.choice(
        "log-format", "How log lines look.", of: ["text", "json"], fallback: "text")
    static let logLevel = Setting<String>.choice(
        "log-level", "The least that is logged.", of: ["debug", "info", "warning", "error"],
        fallback: "info")

    static let all = Settings([logFormat.declaration, logLevel.declaration])

    /// Flags, then the environment, then the file if there is one, then the defaults.
    static func resolve(
        _ invocation: Invocation, environment: [String: String]
    ) throws -> Configuration {
        let file = try AgentPlace(environment: environment).configFile
        return try all.resolve(
            invocation, environment: environment,
            file: access(file, F_OK) == 0 ? SettingsFile(path: file) : nil)
    }
}

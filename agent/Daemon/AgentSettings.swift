import AgentSocket
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

    /// The configuration file of a place, if there is one.
    static func file(of place: AgentPlace) -> SettingsFile? {
        access(place.configFile, F_OK) == 0 ? SettingsFile(path: place.configFile) : nil
    }
}

import CommandLine
import Configuration

/// What is kept of the books' logs.
enum BookSettings {
    static let backupsReach = Setting<Duration>.duration(
        "backups-reach",
        "How old a log is before its payloads are dropped: backups must reach back as far.",
        in: .seconds(86_400) ... .seconds(86_400 * 3_650), fallback: "30d")

    static let declarations = [backupsReach.declaration]
}

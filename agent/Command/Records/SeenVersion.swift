import CommandLine

/// How a script, or a form that was open for a while, says what it has seen of a record before it
/// writes to it.
enum SeenVersion {
    /// The option of every command that writes to what can be shown.
    static let option = Option.value(
        "if-version", "VERSION", "Only if it still is the version that 'show --json' told")

    /// What was seen, if that is said.
    static func named(in invocation: Invocation) -> String? { invocation.value("if-version") }
}

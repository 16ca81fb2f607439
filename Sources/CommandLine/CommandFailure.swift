/// Why a command did not do what was asked: the code for a script and the sentence for a person.
package struct CommandFailure: Error, Hashable, Sendable {
    /// What the program exits with.
    package let exitCode: ExitCode
    /// A stable word for scripts, such as `usage` or `invoice_locked`.
    package let error: String
    /// What failed, on what, and what a person can do next.
    package let message: String
    /// More sentences, one for each thing that is wrong.
    package let details: [String]

    /// Takes the code's own name when no narrower word is given.
    package init(
        _ exitCode: ExitCode, _ message: String, details: [String] = [], error: String? = nil
    ) {
        self.exitCode = exitCode
        self.error = error ?? exitCode.name
        self.message = message
        self.details = details
    }

    /// The command line is not understood.
    package static func usage(_ message: String) -> CommandFailure {
        CommandFailure(.usage, message)
    }
}

extension CommandFailure: CustomStringConvertible {
    package var description: String { message }
}

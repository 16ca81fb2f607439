/// A node of the command tree: a noun with its verbs, or a verb with what it does.
package struct Command: Sendable {
    /// What a command does when it is called. It writes to the console and throws what failed.
    package typealias Action = @Sendable (Invocation, Console) async throws -> Void

    /// A line to type and what it does.
    package struct Example: Hashable, Sendable {
        let line: String
        let meaning: String

        /// Shows a whole line as a person types it.
        package init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// What a person types.
    package let name: String
    /// One line.
    package let summary: String
    /// What more there is to say, in paragraphs.
    package let discussion: String
    /// What it understands, besides what its parents understand.
    package let options: [Option]
    /// Its values without a name, in their order.
    package let arguments: [Argument]
    /// Lines to learn from.
    package let examples: [Example]
    /// How it can end, besides `ok`, `failure` and `usage`.
    package let exitCodes: [ExitCode]
    /// Its verbs; a command with verbs has no arguments.
    package let subcommands: [Command]
    let action: Action?

    /// A verb: what it takes and what it does.
    package init(
        _ name: String, _ summary: String, discussion: String = "", options: [Option] = [],
        arguments: [Argument] = [], examples: [Example] = [], exitCodes: [ExitCode] = [],
        action: @escaping Action
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.options = options
        self.arguments = arguments
        self.examples = examples
        self.exitCodes = exitCodes
        subcommands = []
        self.action = action
    }

    /// A noun: its verbs, and the options that all of them understand.
    package init(
        _ name: String, _ summary: String, discussion: String = "", options: [Option] = [],
        examples: [Example] = [], exitCodes: [ExitCode] = [], subcommands: [Command]
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.options = options
        arguments = []
        self.examples = examples
        self.exitCodes = exitCodes
        self.subcommands = subcommands
        action = nil
    }

    func subcommand(_ name: String) -> Command? {
        subcommands.first { $0.name == name }
    }
}

package import CommandLine

/// The command `config` of a program: what is configured, where it comes from, what could be.
package struct ConfigCommand: Sendable {
    private let program: String
    private let settings: Settings
    private let resolve: @Sendable (Invocation) throws -> Configuration

    /// Shows the settings of a program, resolved as the program itself resolves them.
    package init(
        of program: String, settings: Settings,
        resolving resolve: @escaping @Sendable (Invocation) throws -> Configuration
    ) {
        self.program = program
        self.settings = settings
        self.resolve = resolve
    }

    /// The noun with its verbs.
    package var command: Command {
        Command("config", "Show what is configured", subcommands: [show, sample])
    }

    private var show: Command {
        Command(
            "show", "Show every setting with its value",
            options: [.flag("origin", "Show where each value comes from")],
            examples: [
                .init("\(program) config show --origin", "See which file or flag decides.")
            ]
        ) { invocation, console in
            let configuration = try resolve(invocation)
            if console.isJSON { return console.answer(configuration.json()) }
            console.show(configuration.table(withOrigin: invocation.has("origin")))
        }
    }

    private var sample: Command {
        Command(
            "sample", "Print a configuration file that names every setting",
            examples: [.init("\(program) config sample", "Begin a file of your own.")]
        ) { _, console in
            let text = settings.sample(program: program)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                console.say("\(String(line))")
            }
        }
    }
}

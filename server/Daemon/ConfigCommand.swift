import CommandLine
import Configuration

/// `counterfoil-server config`: what is configured, where it comes from, what could be.
struct ConfigCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "config", "Show what is configured", subcommands: [show, sample])
    }

    private var show: Command {
        Command(
            "show", "Show every setting with its value",
            options: [.flag("origin", "Show where each value comes from")],
            examples: [
                .init("counterfoil-server config show --origin", "See which file or flag decides.")
            ]
        ) { invocation, console in
            let configuration = try setup.configuration(invocation)
            if console.isJSON { return console.answer(configuration.json()) }
            console.show(configuration.table(withOrigin: invocation.has("origin")))
        }
    }

    private var sample: Command {
        Command(
            "sample", "Print a configuration file that names every setting",
            examples: [
                .init(
                    "counterfoil-server config sample > server.conf",
                    "Begin a file of your own; name it with --config.")
            ]
        ) { _, console in
            for line in ServerSettings.all.sample(program: "counterfoil-server")
                .split(separator: "\n", omittingEmptySubsequences: false)
            {
                console.say("\(String(line))")
            }
        }
    }
}

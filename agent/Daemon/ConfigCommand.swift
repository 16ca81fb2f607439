import AgentSocket
import CommandLine
import Configuration

/// `counterfoil-agent config`: what is configured, where it comes from, what could be.
struct ConfigCommand: Sendable {
    let environment: [String: String]

    var command: Command {
        Command("config", "Show what is configured", subcommands: [show, sample])
    }

    private var show: Command {
        Command(
            "show", "Show every setting with its value",
            options: [.flag("origin", "Show where each value comes from")],
            examples: [.init("counterfoil-agent config show --origin", "See what decides.")]
        ) { invocation, console in
            let place = try AgentPlace(environment: environment)
            let configuration = try AgentSettings.all.resolve(
                invocation, environment: environment, file: AgentSettings.file(of: place))
            if console.isJSON { return console.answer(configuration.json()) }
            console.show(configuration.table(withOrigin: invocation.has("origin")))
        }
    }

    private var sample: Command {
        Command(
            "sample", "Print a configuration file that names every setting",
            examples: [.init("counterfoil-agent config sample", "Show it.")]
        ) { _, console in
            let sample = AgentSettings.all.sample(program: "counterfoil-agent")
            for line in sample.split(separator: "\n", omittingEmptySubsequences: false) {
                console.say("\(String(line))")
            }
        }
    }
}

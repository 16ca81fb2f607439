import CommandLine
import Configuration
import Glibc
import Machine
import PostgreSQL

/// The program `counterfoil-server`: its commands, and nothing of what they do.
@main
enum ServerProgram {
    static func main() async {
        Signal.ignoreBrokenPipes()
        let environment = Environment.variables
        let console = Console.system(environment: environment)
        let program = Program(
            root(environment), version: Release.version, translating: Failures.translate)
        exit(await program.run(Array(CommandLine.arguments.dropFirst()), on: console).rawValue)
    }

    private static func root(_ environment: [String: String]) -> Command {
        let setup = Setup(environment: environment)
        return Command(
            "counterfoil-server", "Keeps a team's books and brings its laptops together",
            discussion: """
                Without a database URL the server starts a PostgreSQL of its own in its data \
                directory and uses that.
                """,
            options: ServerSettings.all.options + [ServerSettings.configOption],
            examples: [
                .init("counterfoil-server serve", "Serve on 127.0.0.1:8480."),
                .init(
                    "counterfoil-server admin device invite", "Make a code for one more laptop."),
            ],
            subcommands: [
                ServeCommand(setup: setup).command, MigrateCommand(setup: setup).command,
                ConfigCommand(setup: setup).command, AdminCommand(setup: setup).command,
            ])
    }
}

/// Which release this is.
enum Release {
    static let version = "0.1.0"
}

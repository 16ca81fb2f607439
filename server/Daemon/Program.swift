import CommandLine
import Configuration
import Glibc
import Machine
import PostgreSQL

/// The program `counterfoil-server`: its commands, and nothing of what they do.
@main
enum ServerProgram {
    static func main() async {
        let environment = Environment.variables
        await Program(
            root(environment), version: Release.version, translating: Failures.translate
        ).runProcess()
    }

    private static func root(_ environment: [String: String]) -> Command {
        let setup = Setup(environment: environment)
        return Command(
            "counterfoil-server", "Keeps a team's books and brings its laptops together",
            discussion: """
                Without a database URL the server starts a PostgreSQL of its own in its data \
                directory and uses that.
                """,
            options: ServerSettings.options + [ServerSettings.configOption],
            examples: [
                .init("counterfoil-server serve", "Serve on 127.0.0.1:8480."),
                .init(
                    "counterfoil-server admin device invite", "Make a code for one more laptop."),
            ],
            subcommands: [
                ServeCommand(setup: setup).command, MigrateCommand(setup: setup).command,
                ConfigCommand(
                    of: "counterfoil-server", settings: ServerSettings.all,
                    resolving: setup.configuration
                ).command, AdminCommand(setup: setup).command, JobsCommand(setup: setup).command,
                MailCommand(setup: setup).command,
            ])
    }
}

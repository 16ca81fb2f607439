import AgentSocket
import Catalog
import CommandLine
import Glibc
import Machine

/// The program `counterfoil`: the person's command.
@main
enum CounterfoilProgram {
    static func main() async {
        // Whatever the programs create belongs to their user alone.
        umask(0o077)
        let environment = Environment.variables
        await Program(
            root(environment), version: Release.version, translating: Failures.translate
        ).runProcess()
    }

    private static func root(_ environment: [String: String]) -> Command {
        let agent = RunningAgent(
            environment: environment,
            book: ChosenBook.named(in: Swift.CommandLine.arguments, environment))
        return Command(
            "counterfoil", "Invoicing that works with no network",
            discussion: """
                Everything works offline. A laptop that belongs to a team exchanges what was \
                written whenever the server can be reached.
                """,
            options: [ChosenBook.option],
            examples: [
                .init("counterfoil client add --name 'Ada Ltd'", "Add a client."),
                .init(
                    "counterfoil invoice add --client 'Ada Ltd' --line 'Bread; 3; 2.50; S 19'",
                    "Draft an invoice."),
                .init(
                    "counterfoil login https://books.example.com",
                    "Join a team's book."),
                .init("counterfoil sync now", "Exchange what was written."),
            ],
            subcommands: [
                InvoiceCommand(agent: agent).command, PaymentCommand(agent: agent).command,
                RecordCommand.client(agent).command, RecordCommand.product(agent).command,
                SettingsCommand(agent: agent).command, ConflictsCommand(agent: agent).command,
                SyncCommand(agent: agent).command, BookCommand(agent: agent).command,
                LoginCommand(agent: agent).command, LogoutCommand(agent: agent).command,
                DeviceCommand(agent: agent).command, AgentCommand(agent: agent).command,
            ] + HistoryCommand(agent: agent).commands)
    }
}

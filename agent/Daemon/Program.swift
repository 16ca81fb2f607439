import AgentSocket
import CommandLine
import Configuration
import Glibc
import Machine
import SQLite

/// The program `counterfoil-agent`: keeps a user's books and answers on a socket.
@main
enum AgentProgram {
    static func main() async {
        // Whatever the programs create belongs to their user alone.
        umask(0o077)
        let environment = Environment.variables
        await Program(
            root(environment), version: Release.version, translating: translate
        ).runProcess()
    }

    private static func root(_ environment: [String: String]) -> Command {
        Command(
            "counterfoil-agent", "Keeps the books of a laptop; 'counterfoil' speaks to it",
            options: AgentSettings.all.options,
            examples: [.init("counterfoil-agent run", "Run until told to stop.")],
            subcommands: [
                RunCommand(environment: environment).command,
                ConfigCommand(of: "counterfoil-agent", settings: AgentSettings.all) {
                    try AgentSettings.resolve($0, environment: environment)
                }.command,
            ])
    }

    private static func translate(_ error: any Error) -> CommandFailure? {
        switch error {
        case let error as ConfigurationError: return error.failure
        case MachineError.held(let directory, let holder):
            let who = holder.map { " (process \($0))" } ?? ""
            return CommandFailure(
                .tryLater,
                "An agent is running on \(directory) already\(who). One is enough: "
                    + "'counterfoil agent status' tells about it.")
        case let error as MachineError where error.isDiskFull:
            return CommandFailure(.tryLater, "\(error)")
        case let error as SQLiteError where error.isDiskFull:
            return CommandFailure(.tryLater, "\(error)")
        default: return nil
        }
    }
}

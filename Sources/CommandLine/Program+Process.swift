import Glibc
import Machine

/// Which release of Counterfoil this is.
package enum Release {
    /// The version, as `--version` tells it.
    package static let version = "0.1.0"
}

extension Program {
    /// Runs what the command line of this process asks for, and ends the process with its code.
    package func runProcess() async -> Never {
        let console = Console.system(environment: Environment.variables)
        let words = Array(Swift.CommandLine.arguments.dropFirst())
        exit(await run(words, on: console).rawValue)
    }
}

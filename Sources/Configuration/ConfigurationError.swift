package import CommandLine

/// Everything that is wrong with a configuration, gathered, so that one look repairs it all.
package struct ConfigurationError: Error, Hashable, Sendable {
    /// One sentence for each problem; never a secret.
    package let problems: [String]

    /// The same as a failure of the command line, with its exit code.
    package var failure: CommandFailure {
        if problems.count == 1 { return CommandFailure(.validation, problems[0]) }
        return CommandFailure(
            .validation, "The configuration has \(problems.count) errors:", details: problems)
    }
}

extension ConfigurationError: CustomStringConvertible {
    package var description: String { problems.joined(separator: " ") }
}

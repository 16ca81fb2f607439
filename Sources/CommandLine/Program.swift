/// A program as its command line shows it: a tree of commands and a version.
package struct Program: Sendable {
    let root: Command
    let version: String
    private let translate: @Sendable (any Error) -> CommandFailure?

    /// Names the tree. The translator turns errors of other modules into failures with their exit
    /// code; what it does not know exits with 1.
    package init(
        _ root: Command, version: String,
        translating translate: @escaping @Sendable (any Error) -> CommandFailure? = { _ in nil }
    ) {
        self.root = root
        self.version = version
        self.translate = translate
    }

    /// Does what the words after the program's name ask for, and answers with the exit code.
    package func run(_ words: [String], on console: Console) async -> ExitCode {
        let console = console.with(
            colour: StandardOptions.colour(in: words), isJSON: StandardOptions.isJSON(in: words))
        do {
            switch try Parser(program: self).parse(words) {
            case .help(let path):
                let columns = console.output.isTerminal ? console.output.columns() : nil
                console.sayLines(Help(program: self, path: path, columnsMax: columns).lines)
            case .version: console.say("\(root.name) \(version)")
            case .run(let command, let invocation):
                guard let action = command.action else { break }
                try await action(invocation, console)
            }
            console.progress.erase()
            // An answer that did not arrive whole was not given, whatever was done for it.
            if let failure = console.output.failure() { throw failure }
            return .ok
        } catch {
            return report(error, on: console)
        }
    }

    private func report(_ error: any Error, on console: Console) -> ExitCode {
        console.progress.erase()
        if let code = error as? ExitCode { return code }
        let failure =
            error as? CommandFailure ?? translate(error) ?? CommandFailure(.failure, "\(error)")
        console.report(failure)
        return failure.exitCode
    }
}

/// The options that every command of every program understands.
enum StandardOptions {
    static let all: [Option] = [
        .flag("json", "Answer in JSON"),
        .value(
            "color", "WHEN", "Colour the answer", fallback: "auto",
            choices: ColourChoice.allCases.map(\.rawValue)),
        .flag("help", short: "h", "Show this help"),
        .flag("version", "Show the version"),
    ]

    // Both are wanted even when the rest of the line is not understood.
    static func isJSON(in words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains("--json")
    }

    static func colour(in words: [String]) -> ColourChoice {
        let words = Array(words.prefix { $0 != "--" })
        for (index, word) in words.enumerated() {
            if word == "--color", index + 1 < words.count {
                return ColourChoice(rawValue: words[index + 1]) ?? .auto
            }
            if word.hasPrefix("--color=") {
                return ColourChoice(rawValue: String(word.dropFirst(8))) ?? .auto
            }
        }
        return .auto
    }
}

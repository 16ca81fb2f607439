package import Machine

/// What a program says to whoever started it, and hears from them.
///
/// 1. Nothing said here fails: when the reader of a pipe went away, the rest is dropped. Where the
///    answer could not be written for another reason, the program ends with a failure.
/// 2. Whatever comes from data is escaped by `Phrase`, so it never steers the terminal.
/// 3. Colour, progress and questions exist only where a terminal is.
package struct Console: Sendable {
    /// Whether answers are JSON.
    package let isJSON: Bool
    /// Where answers go.
    package let output: ConsoleStream
    /// Where complaints, questions and progress go.
    package let error: ConsoleStream
    /// Where answers to questions come from.
    package let input: ConsoleInput
    /// The line that tells how far a long step is.
    package let progress: ProgressLine
    private let colour: ColourChoice
    private let environment: [String: String]

    /// Puts a console together from its three streams.
    package init(
        output: ConsoleStream, error: ConsoleStream, input: ConsoleInput,
        environment: [String: String] = [:], clock: MonotonicClock = MonotonicClock()
    ) {
        self.init(
            output: output, error: error, input: input, environment: environment,
            progress: ProgressLine(on: error, clock: clock), colour: .auto, isJSON: false)
    }

    private init(
        output: ConsoleStream, error: ConsoleStream, input: ConsoleInput,
        environment: [String: String], progress: ProgressLine, colour: ColourChoice, isJSON: Bool
    ) {
        self.output = output
        self.error = error
        self.input = input
        self.environment = environment
        self.progress = progress
        self.colour = colour
        self.isJSON = isJSON
    }

    /// The console of this process, which from now on outlives whoever reads its output.
    package static func system(environment: [String: String]) -> Console {
        Signal.ignoreBrokenPipes()
        return Console(
            output: ConsoleStream(.output), error: ConsoleStream(.error),
            input: ConsoleInput(.input), environment: environment)
    }

    /// The same streams with what the command line asked for.
    package func with(colour: ColourChoice, isJSON: Bool) -> Console {
        Console(
            output: output, error: error, input: input, environment: environment,
            progress: progress, colour: colour, isJSON: isJSON)
    }

    /// Says a line to the reader of the answer.
    package func say(_ line: Phrase = "") {
        progress.erase()
        output.write(line.text(inColour: isColoured(output)) + "\n")
    }

    /// Says a line to the person, beside the answer.
    package func note(_ line: Phrase) {
        progress.erase()
        error.write(line.text(inColour: isColoured(error)) + "\n")
    }

    /// Shows a table: cut to the terminal's width, whole when it goes to a file or a pipe.
    package func show(_ table: Table) {
        let columns = output.isTerminal ? output.columns() : nil
        for line in table.lines(columnsMax: columns) { say(line) }
    }

    func isColoured(_ stream: ConsoleStream) -> Bool {
        colour.isOn(isTerminal: stream.isTerminal, environment: environment)
    }
}

extension Console {
    func sayLines(_ lines: [Phrase]) {
        for line in lines { say(line) }
    }
}

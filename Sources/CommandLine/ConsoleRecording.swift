package import Machine
import Synchronization

/// A console that nobody watches: it keeps what is said and answers from a list.
package final class ConsoleRecording: Sendable {
    private struct Heard {
        var output = ""
        var error = ""
        var answers: [String]
        var hiddenCount = 0
    }

    private let heard: Mutex<Heard>
    private let columns: Int?
    private let environment: [String: String]
    private let clock: MonotonicClock

    /// Pretends to be a terminal when a width is given, and a pipe otherwise.
    package init(
        columns: Int? = nil, environment: [String: String] = [:], answers: [String] = [],
        clock: MonotonicClock = MonotonicClock()
    ) {
        heard = Mutex(Heard(answers: answers))
        self.columns = columns
        self.environment = environment
        self.clock = clock
    }

    /// The console to hand to the program.
    package var console: Console {
        let columns = columns
        return Console(
            output: ConsoleStream(isTerminal: columns != nil, columns: { columns }) { text in
                self.heard.withLock { $0.output += text }
            },
            error: ConsoleStream(isTerminal: columns != nil, columns: { columns }) { text in
                self.heard.withLock { $0.error += text }
            },
            input: ConsoleInput(isTerminal: columns != nil) { isHidden in
                self.heard.withLock { heard in
                    heard.hiddenCount += isHidden ? 1 : 0
                    return heard.answers.isEmpty ? nil : heard.answers.removeFirst()
                }
            },
            environment: environment, clock: clock)
    }

    /// What was said to the reader of the answer.
    package var output: String { heard.withLock { $0.output } }

    /// What was said beside the answer.
    package var error: String { heard.withLock { $0.error } }

    /// How many answers were asked for without showing them.
    package var hiddenCount: Int { heard.withLock { $0.hiddenCount } }
}

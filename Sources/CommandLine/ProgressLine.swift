import Machine
import Synchronization

/// One line on a terminal that tells how far a long step is, and leaves no trace.
package final class ProgressLine: Sendable {
    private struct State {
        var isShown = false
        var shownAtNanoseconds: Int64?
    }

    private static let pauseNanoseconds: Int64 = 100_000_000

    private let stream: ConsoleStream
    private let clock: MonotonicClock
    private let state = Mutex(State())

    init(on stream: ConsoleStream, clock: MonotonicClock) {
        self.stream = stream
        self.clock = clock
    }

    /// Shows a line instead of the one before, at most ten times a second.
    package func update(_ line: Phrase) {
        guard stream.isTerminal else { return }
        let now = clock.nanoseconds()
        state.withLock { state in
            if let last = state.shownAtNanoseconds, now - last < Self.pauseNanoseconds { return }
            state = State(isShown: true, shownAtNanoseconds: now)
            let cut = line.cut(to: max(1, (stream.columns() ?? 80) - 1))
            stream.write("\r\u{1B}[2K" + cut.text(inColour: false))
        }
    }

    /// Takes the line away.
    package func erase() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            stream.write("\r\u{1B}[2K")
        }
    }
}

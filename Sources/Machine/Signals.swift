@preconcurrency import Dispatch
import Glibc

/// What the operating system or a person asks of this process.
package enum Signal: Sendable, CaseIterable {
    /// Finish what is under way and leave.
    case terminate
    /// The same, from the keyboard.
    case interrupt
    /// Read the configuration again.
    case hangUp

    private var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }

    /// Delivers the named signals, each instead of its default effect, for the rest of the process.
    ///
    /// Several of one kind that arrive before the reader looks count as at least one.
    package static func stream(of signals: Set<Signal>) -> AsyncStream<Signal> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Signal.self, bufferingPolicy: .bufferingOldest(16))
        let sources = signals.map { kind in
            signal(kind.number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: kind.number, queue: .global())
            source.setEventHandler { continuation.yield(kind) }
            source.activate()
            return source
        }
        continuation.onTermination = { _ in sources.forEach { $0.cancel() } }
        return stream
    }

    /// Makes writing to a closed pipe or socket an error instead of the end of the process.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

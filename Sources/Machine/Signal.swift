@preconcurrency import Dispatch
import Glibc
import Synchronization

/// What the operating system or a person asks of this process.
package enum Signal: UInt8, Sendable, CaseIterable {
    /// Finish what is under way and leave.
    case terminate = 15
    /// The same, from the keyboard.
    case interrupt = 2
    /// Read the configuration again.
    case hangUp = 1

    /// Delivers the named signals, each instead of its default effect, for the rest of the process.
    ///
    /// Every stream sees every signal that it names. Several of one kind that arrive before the
    /// reader looks count as at least one. Programs that this one starts keep the default effects.
    package static func stream(of signals: Set<Signal>) -> AsyncStream<Signal> {
        AsyncStream(bufferingPolicy: .bufferingOldest(16)) { continuation in
            let id = relay.add(continuation, of: signals)
            continuation.onTermination = { _ in relay.remove(id) }
            for kind in signals { signal(Int32(kind.rawValue), writeToRelay) }
        }
    }

    /// Makes writing to a closed pipe or socket an error instead of the end of the process.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

// A handler may do next to nothing, so it writes the number into a pipe that a thread reads.
private let writeToRelay: @convention(c) (Int32) -> Void = { number in
    let code = errno
    var byte = UInt8(truncatingIfNeeded: number)
    // A full pipe already holds enough reasons to wake up.
    _ = write(relay.writer, &byte, 1)
    errno = code
}

private let relay = SignalRelay()

/// Carries signals from the one handler to every stream.
private final class SignalRelay: Sendable {
    private struct Listener {
        let signals: Set<Signal>
        let continuation: AsyncStream<Signal>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var nextID = 0
    }

    let writer: Int32
    private let source: any DispatchSourceRead
    private let state = Mutex(State())

    init() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { preconditionFailure("no pipe for signals: error \(errno)") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        writer = ends[1]
        let reader = ends[0]
        source = DispatchSource.makeReadSource(fileDescriptor: reader, queue: .global())
        source.setEventHandler { [self] in deliver(from: reader) }
        source.activate()
    }

    func add(_ continuation: AsyncStream<Signal>.Continuation, of signals: Set<Signal>) -> Int {
        state.withLock { state in
            state.nextID += 1
            state.listeners[state.nextID] = Listener(signals: signals, continuation: continuation)
            return state.nextID
        }
    }

    func remove(_ id: Int) {
        state.withLock { $0.listeners[id] = nil }
    }

    private func deliver(from reader: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(reader, &bytes, bytes.count)
        guard count > 0 else { return }
        let listeners = state.withLock { Array($0.listeners.values) }
        for signal in bytes.prefix(count).compactMap(Signal.init(rawValue:)) {
            for listener in listeners where listener.signals.contains(signal) {
                listener.continuation.yield(signal)
            }
        }
    }
}

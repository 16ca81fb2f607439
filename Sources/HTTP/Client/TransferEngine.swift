import Curl
import Dispatch
import Synchronization

/// The thread that moves the bytes of all transfers of one client.
///
/// Tasks submit commands and wake the thread; only the thread touches what belongs to curl.
final class TransferEngine: Sendable {
    enum Command: Sendable {
        case begin(Transfer, Outgoing)
        case proceed(Transfer)
        case abort(Transfer, HTTPClientError)
        case close
    }

    private struct State {
        var commands: [Command] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let waker = CurlWaker()

    /// Starts the thread, which holds the engine until `close`.
    func start() {
        let queue = DispatchQueue(label: "HTTPClient")
        queue.async { [self] in
            var loop = TransferLoop(multi: CurlMulti(waker: waker))
            while loop.step(takeCommands()) {}
            loop.end()
        }
    }

    /// Ends the thread and with it all transfers.
    func close() {
        submit(.close)
    }

    func submit(_ command: Command) {
        let isLate = state.withLock { state in
            guard !state.isClosed else { return true }
            state.commands.append(command)
            if case .close = command { state.isClosed = true }
            return false
        }
        if !isLate { waker.wake() }
        if isLate, case .begin(let transfer, _) = command { transfer.ended(.failure(.closed)) }
    }

    private func takeCommands() -> [Command] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }
}

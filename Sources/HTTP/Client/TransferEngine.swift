import CCurl
import Dispatch
import Synchronization

/// The thread that moves the bytes of all transfers of one client.
///
/// Tasks submit commands and wake the thread; only the thread touches what belongs to curl, but
/// for the wake-up, which curl allows from anywhere as long as the handle exists: `bits` is set to
/// `nil` under the lock before the thread frees it.
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
    // A lock of its own: the thread that is woken takes the commands while the waker holds it.
    private let bits = Mutex<UInt?>(nil)

    /// Starts the thread, which holds the engine until `close`.
    func start() {
        _ = CurlLibrary.isReady
        let multi = UInt(bitPattern: curl_multi_init())
        bits.withLock { $0 = multi }
        let queue = DispatchQueue(label: "HTTPClient")
        queue.async { [self] in
            var loop = TransferLoop(multi: UnsafeMutableRawPointer(bitPattern: multi))
            while loop.step(takeCommands()) {}
            bits.withLock { $0 = nil }
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
        if !isLate { wake() }
        if isLate, case .begin(let transfer, _) = command { transfer.ended(.failure(.closed)) }
    }

    private func wake() {
        bits.withLock { bits in
            guard let bits else { return }
            _ = curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: bits))
        }
    }

    private func takeCommands() -> [Command] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }
}

/// Readies the library once per process, as it demands before threads use it.
private enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

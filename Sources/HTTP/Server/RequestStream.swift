import HTTP
import Synchronization

/// Carries a body from the library's thread to the task of its handler while it arrives.
///
/// 1. Beyond `waitingBytesMax` that nobody has taken, the connection is suspended; it is resumed
///    exactly once, by whoever takes them or by the end of all interest.
/// 2. It ends once: because all is here, or because of something that its reader is told.
/// 3. The sender's deadline stands still while the reader is the slower one.
final class RequestStream: Sendable {
    static let waitingBytesMax = 64 * 1024

    private let handle: ConnectionHandle
    private let connection: Connection
    private let bytesMax: Int
    private let state = Mutex(State())

    fileprivate struct State {
        var waiting: [UInt8] = []
        var byteCount = 0
        var isSuspended = false
        var isUnwanted = false
        var outcome: Result<Void, any Error>?
        var reader: CheckedContinuation<Void, Never>?
    }

    init(handle: ConnectionHandle, connection: Connection, bytesMax: Int) {
        self.handle = handle
        self.connection = connection
        self.bytesMax = bytesMax
    }

    /// The stream as a handler reads it.
    var body: Body {
        .stream { [self] write in
            while let chunk = try await next() { try await write(chunk) }
        }
    }

    // ---- The library's thread ----

    /// Takes a part; false when nobody will read it, because it is too much or comes too late.
    func take(_ part: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, reader) = state.withLock { state in
            guard state.outcome == nil, !state.isUnwanted else { return (false, state.wake()) }
            state.byteCount += part.count
            guard state.byteCount <= bytesMax else {
                state.outcome = .failure(Refusal.bodyTooLarge(bytesMax: bytesMax))
                state.waiting = []
                return (false, state.wake())
            }
            state.waiting.append(contentsOf: part)
            // The library hands over all chunks that it has, suspended or not, and may be told to
            // suspend once only.
            if state.waiting.count >= Self.waitingBytesMax, !state.isSuspended {
                state.isSuspended = true
                connection.pause()
                handle.suspend()
            }
            return (true, state.wake())
        }
        reader?.resume()
        return isTaken
    }

    /// There is no more to come.
    func finish(_ outcome: Result<Void, any Error>) {
        let reader = state.withLock { state in
            state.outcome = state.outcome ?? outcome
            return state.wake()
        }
        reader?.resume()
    }

    // ---- The handler's task ----

    /// The handler has answered: what is left is not wanted, and not to be had any more.
    func abandon() {
        let reader = state.withLock { state in
            state.isUnwanted = true
            state.waiting = []
            state.outcome = state.outcome ?? .failure(UnreadBody())
            resume(&state)
            return state.wake()
        }
        reader?.resume()
    }

    private func next() async throws -> [UInt8]? {
        while true {
            let (chunk, outcome) = state.withLock { state in
                let chunk = state.waiting
                state.waiting = []
                resume(&state)
                return (chunk, state.outcome)
            }
            if !chunk.isEmpty { return chunk }
            if let outcome {
                try outcome.get()
                return nil
            }
            await wait()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if !state.waiting.isEmpty || state.outcome != nil { return true }
                    state.reader = continuation
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }

    private func resume(_ state: inout State) {
        guard state.isSuspended else { return }
        state.isSuspended = false
        connection.proceed()
        handle.resume()
    }
}

/// A handler answered before it had read the body, and somebody went on reading.
struct UnreadBody: Error {}

extension RequestStream.State {
    fileprivate mutating func wake() -> CheckedContinuation<Void, Never>? {
        defer { reader = nil }
        return reader
    }
}

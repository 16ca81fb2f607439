import HTTP
import Synchronization

/// One exchange between a task, which waits for news of it, and the engine, which has them.
///
///     waiting ──head──▶ flowing ──end──▶ ended
///
/// Chunks wait in `chunks` until they are taken; beyond `waitingBytesMax` the engine pauses the
/// sender, and the reader asks for more once it has taken them.
final class Transfer: Sendable {
    static let waitingBytesMax = 256 * 1024

    let origin: Origin
    private let state = Mutex(State())

    private struct State {
        var response: Response?
        var chunks: [UInt8] = []
        var isPaused = false
        var outcome: Result<Void, HTTPClientError>?
        var waiter: Waiter?
    }

    /// A task that sleeps until something it needs is there.
    private struct Waiter {
        let isThere: @Sendable (borrowing State) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    init(origin: Origin) {
        self.origin = origin
    }

    // ---- The engine's side ----

    /// The header is complete.
    func began(_ response: Response) {
        tell { $0.response = response }
    }

    /// A part of the body is here; false when it has to wait.
    func flowed(_ bytes: [UInt8]) -> Bool {
        var isTaken = true
        tell { state in
            isTaken = state.chunks.isEmpty || state.chunks.count < Self.waitingBytesMax
            if isTaken { state.chunks += bytes } else { state.isPaused = true }
        }
        return isTaken
    }

    /// There is no more.
    func ended(_ outcome: Result<Void, HTTPClientError>) {
        tell { $0.outcome = $0.outcome ?? outcome }
    }

    private func tell(_ change: (inout State) -> Void) {
        let waiter: Waiter? = state.withLock { state in
            change(&state)
            guard let waiter = state.waiter, state.outcome != nil || waiter.isThere(state) else {
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.continuation.resume()
    }

    // ---- The task's side ----

    /// Waits for the header.
    func head(in engine: TransferEngine) async throws(HTTPClientError) -> Response {
        while true {
            let known: Result<Response, HTTPClientError>? = state.withLock { state in
                if let response = state.response { return .success(response) }
                switch state.outcome {
                case .failure(let error): return .failure(error)
                case .success: return .failure(.interrupted(to: origin.description))
                case nil: return nil
                }
            }
            if let known { return try known.get() }
            await wait(in: engine) { $0.response != nil }
        }
    }

    /// Waits for more of the body; `nil` at its end.
    func next(in engine: TransferEngine) async throws(HTTPClientError) -> [UInt8]? {
        while true {
            let (chunk, wasPaused, outcome) = state.withLock { state in
                let chunk = state.chunks
                let wasPaused = state.isPaused
                state.chunks = []
                state.isPaused = false
                return (chunk, wasPaused, state.outcome)
            }
            if wasPaused { engine.submit(.proceed(self)) }
            if !chunk.isEmpty { return chunk }
            if let outcome {
                try outcome.get()
                return nil
            }
            await wait(in: engine) { !$0.chunks.isEmpty }
        }
    }

    /// Waits for all of the answer; its task is woken once, unless there is very much of it.
    func whole(
        in engine: TransferEngine, bytesMax: Int
    ) async throws(HTTPClientError) -> Response {
        var bytes: [UInt8] = []
        await wait(in: engine) { $0.isPaused }
        var response = try await head(in: engine)
        while let chunk = try await next(in: engine) {
            guard chunk.count <= bytesMax - bytes.count else {
                engine.submit(.abort(self, .tooLarge(bytesMax: bytesMax)))
                throw .tooLarge(bytesMax: bytesMax)
            }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        }
        response.body = .bytes(bytes)
        return response
    }

    private func wait(
        in engine: TransferEngine, for isThere: @escaping @Sendable (borrowing State) -> Bool
    ) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.outcome != nil || isThere(state) { return true }
                    state.waiter = Waiter(isThere: isThere, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            engine.submit(.abort(self, .cancelled))
        }
    }
}

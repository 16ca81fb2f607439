import HTTP
import Synchronization

/// Carries chunks from a producer's task to the library's thread, one at a time.
///
/// 1. `write` returns when its chunk was taken in full: the reader sets the pace.
/// 2. While there is no chunk the connection is suspended; the next event of the producer resumes
///    it, exactly once.
/// 3. A reader who takes a chunk too slowly, or the last of all, is cut off.
/// 4. The producer starts when the library asks for the first byte, so never for HEAD.
final class ResponseStream: Sendable {
    static let blockSize = 16 * 1024
    /// The library's number for the regular end.
    static let ended = -1
    /// The library's number for an end that the reader must not take for regular.
    static let brokenOff = -2

    /// Whom it is sent to, and how slow they may be.
    struct Reader {
        let handle: ConnectionHandle
        let connection: Connection
        let pace: Pace
    }

    private let reader: Reader
    private let producer: Body.Producer
    private let failed: @Sendable (any Error) -> Void
    private let state = Mutex(State())

    fileprivate enum Phase {
        case fresh
        case empty(isSuspended: Bool)
        case full([UInt8], taken: Int, CheckedContinuation<Void, any Error>)
        case ended(isRegular: Bool)
    }

    fileprivate struct State {
        var phase = Phase.fresh
        var task: Task<Void, Never>?
        var takenByteCount = 0
    }

    init(
        _ reader: Reader, producer: @escaping Body.Producer,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        self.reader = reader
        self.producer = producer
        self.failed = failed
    }

    /// How many bytes the library has taken.
    var takenByteCount: Int {
        state.withLock { $0.takenByteCount }
    }

    /// The library's thread asks for bytes.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if start() { return 0 }
        let (count, writer) = state.withLock { $0.take(into: buffer, reader) }
        writer?.resume()
        return count
    }

    /// The reader is gone, or all was sent: the producer is told and its last write fails.
    func abandon() {
        end(isRegular: false)
        state.withLock { $0.task }?.cancel()
    }

    /// The server stops: the producer is told; a write that waits fails.
    func cancel() {
        abandon()
    }

    private func start() -> Bool {
        let isFirst = state.withLock { state in
            guard case .fresh = state.phase else { return false }
            // Suspended before the task exists, so that its first event finds it so.
            state.phase = .empty(isSuspended: true)
            reader.handle.suspend()
            return true
        }
        guard isFirst else { return false }
        let task = Task { await produce() }
        let isOver = state.withLock { state in
            state.task = task
            guard case .ended(isRegular: false) = state.phase else { return false }
            return true
        }
        if isOver { task.cancel() }
        return true
    }

    private func produce() async {
        do {
            try await producer { [self] in try await write($0) }
            end(isRegular: true)
        } catch {
            if !(error is CancellationError) { failed(error) }
            end(isRegular: false)
        }
    }

    private func write(_ chunk: [UInt8]) async throws {
        try Task.checkCancellation()
        guard !chunk.isEmpty else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    guard case .empty(let isSuspended) = state.phase else { return true }
                    state.phase = .full(chunk, taken: 0, continuation)
                    reader.expect(chunk.count)
                    if isSuspended { reader.handle.resume() }
                    return false
                }
                if isOver { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            end(isRegular: false)
        }
    }

    private func end(isRegular: Bool) {
        let writer: CheckedContinuation<Void, any Error>? = state.withLock { state in
            if case .ended = state.phase { return nil }
            if isRegular { reader.expect(Self.blockSize) }
            switch state.phase {
            case .ended:
                return nil
            case .full(_, _, let writer):
                state.phase = .ended(isRegular: isRegular)
                return writer
            case .fresh:
                state.phase = .ended(isRegular: isRegular)
            case .empty(let isSuspended):
                state.phase = .ended(isRegular: isRegular)
                if isSuspended { reader.handle.resume() }
            }
            return nil
        }
        writer?.resume(throwing: CancellationError())
    }
}

extension ResponseStream.State {
    fileprivate mutating func take(
        into buffer: UnsafeMutableRawBufferPointer, _ reader: ResponseStream.Reader
    ) -> (Int, CheckedContinuation<Void, any Error>?) {
        switch phase {
        case .fresh: return (0, nil)
        case .ended(let isRegular):
            return (isRegular ? ResponseStream.ended : ResponseStream.brokenOff, nil)
        case .empty(let isSuspended):
            if !isSuspended {
                phase = .empty(isSuspended: true)
                reader.handle.suspend()
            }
            return (0, nil)
        case .full(let chunk, let taken, let writer):
            let count = min(buffer.count, chunk.count - taken)
            buffer.copyBytes(from: chunk[taken..<taken + count])
            takenByteCount += count
            guard taken + count == chunk.count else {
                phase = .full(chunk, taken: taken + count, writer)
                return (count, nil)
            }
            phase = .empty(isSuspended: false)
            reader.connection.expectNothing()
            return (count, writer)
        }
    }
}

extension ResponseStream.Reader {
    /// So many bytes are there to be read.
    fileprivate func expect(_ byteCount: Int) {
        connection.expect(by: .now + pace.time(for: byteCount))
    }
}

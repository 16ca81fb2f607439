import Synchronization

/// A bounded number of readers, lent to one reading each; whoever finds none waits in line.
///
/// 1. A reader is idle, lent, or not yet made: together never more than `countMax`.
/// 2. Somebody waits only while no reader is idle, or while it rests.
/// 3. Once closed, nobody new is served; closing ends when every lent reader has come back.
/// 4. While it rests, whoever asks waits in line, and no reader has the file open.
final class ReaderPool: Sendable {
    private let state: Mutex<State>
    private let make: @Sendable () -> Reader

    init(countMax: Int, make: @escaping @Sendable () -> Reader) {
        state = Mutex(State(countLeft: max(countMax, 1)))
        self.make = make
    }

    /// Lends a reader to the body.
    func read<Result: Sendable>(
        _ body: @Sendable (borrowing Connection) throws -> Result
    ) async throws -> Result {
        let reader = try await borrow()
        defer { giveBack(reader) }
        return try await reader.read(body)
    }

    /// How many readings wait in line.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Serves nobody any more, waits for what runs, and closes every reader.
    func close() async {
        let refused = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiting in refused { waiting.continuation.resume(throwing: SQLiteError.closed) }
        await withCheckedContinuation { continuation in
            let isQuiet = state.withLock { state in
                if state.lentCount > 0 { state.closers.append(continuation) }
                return state.lentCount == 0
            }
            if isQuiet { continuation.resume() }
        }
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle { await reader.close() }
    }

    /// Lets whoever asks wait, waits for what runs, and lets go of the file.
    func rest() async {
        await withCheckedContinuation { continuation in
            let isQuiet = state.withLock { state in
                state.isResting = true
                if state.lentCount > 0 { state.closers.append(continuation) }
                return state.lentCount == 0
            }
            if isQuiet { continuation.resume() }
        }
        for reader in state.withLock({ $0.idle }) { await reader.close() }
    }

    /// Serves again, those first that wait.
    func goOn() {
        let served = state.withLock { state in
            state.isResting = false
            var served: [(Waiting, Reader)] = []
            while !state.waiting.isEmpty, let reader = state.lend(make) {
                served.append((state.waiting.removeFirst(), reader))
            }
            return served
        }
        for (waiting, reader) in served { waiting.continuation.resume(returning: reader) }
    }

    private func borrow() async throws -> Reader {
        try Task.checkCancellation()
        let id = state.withLock { $0.nextID() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state -> Answer? in
                    if state.isClosed { return .refused(SQLiteError.closed) }
                    if Task.isCancelled { return .refused(CancellationError()) }
                    if let reader = state.lend(make) { return .lent(reader) }
                    state.waiting.append(Waiting(id: id, continuation: continuation))
                    return nil
                }
                switch answer {
                case .lent(let reader): continuation.resume(returning: reader)
                case .refused(let error): continuation.resume(throwing: error)
                case nil: break
                }
            }
        } onCancel: {
            let waiting = state.withLock { $0.removeWaiting(id) }
            waiting?.continuation.resume(throwing: CancellationError())
        }
    }

    private func giveBack(_ reader: Reader) {
        let (next, closers) = state.withLock { $0.takeBack(reader) }
        next?.continuation.resume(returning: reader)
        for closer in closers { closer.resume() }
    }
}

/// What somebody who asks for a reader is told at once.
private enum Answer {
    case lent(Reader)
    case refused(any Error)
}

/// Somebody who waits for a reader.
private struct Waiting: Sendable {
    let id: UInt64
    let continuation: CheckedContinuation<Reader, any Error>
}

/// Who has which reader, and who waits.
private struct State: Sendable {
    var idle: [Reader] = []
    var countLeft: Int
    var lentCount = 0
    var waiting: [Waiting] = []
    var isClosed = false
    var isResting = false
    var closers: [CheckedContinuation<Void, Never>] = []
    private var lastID: UInt64 = 0

    init(countLeft: Int) {
        self.countLeft = countLeft
    }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    mutating func lend(_ make: () -> Reader) -> Reader? {
        guard !isResting else { return nil }
        if let reader = idle.popLast() {
            lentCount += 1
            return reader
        }
        guard countLeft > 0 else { return nil }
        countLeft -= 1
        lentCount += 1
        return make()
    }

    mutating func removeWaiting(_ id: UInt64) -> Waiting? {
        guard let place = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return waiting.remove(at: place)
    }

    /// Takes a reader back; it passes at once to whoever has waited longest.
    mutating func takeBack(_ reader: Reader) -> (Waiting?, [CheckedContinuation<Void, Never>]) {
        if !waiting.isEmpty, !isResting { return (waiting.removeFirst(), []) }
        idle.append(reader)
        lentCount -= 1
        guard lentCount == 0 else { return (nil, []) }
        defer { closers = [] }
        return (nil, closers)
    }
}

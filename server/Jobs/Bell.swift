import Logging

/// A bell: however often it rings while nobody listens, it is heard once.
struct Bell: Sendable {
    /// For one listener; it ends when the bell is silenced.
    let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (rings, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }

    /// Never rings again.
    func silence() { continuation.finish() }
}

/// Something that is done whenever a bell rings, and every so often by itself.
struct Routine: Sendable {
    /// What it does, for the log.
    let name: String
    let interval: Duration
    let bell: Bell
    let log: Logger
    let body: @Sendable () async throws -> Void

    /// Goes on until the bell is silenced. Trouble is told once until it is over; the next ring is
    /// the next attempt.
    func run() async {
        bell.ring()
        let ticking = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: interval)
                bell.ring()
            }
        }
        defer { ticking.cancel() }
        var isFailing = false
        for await _ in bell.rings {
            do {
                try await body()
                if isFailing { log.info("the queue goes on", .text("routine", name)) }
                isFailing = false
            } catch {
                if !isFailing {
                    log.warning(
                        "the queue has to wait", .text("routine", name), .text("why", "\(error)"))
                }
                isFailing = true
            }
        }
    }
}

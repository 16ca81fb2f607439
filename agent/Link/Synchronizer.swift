package import AgentStore
package import Crypto
package import Machine

/// Keeps a laptop's book and the server's in step.
///
/// Two lanes run side by side, so that neither holds up the other: the push lane sends whenever
/// something was written, the watch lane keeps one question open at the server. Either lane backs
/// off while the server is away or a person is needed, and goes on by itself after that.
package actor Synchronizer {
    private static let watchSeconds: UInt32 = 50

    let store: AgentStore
    let line: ServerLine
    private let clock: SystemClock
    private let backoff = Backoff(first: .milliseconds(250), longest: .seconds(30))
    private var lanes: Task<Void, Never>?
    private var nudges: AsyncStream<Void>.Continuation?

    /// How the two stand.
    package internal(set) var status = SyncStatus(state: .alone)
    /// The login that waits to be confirmed, and how long to wait between two questions.
    var login: (request: LoginRequest, waitSeconds: Int64)?

    /// Speaks for one laptop.
    package init(store: AgentStore, key: SigningKey, clock: SystemClock = SystemClock()) {
        self.store = store
        line = ServerLine(device: store.device, key: key)
        self.clock = clock
    }

    /// Starts the lanes, if the laptop belongs to a team.
    package func start() async throws {
        // Looked at after the waiting, since another start may have come in between.
        guard let enrolment = try await store.enrolment(), lanes == nil else { return }
        status = SyncStatus(state: .starting)
        let (wakes, nudges) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.nudges = nudges
        nudges.yield()
        lanes = Task {
            async let push: Void = pushLane(enrolment, wakes)
            async let watch: Void = watchLane(enrolment)
            _ = await (push, watch)
        }
    }

    /// Ends the lanes.
    package func stop() async {
        let ended = lanes
        lanes = nil
        nudges?.finish()
        ended?.cancel()
        await ended?.value
    }

    /// Says that something was written.
    package func nudge() { nudges?.yield() }

    /// Joins the book of a one-time code, and starts the lanes.
    package func enrol(at server: ServerAddress, code: String, name: String) async throws {
        let book = try await line.enrol(at: server, code: code, name: name)
        try await store.enrol(Enrolment(server: server.text, book: book))
        // The lanes of an earlier enrolment speak to the address of that one.
        await stop()
        try await start()
    }

    /// Exchanges everything now; throws what stood in the way.
    package func synchronize() async throws -> (sent: Int, received: Int) {
        guard let enrolment = try await store.enrolment() else {
            throw LinkError.notLetIn(
                reason: "This laptop belongs to no team; 'counterfoil login' joins one.")
        }
        do {
            let sent = try await Pusher(store: store, line: line).push(to: enrolment)
            var (received, isComplete) = (0, false)
            while !isComplete {
                let page = try await Puller(store: store, line: line)
                    .pull(from: enrolment, waitSeconds: 0)
                received += page.count
                isComplete = page.isComplete
            }
            spoke()
            return (sent, received)
        } catch {
            note(error)
            throw error
        }
    }

    private func pushLane(_ enrolment: Enrolment, _ wakes: AsyncStream<Void>) async {
        for await _ in wakes {
            await persist { try await self.pushOnce(enrolment) }
        }
    }

    private func watchLane(_ enrolment: Enrolment) async {
        while !Task.isCancelled {
            await persist { try await self.watchOnce(enrolment) }
        }
    }

    private func pushOnce(_ enrolment: Enrolment) async throws {
        _ = try await Pusher(store: store, line: line).push(to: enrolment)
        spoke()
    }

    private func watchOnce(_ enrolment: Enrolment) async throws {
        _ = try await Puller(store: store, line: line)
            .pull(from: enrolment, waitSeconds: Self.watchSeconds)
        spoke()
    }

    /// Tries until it is done or the lane ends.
    private func persist(_ body: () async throws -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                return try await body()
            } catch {
                note(error)
                failures += 1
                // A cancelled wait ends early, and the loop with it.
                try? await backoff.wait(afterFailures: failures)
            }
        }
    }

    private func spoke() {
        status.state = .upToDate
        status.lastContact = clock.unixMilliseconds()
    }

    private func note(_ error: any Error) {
        switch error {
        case is CancellationError: break
        case LinkError.away(let reason): status.state = .offline(reason: reason)
        default: status.state = .halted(reason: "\(error)")
        }
    }
}

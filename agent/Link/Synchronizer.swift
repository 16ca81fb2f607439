package import AgentStore
package import Crypto
package import Machine

/// Keeps a laptop's book and the server's in step, while it belongs to a team and is not paused.
package actor Synchronizer {
    /// What one exchange came to.
    package struct Exchanged: Hashable, Sendable {
        /// Changes of this laptop that the server judged.
        package let sent: Int
        /// Entries by which the server's log grew here, one's own among them.
        package let received: Int

        /// So many of each.
        package init(sent: Int, received: Int) {
            self.sent = sent
            self.received = received
        }
    }

    let store: AgentStore
    let line: ServerLine
    private let clock: SystemClock
    private var courier: Courier?
    /// How the two stand while nobody carries anything.
    private var rest = SyncStatus(state: .alone)
    /// What brings the laptop's own book up to a server.
    var bringing: Task<Void, Never>?
    /// The login that waits to be confirmed, and how long to wait between two questions.
    var login: (request: LoginRequest, waitSeconds: Int64)?

    /// Speaks for one laptop.
    package init(store: AgentStore, key: SigningKey, clock: SystemClock = SystemClock()) {
        self.store = store
        line = ServerLine(device: store.device, key: key)
        self.clock = clock
    }

    /// How the two stand.
    package var status: SyncStatus {
        get async { await courier?.status ?? rest }
    }

    /// Starts to carry, if the laptop belongs to a team.
    package func start() async throws {
        guard let enrolment = try await store.enrolment() else { return }
        guard try await !store.standing().isPaused else {
            rest = Self.paused
            return
        }
        // Looked at after the waiting, since another start may have come in between.
        guard courier == nil else { return }
        let courier = courier(for: enrolment)
        self.courier = courier
        await courier.start()
        try await goOnBringing()
    }

    /// Stops to carry; what is under way is tried again after the next start.
    package func stop() async {
        stopBringing()
        guard let courier else { return }
        self.courier = nil
        rest = await courier.status
        await courier.stop()
    }

    /// Stops to carry, for a reason that a person is told.
    func stop(because reason: String) async {
        await stop()
        rest = SyncStatus(state: .halted(reason: reason))
    }

    /// Stops to carry until it is resumed, also after the next start.
    package func pause() async throws {
        try await store.pause(true)
        await stop()
        rest = Self.paused
    }

    private static let paused = SyncStatus(
        state: .halted(reason: "It is paused; 'counterfoil sync resume' goes on."))

    /// Goes on carrying.
    package func resume() async throws {
        try await store.pause(false)
        try await start()
    }

    /// Says that something was written.
    package func nudge() async { await courier?.nudge() }

    /// Joins the book of a one-time code, and starts to carry.
    package func enrol(at server: ServerAddress, code: String, name: String) async throws {
        let book = try await line.enrol(at: server, code: code, name: name)
        try await store.enrol(Enrolment(server: server.text, book: book))
        // Whoever carried before speaks to the address of an earlier enrolment.
        await stop()
        try await start()
    }

    /// Exchanges everything now; throws what stood in the way.
    package func synchronize() async throws -> Exchanged {
        guard let enrolment = try await store.enrolment() else {
            throw LinkError.notLetIn(
                reason: "This laptop belongs to no team; 'counterfoil login' joins one.")
        }
        let (unsent, before) = (try await store.unsentCount(), try await store.cursor())
        try await exchange(with: enrolment)
        return Exchanged(
            sent: unsent, received: Int(clamping: try await store.cursor()) - Int(clamping: before))
    }

    /// Compares the book with the server's, record by record where they differ, and mends it.
    package func examine() async throws -> BookExaminer.Findings {
        guard let enrolment = try await store.enrolment() else {
            throw LinkError.notLetIn(
                reason: "This laptop belongs to no team; there is nothing to compare with.")
        }
        do {
            try await exchange(with: enrolment)
        } catch {
            // What stands in the way of an exchange may be what is to be mended.
        }
        let wasCarrying = courier != nil
        await stop()
        let examiner = BookExaminer(desk: store.desk, line: line, enrolment: enrolment)
        let findings: BookExaminer.Findings
        do {
            findings = try await examiner.examine(at: UInt64(clamping: clock.unixMilliseconds()))
        } catch {
            if wasCarrying { try await start() }
            throw error
        }
        if wasCarrying { try await start() }
        return findings
    }

    /// By whoever carries, or by somebody for this once.
    func exchange(with enrolment: Enrolment) async throws {
        if let courier { return try await courier.synchronize() }
        let courier = courier(for: enrolment)
        await courier.start()
        do {
            try await courier.synchronize()
        } catch {
            await retire(courier)
            throw error
        }
        await retire(courier)
    }

    private func retire(_ courier: Courier) async {
        rest = await courier.status
        await courier.stop()
    }

    private func courier(for enrolment: Enrolment) -> Courier {
        Courier(desk: store.desk, line: line, enrolment: enrolment, clock: clock)
    }
}

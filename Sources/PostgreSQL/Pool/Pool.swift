import Machine

/// A bounded number of connections, lent one task at a time.
///
/// 1. Never more than `size` connections are open; who finds none waits in line.
/// 2. A connection that broke is closed, and every resting one is asked before it is lent again.
/// 3. up → (a connection cannot be made: `wentDown`) → down → (a probe succeeds: `fillPlace`) → up.
///    While down every caller is refused at once, and one task probes with growing pauses.
package actor Pool {
    struct Lease {
        let connection: Connection
        let opened: ContinuousClock.Instant
        var returned: ContinuousClock.Instant
    }

    private let settings: ConnectionSettings
    private let options: PoolOptions
    private let clock = ContinuousClock()
    private var idle: [Lease] = []
    private var open = 0
    private var line = WaitingLine<CheckedContinuation<Lease, any Error>>()
    private var suspectedAt: ContinuousClock.Instant?
    private var downReason: String?
    private var probe: Task<Void, Never>?
    private var isClosed = false
    private var usher: Task<Void, Never>?
    private var closers: [CheckedContinuation<Void, Never>] = []

    /// A pool that opens its first connection when somebody asks for one.
    package init(_ settings: ConnectionSettings, options: PoolOptions = PoolOptions()) {
        self.settings = settings
        self.options = options
    }

    /// What the pool is doing.
    package var statistics: PoolStatistics {
        PoolStatistics(
            open: open, idle: idle.count, waiting: line.count, isDown: downReason != nil)
    }

    /// Refuses new callers, waits until every lent connection is back, and ends them all.
    package func close() async {
        isClosed = true
        probe?.cancel()
        usher?.cancel()
        for waiter in line.removeAll() { waiter.resume(throwing: PostgreSQLError.poolClosed) }
        while let lease = idle.popLast() { await discard(lease) }
        guard open > 0 else { return }
        await withCheckedContinuation { closers.append($0) }
    }

    // MARK: Lending

    /// Lends a connection, waiting for one when all are lent.
    func lease() async throws -> Lease {
        while true {
            try Task.checkCancellation()
            guard !isClosed else { throw PostgreSQLError.poolClosed }
            if let lease = idle.popLast() {
                if await isUsable(lease) { return lease }
                await discard(lease)
                continue
            }
            if let downReason { throw PostgreSQLError.unavailable(reason: downReason) }
            if open < options.size { return try await openConnection() }
            return try await waitInLine()
        }
    }

    /// Takes a connection back and hands it to who waits.
    func release(_ lease: Lease, isUsable: Bool) async {
        guard isUsable else {
            // The server may have restarted under the resting ones too.
            suspectedAt = clock.now
            return await discard(lease)
        }
        guard !isClosed, clock.now - lease.opened < options.ageMax else {
            return await discard(lease)
        }
        handOver(lease)
    }

    private func handOver(_ lease: Lease) {
        var lease = lease
        lease.returned = clock.now
        if let waiter = line.popFirst() {
            waiter.resume(returning: lease)
        } else {
            idle.append(lease)
        }
    }

    private func isUsable(_ lease: Lease) async -> Bool {
        let now = clock.now
        guard now - lease.opened < options.ageMax else { return false }
        let isSuspect = suspectedAt.map { $0 >= lease.returned } ?? false
        guard isSuspect || now - lease.returned >= options.restMax else { return true }
        return await lease.connection.answers()
    }

    private func discard(_ lease: Lease) async {
        await lease.connection.close()
        freePlace()
    }

    private func freePlace() {
        open -= 1
        if line.count > 0, downReason == nil, !isClosed {
            // The place belongs to who waits: a newcomer must not take it meanwhile.
            open += 1
            Task { await self.openForLine() }
        }
        guard isClosed, open == 0 else { return }
        for closer in closers { closer.resume() }
        closers = []
    }

    // MARK: Opening

    private func openConnection() async throws -> Lease {
        open += 1
        return try await fillPlace()
    }

    private func openForLine() async {
        do {
            let lease = try await fillPlace()
            if isClosed { await discard(lease) } else { handOver(lease) }
        } catch {
            // Everybody in line was told when the database went down; any other trouble is
            // told to the first, and the next gets an attempt of its own.
            line.popFirst()?.resume(throwing: error)
        }
    }

    /// Opens a connection for a place that is already counted.
    private func fillPlace() async throws -> Lease {
        do {
            let connection = try await Connection(settings)
            downReason = nil
            let now = clock.now
            return Lease(connection: connection, opened: now, returned: now)
        } catch {
            wentDown(error)
            freePlace()
            throw error
        }
    }

    private func wentDown(_ error: PostgreSQLError) {
        guard error.isUnavailable, downReason == nil, !isClosed else { return }
        downReason = if case .unavailable(let reason) = error { reason } else { "\(error)" }
        for waiter in line.removeAll() { waiter.resume(throwing: error) }
        probe?.cancel()
        probe = Task { await self.probeUntilUp() }
    }

    private func probeUntilUp() async {
        var failures = 1
        while !isClosed, downReason != nil {
            do {
                try await options.backoff.wait(afterFailures: failures)
                guard !isClosed, downReason != nil, open < options.size else { continue }
                await release(try await openConnection(), isUsable: true)
            } catch is CancellationError {
                return
            } catch {
                // Still down: what the pool says to callers already tells why.
                failures += 1
            }
        }
    }

    // MARK: Waiting

    private func waitInLine() async throws -> Lease {
        let ticket = line.takeTicket()
        let deadline = clock.now + options.waitMax
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    line.append(continuation, ticket: ticket, until: deadline)
                    if usher == nil { usher = Task { await sendAway() } }
                }
            }
        } onCancel: {
            Task { await self.leaveLine(ticket, because: CancellationError()) }
        }
    }

    private func leaveLine(_ ticket: UInt64, because error: any Error) {
        line.remove(ticket: ticket)?.resume(throwing: error)
    }

    /// Sends everybody away who has waited for too long. One task does so for the whole line: when
    /// thousands ask at once, a timer for each would cost them more than what they wait for.
    private func sendAway() async {
        while let deadline = line.firstDeadline {
            guard deadline <= clock.now else {
                try? await Task.sleep(until: deadline)
                guard !Task.isCancelled else { return }
                continue
            }
            line.popFirst()?.resume(throwing: PostgreSQLError.poolExhausted(size: options.size))
        }
        usher = nil
    }
}

import Crypto
package import PostgreSQL

/// Counts attempts in the database, so that a limit holds across processes and restarts.
///
/// A key's row tells until when it is busy if every attempt takes one step of time; an attempt
/// that would make it busy for longer than the whole window is refused. One statement decides, so
/// parallel attempts cannot pass each other. What is busy for longer than twice the window was
/// counted by a clock that was ahead: it means nothing. Less than that is how far the clocks of two
/// servers may differ without anybody getting a second count.
package struct RateLimiter: Sendable {
    let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Counts one attempt of an asker; throws when there were too many.
    @discardableResult
    package func take(
        _ limit: RateLimit, by asker: String, at time: Timestamp
    ) async throws -> Allowance {
        let key = Self.key(limit, asker)
        let outcome = try await pool.withConnection { connection in
            let taken = try connection.take(key, limit, at: time)
            return (taken: taken, busyUntil: try taken ?? connection.busyUntil(key))
        }
        let busy = max(0, (outcome.busyUntil ?? time).microseconds - time.microseconds)
        guard outcome.taken != nil else {
            LimitWitness.current?.note(
                Allowance(count: limit.count, remaining: 0, resetSeconds: Self.seconds(busy)))
            let early = busy + limit.stepMicroseconds - limit.windowMicroseconds
            throw IdentityError.limited(
                LimitReached(count: limit.count, retrySeconds: Self.seconds(max(early, 1))))
        }
        let allowance = Allowance(
            count: limit.count,
            remaining: Int(max(0, limit.windowMicroseconds - busy) / limit.stepMicroseconds),
            resetSeconds: Self.seconds(busy))
        LimitWitness.current?.note(allowance)
        return allowance
    }

    /// Gives an asker everything back, after it turned out that nothing was guessed.
    package func forgive(_ limit: RateLimit, by asker: String) async throws {
        let key = Self.key(limit, asker)
        _ = try await pool.withConnection { connection in
            try connection.execute("DELETE FROM rate_limits WHERE key_hash = \(key)")
        }
    }

    /// The same for everybody in one network: an IPv6 address counts by its first 64 bits.
    package static func network(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let halves = address.split(separator: "::", omittingEmptySubsequences: false)
        var groups = halves[0].split(separator: ":").map(String.init)
        if halves.count > 1 {
            let tail = halves[1].split(separator: ":").count
            groups += [String](repeating: "0", count: max(0, 8 - groups.count - tail))
        }
        return groups.prefix(4).joined(separator: ":") + "::/64"
    }

    /// Addresses and accounts stand in the table as hashes only.
    private static func key(_ limit: RateLimit, _ asker: String) -> [UInt8] {
        SHA256.digest(Array("\(limit.name)\n\(asker)".utf8))
    }

    private static func seconds(_ microseconds: Int64) -> Int {
        Int((microseconds + 999_999) / 1_000_000)
    }
}

extension Connection {
    /// Until when the key is busy after one more attempt; nothing when there were too many.
    fileprivate func take(
        _ key: [UInt8], _ limit: RateLimit, at time: Timestamp
    ) throws -> Timestamp? {
        let step = limit.stepMicroseconds
        let first = Timestamp(microseconds: time.microseconds + step)
        let latest = Timestamp(microseconds: time.microseconds + limit.windowMicroseconds)
        let credible = Timestamp(microseconds: time.microseconds + 2 * limit.windowMicroseconds)
        try forgetSome(before: time)
        try execute(
            "DELETE FROM rate_limits WHERE key_hash = \(key) AND busy_until > \(credible)")
        let query: Query = """
            INSERT INTO rate_limits AS held (key_hash, busy_until) VALUES (\(key), \(first))
            ON CONFLICT (key_hash) DO UPDATE
            SET busy_until = greatest(held.busy_until, \(time)) + \(step) * interval '1 microsecond'
            WHERE greatest(held.busy_until, \(time)) + \(step) * interval '1 microsecond'
                <= \(latest)
            RETURNING busy_until
            """
        return try self.first(query) { (row) throws(PostgreSQLError) in try row.read(0) }
    }

    fileprivate func busyUntil(_ key: [UInt8]) throws -> Timestamp? {
        try first("SELECT busy_until FROM rate_limits WHERE key_hash = \(key)") {
            (row) throws(PostgreSQLError) in try row.read(0)
        }
    }

    /// A few rows that mean nothing any more go with each attempt, so that they never pile up.
    private func forgetSome(before time: Timestamp) throws {
        try execute(
            """
            DELETE FROM rate_limits WHERE key_hash IN (
                SELECT key_hash FROM rate_limits WHERE busy_until < \(time)
                ORDER BY busy_until LIMIT 4 FOR UPDATE SKIP LOCKED)
            """)
    }
}

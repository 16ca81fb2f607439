import Bytes
import Crypto
package import PostgreSQL
package import Sync

/// What a laptop is told that asks to join (RFC 8628).
package struct DeviceRequest: Hashable, Sendable {
    /// What the laptop keeps to itself; once confirmed it is its enrolment code.
    package let deviceCode: String
    /// What it shows to a person.
    package let userCode: String
    /// Seconds until both are worth nothing.
    package let lifetimeSeconds: Int
    /// Seconds between two questions whether it was confirmed.
    package let intervalSeconds: Int
}

/// A laptop that waits, as whoever confirms it sees it.
package struct WaitingDevice: Hashable, Sendable {
    /// What it calls itself.
    package let name: String
    /// Where it asked from.
    package let address: String
}

/// Laptops that ask to join by a code that a person confirms.
///
/// waiting → (`approve`) → approved → (the laptop enrols) → gone; waiting → (`deny`) → denied; and
/// whatever state it is in, it is over after a quarter of an hour.
package struct DeviceRequests: Sendable {
    private static let lifetimeSeconds = 900
    private static let intervalSeconds = 5
    /// Letters that make no words and are not taken for one another: 20⁸ codes.
    private static let alphabet = Array("BCDFGHJKLMNPQRSTVWXZ".utf8)
    private static let userCodeLength = 8

    private let pool: Pool
    private let limiter: RateLimiter
    private let limits: RateLimits

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool, limits: RateLimits = RateLimits()) {
        self.pool = pool
        self.limits = limits
        limiter = RateLimiter(pool: pool)
    }

    /// Begins to wait for somebody who confirms.
    package func begin(
        named name: String, from address: String, at time: Timestamp
    ) async throws -> DeviceRequest {
        guard Devices.isName(name) else { throw IdentityError.nameRefused }
        let network = RateLimiter.network(of: address)
        try await limiter.take(limits.requestsPerAddress, by: network, at: time)
        let request = DeviceRequest(
            deviceCode: Hexadecimal.text(try SecureRandom.bytes(32)),
            userCode: try Self.makeUserCode(), lifetimeSeconds: Self.lifetimeSeconds,
            intervalSeconds: Self.intervalSeconds)
        let expiry = time.advanced(bySeconds: Self.lifetimeSeconds)
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM device_requests WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO device_requests (device_code_hash, user_code_hash, name, address,
                    interval_seconds, state, expires_at)
                VALUES (\(EnrolmentCode.digest(of: request.deviceCode)),
                    \(EnrolmentCode.digest(of: request.userCode)), \(name), \(address),
                    \(Int32(Self.intervalSeconds)), 'pending', \(expiry))
                """)
        }
        return request
    }

    /// The book that the laptop may join now; throws while nobody has decided, and for ever when
    /// somebody decided against it. A lost answer does no harm: it is given again.
    package func poll(
        _ deviceCode: String, from address: String, at time: Timestamp
    ) async throws -> BookID {
        let network = RateLimiter.network(of: address)
        try await limiter.take(limits.pollsPerAddress, by: network, at: time)
        let digest = EnrolmentCode.digest(of: deviceCode)
        let outcome = try await pool.transaction { connection in
            try connection.poll(digest, at: time)
        }
        return try outcome.get()
    }

    /// The laptop that shows a code, for whoever is about to confirm it.
    package func waiting(
        _ userCode: String, asker: PersonID, from address: String, at time: Timestamp
    ) async throws -> WaitingDevice {
        try await limit(asker, address, at: time)
        let digest = EnrolmentCode.digest(of: userCode)
        let found: WaitingDevice? = try await pool.withConnection { connection in
            try connection.first(
                """
                SELECT name, address FROM device_requests WHERE user_code_hash = \(digest)
                    AND state = 'pending' AND expires_at > \(time)
                """
            ) { (row) throws(PostgreSQLError) in
                WaitingDevice(name: try row.read(0), address: try row.read(1))
            }
        }
        guard let found else { throw IdentityError.notFound(.code) }
        return found
    }

    /// Lets the laptop join a book as a person's, or as nobody's for whoever runs the server.
    package func approve(
        _ userCode: String, into book: BookID, by person: PersonID?, from address: String?,
        at time: Timestamp
    ) async throws {
        if let person, let address { try await limit(person, address, at: time) }
        let digest = EnrolmentCode.digest(of: userCode)
        try await pool.transaction { connection in
            let code: [UInt8]? = try connection.first(
                """
                UPDATE device_requests SET state = 'approved', granted_book_id = \(book)
                WHERE user_code_hash = \(digest) AND state = 'pending' AND expires_at > \(time)
                RETURNING device_code_hash
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
            guard let code else { throw IdentityError.notFound(.code) }
            let expiry = time.advanced(bySeconds: Self.lifetimeSeconds)
            try connection.execute(
                """
                INSERT INTO enrolment_codes (code_hash, book_id, person_id, expires_at)
                VALUES (\(code), \(book), \(orNull: person), \(expiry))
                """)
        }
    }

    /// Turns the laptop away.
    package func deny(
        _ userCode: String, by person: PersonID, from address: String, at time: Timestamp
    ) async throws {
        try await limit(person, address, at: time)
        let digest = EnrolmentCode.digest(of: userCode)
        let count = try await pool.transaction { connection in
            try connection.execute(
                """
                UPDATE device_requests SET state = 'denied'
                WHERE user_code_hash = \(digest) AND state = 'pending' AND expires_at > \(time)
                """)
        }
        guard count == 1 else { throw IdentityError.notFound(.code) }
    }

    private func limit(
        _ person: PersonID, _ address: String, at time: Timestamp
    ) async throws {
        let network = RateLimiter.network(of: address)
        try await limiter.take(limits.codesPerPerson, by: person.text, at: time)
        try await limiter.take(limits.codesPerAddress, by: network, at: time)
    }

    private static func makeUserCode() throws -> String {
        var random = try SecureGenerator()
        let letters = (0..<userCodeLength).map { _ in
            alphabet[Int.random(in: alphabet.indices, using: &random)]
        }
        return String(decoding: letters.prefix(4), as: UTF8.self) + "-"
            + String(decoding: letters.suffix(4), as: UTF8.self)
    }
}

extension Connection {
    /// What a waiting laptop is told. A refusal is a value here, for the transaction that counts
    /// the question must be kept.
    fileprivate func poll(
        _ digest: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> Result<BookID, IdentityError> {
        let query: Query = """
            SELECT state, granted_book_id, interval_seconds, polled_at FROM device_requests
            WHERE device_code_hash = \(digest) AND expires_at > \(time) FOR UPDATE
            """
        let found: (String, BookID?, Int32, Timestamp?)? = try first(query) {
            (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1), try row.read(2), try row.read(3))
        }
        guard let (state, book, interval, polled) = found else {
            return .failure(.authorizationExpired)
        }
        if state == "denied" { return .failure(.accessDenied) }
        if state == "approved", let book { return .success(book) }
        let isTooSoon = polled.map { time < $0.advanced(bySeconds: Int(interval)) } ?? false
        let next = isTooSoon ? interval + 5 : interval
        try execute(
            """
            UPDATE device_requests SET polled_at = \(time), interval_seconds = \(next)
            WHERE device_code_hash = \(digest)
            """)
        if isTooSoon { return .failure(.slowDown(intervalSeconds: Int(next))) }
        return .failure(.authorizationPending)
    }
}

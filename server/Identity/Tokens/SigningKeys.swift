package import Crypto
package import JSON
package import PostgreSQL
import ServerStore
import Synchronization

/// The keys that sign access tokens, the same for every process on one database.
///
/// A key signs for thirty days. Its successor is made an hour before and shown to the world at
/// once, and its own signatures count for a day after it was succeeded. What is known here is read
/// again every minute, and at once when a token names a key that is not known. Where the clock
/// stands before the start of every key, the one that starts first signs: clocks go back, and those
/// of two servers differ.
package final class SigningKeys: Sendable {
    struct Known: Sendable {
        let id: String
        let header: String
        let verifying: VerifyingKey
        let signing: SigningKey
        let signsFrom: Timestamp
        let retiresAt: Timestamp?

        func counts(at time: Timestamp) -> Bool { retiresAt.map { $0 > time } ?? true }
    }

    private struct Cache {
        var keys: [Known] = []
        var readAt: Timestamp?
    }

    private static let lifetimeSeconds = 30 * 86_400
    private static let noticeSeconds = 3_600
    private static let graceSeconds = 86_400
    private static let cacheSeconds = 60
    /// A key that is not known makes the database be asked this often at most.
    private static let surpriseSeconds = 1
    /// Names the lock under which keys are made; any number that nothing else uses.
    private static let lockNumber: Int64 = 0x6b_6579_7301

    private let pool: Pool
    private let keeper: SecretKeeper
    private let cache = Mutex(Cache())

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool, keeper: SecretKeeper) {
        self.pool = pool
        self.keeper = keeper
    }

    /// The key that signs now; made when there is none.
    func signer(at time: Timestamp) async throws -> Known {
        if let key = Self.signer(among: try await keys(at: time), at: time),
            !Self.isDue(cached, at: time)
        {
            return key
        }
        try await makeWhenDue(at: time)
        guard let key = Self.signer(among: try await read(at: time), at: time) else {
            // Somebody has emptied the table at this very moment; the next request makes another.
            throw IdentityError.busy
        }
        return key
    }

    /// The key whose tokens begin with this header, if its signatures count.
    func verifier(header: String, at time: Timestamp) async throws -> VerifyingKey? {
        var keys = try await keys(at: time)
        if !keys.contains(where: { $0.header == header }), isOld(Self.surpriseSeconds, at: time) {
            keys = try await read(at: time)
        }
        return keys.first { $0.header == header && $0.counts(at: time) }?.verifying
    }

    /// The public keys, as the world may read them (RFC 7517).
    package func document(at time: Timestamp) async throws -> JSONValue {
        _ = try await signer(at: time)
        let keys = cached.filter { $0.counts(at: time) }.map { key -> JSONValue in
            [
                "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                "kid": .string(key.id), "x": .string(Base64URL.text(key.verifying.bytes)),
            ]
        }
        return ["keys": .array(keys)]
    }

    /// Makes a key that signs from now on; with `isEmergency` no older one counts any more.
    package func replace(isEmergency: Bool, at time: Timestamp) async throws {
        try await pool.transaction { [keeper] connection in
            try connection.lockKeys(Self.lockNumber)
            let retires = isEmergency ? time : time.advanced(bySeconds: Self.graceSeconds)
            try connection.makeKey(sealedBy: keeper, signsFrom: time, olderRetireAt: retires)
            // Other servers know the old key for a little longer; its sign-ins they ask about.
            guard isEmergency else { return }
            try connection.execute(
                "UPDATE sessions SET revoked_at = \(time) WHERE revoked_at IS NULL")
        }
        _ = try await read(at: time)
    }

    private var cached: [Known] { cache.withLock { $0.keys } }

    private func keys(at time: Timestamp) async throws -> [Known] {
        isOld(Self.cacheSeconds, at: time) ? try await read(at: time) : cached
    }

    private func isOld(_ seconds: Int, at time: Timestamp) -> Bool {
        guard let readAt = cache.withLock({ $0.readAt }) else { return true }
        // A clock that went back makes it old too.
        return time < readAt || time >= readAt.advanced(bySeconds: seconds)
    }

    private func read(at time: Timestamp) async throws -> [Known] {
        let keys = try await pool.withConnection { [keeper] connection in
            try connection.signingKeys(openedBy: keeper)
        }
        cache.withLock { $0 = Cache(keys: keys, readAt: time) }
        return keys
    }

    private func makeWhenDue(at time: Timestamp) async throws {
        try await pool.transaction { [keeper] connection in
            try connection.lockKeys(Self.lockNumber)
            let keys = try connection.signingKeys(openedBy: keeper)
            guard Self.isDue(keys, at: time) else { return }
            let isFirst = Self.signer(among: keys, at: time) == nil
            let start = isFirst ? time : time.advanced(bySeconds: Self.noticeSeconds)
            try connection.execute("DELETE FROM signing_keys WHERE retires_at <= \(time)")
            try connection.makeKey(
                sealedBy: keeper, signsFrom: start,
                olderRetireAt: start.advanced(bySeconds: Self.graceSeconds))
        }
    }

    private static func signer(among keys: [Known], at time: Timestamp) -> Known? {
        let counting = keys.filter { $0.counts(at: time) }
        return counting.filter { $0.signsFrom <= time }.max { $0.signsFrom < $1.signsFrom }
            ?? counting.min { $0.signsFrom < $1.signsFrom }
    }

    /// Whether no key will sign an hour from now.
    private static func isDue(_ keys: [Known], at time: Timestamp) -> Bool {
        let newest = keys.filter { $0.counts(at: time) }.map(\.signsFrom).max()
        guard let newest else { return true }
        return newest.advanced(bySeconds: lifetimeSeconds - noticeSeconds) <= time
    }
}

extension Connection {
    fileprivate func lockKeys(_ number: Int64) throws(PostgreSQLError) {
        try execute("SELECT pg_advisory_xact_lock(\(number))")
    }

    fileprivate func signingKeys(openedBy keeper: SecretKeeper) throws -> [SigningKeys.Known] {
        let query: Query =
            "SELECT key_id, seed_sealed, signs_from, retires_at FROM signing_keys ORDER BY key_id"
        let rows: [(String, [UInt8], Timestamp, Timestamp?)] = try rows(query) {
            (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1), try row.read(2), try row.read(3))
        }
        return try rows.map { id, sealed, signsFrom, retiresAt in
            let seed = try keeper.open(
                sealed, for: SealedColumn.signingKey.purpose, of: Array(id.utf8))
            let key = try SigningKey(seed: seed)
            return SigningKeys.Known(
                id: id, header: AccessToken.header(keyID: id), verifying: key.verifyingKey,
                signing: key, signsFrom: signsFrom, retiresAt: retiresAt)
        }
    }

    fileprivate func makeKey(
        sealedBy keeper: SecretKeeper, signsFrom: Timestamp, olderRetireAt: Timestamp
    ) throws {
        let id = Base64URL.text(try SecureRandom.bytes(9))
        let key = try SigningKey()
        let sealed = try keeper.seal(
            key.seed, for: SealedColumn.signingKey.purpose, of: Array(id.utf8))
        try execute(
            """
            UPDATE signing_keys SET retires_at = least(retires_at, \(olderRetireAt))
            """)
        try execute(
            """
            INSERT INTO signing_keys (key_id, public_key, seed_sealed, signs_from)
            VALUES (\(id), \(key.verifyingKey.bytes), \(sealed), \(signsFrom))
            """)
    }
}

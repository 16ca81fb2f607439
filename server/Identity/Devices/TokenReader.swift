import PostgreSQL

/// Reads who stands behind tokens: for all who ask at the same moment at once.
///
/// When a book grows, everybody who watches it shows his token again. Each is answered by a
/// statement that began after he had asked, as if it were his own.
actor TokenReader {
    /// A token that some laptop was given, and what is known of it at this moment.
    struct Token: Sendable {
        let holder: DeviceHolder
        let expiry: Timestamp
    }

    private typealias Reading = Task<[[UInt8]: Token], any Error>

    private let pool: Pool
    private var wanted: Set<[UInt8]> = []
    // What has begun, and what begins as soon as that has ended.
    private var present: Reading?
    private var next: Reading?

    /// Reads from a pool whose database has been migrated.
    init(pool: Pool) { self.pool = pool }

    /// The token of a digest, unless it is refused.
    func token(of digest: [UInt8]) async throws -> Token? {
        wanted.insert(digest)
        return try await (next ?? announce()).value[digest]
    }

    private func announce() -> Reading {
        let reading = Reading { [present] in
            _ = await present?.result
            return try await read(begin())
        }
        next = reading
        return reading
    }

    /// Whoever asks from here on is answered by the one after this.
    private func begin() -> [[UInt8]] {
        (present, next) = (next, nil)
        defer { wanted = [] }
        return Array(wanted)
    }

    private func read(_ digests: [[UInt8]]) async throws -> [[UInt8]: Token] {
        let found = try await pool.withConnection { try $0.tokens(of: digests) }
        return Dictionary(found.map { ($0.digest, $0.token) }, uniquingKeysWith: { $1 })
    }
}

extension Connection {
    /// Each token is looked up by itself, so that whatever the database knows of its tables it
    /// goes by their keys.
    fileprivate func tokens(
        of digests: [[UInt8]]
    ) throws(PostgreSQLError) -> [(digest: [UInt8], token: TokenReader.Token)] {
        try rows(
            """
            SELECT wanted.digest, token.*
            FROM unnest(\(digests)) AS wanted (digest) CROSS JOIN LATERAL (
                SELECT t.expires_at, t.book_id, t.device_id, d.public_key, d.person_id,
                    CASE WHEN d.person_id IS NULL THEN 'member' ELSE m.role END
                FROM device_tokens AS t
                JOIN devices AS d ON d.book_id = t.book_id AND d.device_id = t.device_id
                LEFT JOIN people AS p ON p.person_id = d.person_id
                LEFT JOIN members AS m ON m.book_id = d.book_id AND m.person_id = d.person_id
                WHERE t.token_hash = wanted.digest AND d.revoked_at IS NULL
                    AND (d.person_id IS NULL OR (m.role IS NOT NULL AND NOT p.is_disabled))
                LIMIT 1) AS token
            """
        ) { (row) throws(PostgreSQLError) in
            let identity = DeviceIdentity(book: try row.read(2), device: try row.read(3))
            let holder = DeviceHolder(
                identity: identity, publicKey: try row.read(4), person: try row.read(5),
                role: Role(rawValue: try row.read(6)) ?? .accountant)
            return (try row.read(0), TokenReader.Token(holder: holder, expiry: try row.read(1)))
        }
    }
}

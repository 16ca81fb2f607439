package import PostgreSQL
package import Sync

/// An API key as its book's managers see it; never the key itself.
package struct APIKeyCard: Hashable, Sendable {
    /// Its id.
    package let id: APIKeyID
    /// What it is called.
    package let name: String
    /// Its last characters.
    package let hint: String
    /// What it may do at most.
    package let role: Role
    /// Since when.
    package let since: Timestamp
    /// Until when; for good if nothing.
    package let expiry: Timestamp?
}

extension Reception {
    private static let hintLength = 4

    /// The keys of a book that were not revoked, in the order of their ids.
    package func apiKeys(
        of book: BookID, after last: APIKeyID? = nil, countMax: Int
    ) async throws -> [APIKeyCard] {
        let query: Query = """
            SELECT api_key_id, name, hint, role, created_at, expires_at FROM api_keys
            WHERE book_id = \(book) AND revoked_at IS NULL
                AND (\(orNull: last) IS NULL OR api_key_id > \(orNull: last))
            ORDER BY api_key_id LIMIT \(countMax)
            """
        return try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in
                APIKeyCard(
                    id: try row.read(0), name: try row.read(1), hint: try row.read(2),
                    role: Role(rawValue: try row.read(3)) ?? .accountant,
                    since: try row.read(4), expiry: try row.read(5))
            }
        }
    }

    /// Makes a key, which is told this once. It never does more than whoever made it.
    package func makeAPIKey(
        named name: String, role: Role, days: Int?, by caller: PersonID, in seat: Seat,
        at time: Timestamp
    ) async throws -> (card: APIKeyCard, key: String) {
        if let objection = BookName.objection(to: name) {
            throw IdentityError.fields(["name": objection])
        }
        guard role.capped(by: seat.role) == role else { throw IdentityError.forbidden(.own) }
        let key = try OpaqueToken.make(.apiKey, of: seat.book)
        // The beginning names the book; what tells keys apart is at the end.
        let hint = "cfk_…" + key.suffix(Self.hintLength)
        let card = APIKeyCard(
            id: try mint(at: time), name: name, hint: hint, role: role, since: time,
            expiry: days.map { time.advanced(bySeconds: $0 * 86_400) })
        try await pool.transaction { connection in
            try connection.execute(
                """
                INSERT INTO api_keys (book_id, api_key_id, name, hint, key_hash, role, person_id,
                    created_at, expires_at)
                VALUES (\(seat.book), \(card.id), \(name), \(hint), \(OpaqueToken.digest(key)),
                    \(role.rawValue), \(caller), \(time), \(orNull: card.expiry))
                """)
        }
        return (card, key)
    }

    /// Refuses a key from now on, on every server.
    package func revokeAPIKey(
        _ key: APIKeyID, of book: BookID, at time: Timestamp
    ) async throws {
        let count = try await pool.transaction { connection in
            try connection.execute(
                """
                UPDATE api_keys SET revoked_at = \(time)
                WHERE book_id = \(book) AND api_key_id = \(key) AND revoked_at IS NULL
                """)
        }
        guard count == 1 else { throw IdentityError.notFound(.apiKey) }
    }
}

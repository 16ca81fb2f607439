package import PostgreSQL
package import ServerJobs
import ServerStore
import Sync

/// Removes questions, codes, links, tokens and sign-ins that have expired.
package struct ProofCleaner: RoundJob {
    /// The kind.
    package static let kind = "identity.clean-proofs"

    /// Cleans up.
    package init() {}

    /// The tables whose rows mean nothing once they have expired, by the database's clock for so
    /// long that no other clock of the office calls them good.
    private static let statements: [Query] = [
        "DELETE FROM challenges WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM enrolment_codes WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM device_tokens WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM device_requests WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM registrations WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM one_time_links WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM browser_sessions WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM kept_answers WHERE expires_at < now() - interval '1 hour'",
        "DELETE FROM rate_limits WHERE busy_until < now() - interval '1 hour'",
        "DELETE FROM signing_keys WHERE retires_at < now() - interval '1 hour'",
        // A sign-in that was ended is kept for a day: its tokens that still come are then known
        // to be somebody's copy.
        """
        WITH gone AS (
            SELECT session_id FROM sessions WHERE expires_at < now() - interval '1 hour'
                OR revoked_at < now() - interval '1 day'),
        tokens AS (
            DELETE FROM refresh_tokens AS t USING gone WHERE t.session_id = gone.session_id)
        DELETE FROM sessions AS s USING gone WHERE s.session_id = gone.session_id
        """,
    ]

    /// Removes what has expired; tells how much.
    @discardableResult
    package static func clean(_ pool: Pool) async throws -> Int {
        try await pool.withConnection { connection in
            var count = try connection.executeAll(statements).reduce(0, +)
            // Invitations are a book's: every statement about them names it.
            let books: [BookID] = try connection.rows(
                """
                SELECT DISTINCT book_id FROM invitations
                WHERE expires_at < now() - interval '1 hour'
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
            for book in books {
                count += try connection.execute(
                    """
                    DELETE FROM invitations
                    WHERE book_id = \(book) AND expires_at < now() - interval '1 hour'
                    """)
            }
            return count
        }
    }
}

extension JobRoster {
    /// Removes expired proofs every five minutes.
    package mutating func addProofCleaning(of pool: Pool) {
        add(ProofCleaner.self, everySeconds: 300) {
            try await ProofCleaner.clean(pool)
        }
    }
}

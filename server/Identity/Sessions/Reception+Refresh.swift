package import PostgreSQL
import Sync

extension Reception {
    /// Gives a new pair for a refresh token, which is used up by it.
    ///
    /// 1. The token of the present generation is followed by the next one.
    /// 2. The one before it is answered again, a few times at most, as long as nothing of what
    ///    followed it was used: the reply may have been lost on its way, and a laptop may be
    ///    without network for days before it asks again.
    /// 3. Any other one was used before: somebody has a copy, and the whole sign-in ends.
    package func refresh(_ token: String, at time: Timestamp) async throws -> TokenPair {
        let digest = OpaqueToken.digest(token)
        let successor = try OpaqueToken.make(.refresh)
        let expiry = time.advanced(bySeconds: policy.sessionSeconds)
        let outcome: Refreshed? = try await pool.transaction { connection in
            guard let held = try connection.heldRefresh(digest, at: time) else { return nil }
            switch held.verdict {
            case .advances:
                try connection.advance(held, at: time, until: expiry)
                let next = held.current + 1
                try connection.addRefreshToken(successor, of: held.session, generation: next)
                return Refreshed(person: held.person, session: held.session, generation: next)
            case .repeats:
                try connection.addRefreshToken(
                    successor, of: held.session, generation: held.current)
                return Refreshed(
                    person: held.person, session: held.session, generation: held.current)
            case .isCopy:
                // The transaction commits: that the sign-in ends must not be undone by telling so.
                try connection.end(held.session, at: time)
                return nil
            }
        }
        guard let outcome else { throw IdentityError.tokenRefused }
        return try await pair(
            outcome.person, outcome.session, generation: outcome.generation, refresh: successor,
            at: time)
    }
}

private struct Refreshed: Sendable {
    let person: PersonID
    let session: SessionID
    let generation: Int64
}

private enum Verdict {
    case advances
    case repeats
    case isCopy
}

private struct HeldRefresh: Sendable {
    let session: SessionID
    let person: PersonID
    let generation: Int64
    let current: Int64
    let used: Int64
    /// How many were given for the present generation.
    let equivalents: Int64

    private static let equivalentsMax = 5

    var verdict: Verdict {
        if generation == current { return .advances }
        return generation == current - 1 && used < current
            && equivalents < Self.equivalentsMax ? .repeats : .isCopy
    }
}

extension Connection {
    /// What is known of a refresh token; its session's row is locked, so that one goes after the
    /// other.
    fileprivate func heldRefresh(
        _ digest: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> HeldRefresh? {
        let query: Query = """
            SELECT s.session_id, s.person_id, t.generation, s.generation, s.used_generation
            FROM refresh_tokens AS t JOIN sessions AS s ON s.session_id = t.session_id
            JOIN people AS p ON p.person_id = s.person_id
            WHERE t.token_hash = \(digest) AND s.revoked_at IS NULL AND s.expires_at > \(time)
                AND NOT p.is_disabled
            FOR UPDATE OF s
            """
        let found: HeldRefresh? = try first(query) { (row) throws(PostgreSQLError) in
            HeldRefresh(
                session: try row.read(0), person: try row.read(1), generation: try row.read(2),
                current: try row.read(3), used: try row.read(4), equivalents: 0)
        }
        guard let found else { return nil }
        let equivalents: Int64 = try value(
            """
            SELECT count(*) FROM refresh_tokens
            WHERE session_id = \(found.session) AND generation = \(found.current)
            """)
        return HeldRefresh(
            session: found.session, person: found.person, generation: found.generation,
            current: found.current, used: found.used, equivalents: equivalents)
    }

    fileprivate func advance(
        _ held: HeldRefresh, at time: Timestamp, until expiry: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            UPDATE sessions SET generation = \(held.current + 1), refreshed_at = \(time),
                expires_at = \(expiry)
            WHERE session_id = \(held.session)
            """)
    }

    fileprivate func end(_ session: SessionID, at time: Timestamp) throws(PostgreSQLError) {
        try execute("UPDATE sessions SET revoked_at = \(time) WHERE session_id = \(session)")
    }

    /// Ends every sign-in of a person but one, in browsers too.
    func endSessions(
        of person: PersonID, except kept: SessionID? = nil, at time: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            UPDATE sessions SET revoked_at = \(time)
            WHERE person_id = \(person) AND revoked_at IS NULL
                AND session_id IS DISTINCT FROM \(orNull: kept)
            """)
        try execute("DELETE FROM browser_sessions WHERE person_id = \(person)")
    }
}

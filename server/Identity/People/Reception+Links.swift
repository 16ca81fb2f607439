package import PostgreSQL
import Sync

/// Whether links still do what they say, so that a page can tell before anybody types.
extension Reception {
    /// What a link of a mail leads to.
    package enum LinkPurpose: Hashable, Sendable, CaseIterable {
        /// Showing that a mailbox is one's own.
        case verification
        /// Another password.
        case reset
        /// Becoming the first owner.
        case owner
    }

    /// Whether a link works now. Asking changes nothing and uses nothing up.
    package func works(
        _ token: String, for purpose: LinkPurpose, at time: Timestamp
    ) async throws -> Bool {
        let digest = OpaqueToken.digest(token)
        return try await pool.withConnection { connection in
            switch purpose {
            case .verification: try connection.hasRegistration(digest, at: time)
            case .reset:
                try connection.hasOneTimeLink(digest, .reset, at: time)
                    || connection.hasOpenRegistration(digest, at: time)
            case .owner:
                try connection.hasOneTimeLink(digest, .owner, at: time) && !connection.hasPeople()
            }
        }
    }
}

extension Connection {
    fileprivate func hasRegistration(
        _ digest: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM registrations AS r WHERE token_hash = \(digest)
                AND password_hash <> '' AND expires_at > \(time)
                AND NOT EXISTS (SELECT FROM people AS p WHERE p.email_key = r.email_key))
            """)
    }

    fileprivate func hasOneTimeLink(
        _ digest: [UInt8], _ kind: LinkKind, at time: Timestamp
    ) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM one_time_links WHERE token_hash = \(digest)
                AND kind = \(kind.rawValue) AND expires_at > \(time))
            """)
    }
}

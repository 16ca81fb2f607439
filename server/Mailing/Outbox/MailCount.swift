import PostgreSQL

/// How many mails are in one state, and since when the oldest is in the outbox.
package struct MailCount: Hashable, Sendable {
    /// The states of mails that have not come to their end. The others are not counted: they only
    /// grow, and would be read in full.
    package static let states = [DeliveryState.queued, .sending, .uncertain]

    /// The state.
    package let state: DeliveryState
    /// How many.
    package let count: Int
    /// For how long the oldest has been in the outbox.
    package let oldestSeconds: Double
}

extension Outbox {
    /// The mails that have not come to their end.
    package func counts() async throws -> [MailCount] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT state, count(*),
                    extract(epoch FROM clock_timestamp() - min(queued_at))::float8
                FROM mails WHERE state IN ('queued', 'sending', 'uncertain')
                GROUP BY state ORDER BY state
                """
            ) { (row) throws(PostgreSQLError) in
                MailCount(
                    state: DeliveryState(stored: try row.read(0)),
                    count: Int(try row.read(1, as: Int64.self)),
                    oldestSeconds: max(0, try row.read(2, as: Double.self)))
            }
        }
    }
}

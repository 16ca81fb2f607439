package import PostgreSQL

/// Whose time the outbox goes by.
package enum MailClock: Sendable {
    /// The database's: the same for every process, however wrong the clocks of their machines are.
    case database
    /// One that is handed in.
    case handedIn(@Sendable () -> Timestamp)
}

extension Connection {
    /// The present moment by a clock.
    func time(by clock: MailClock) throws(PostgreSQLError) -> Timestamp {
        switch clock {
        case .database: try value("SELECT clock_timestamp()")
        case .handedIn(let read): read()
        }
    }
}

/// Everything that can go wrong between this program and PostgreSQL.
package enum PostgreSQLError: Error, Sendable {
    /// The server refused a statement.
    case refused(ServerFault)
    /// No connection could be made; the reason is libpq's, and holds no password.
    case unavailable(reason: String)
    /// The connection broke while a statement was under way. Outside COMMIT nothing was kept
    /// of the transaction.
    case connectionLost
    /// The connection broke during COMMIT: the transaction may have been kept or not.
    case outcomeUnknown
    /// The connection settings are not a conninfo string or URL.
    case malformedSettings
    /// A result has no such column.
    case noSuchColumn(String)
    /// A column holds something else than was asked for.
    case unreadable(column: String, wanted: String, found: String)
    /// A query that must answer with a row answered with none.
    case noRow
    /// No connection became free before the deadline.
    case poolExhausted(size: Int)
    /// The pool was closed.
    case poolClosed
    /// The connection was used in a way that it does not allow.
    case misused(String)
    /// Migrating the schema failed.
    case migration(MigrationFault)
    /// The private cluster cannot be run.
    case cluster(ClusterFault)
}

extension PostgreSQLError {
    /// What the server answered, when it was the server that refused.
    package var fault: ServerFault? {
        if case .refused(let fault) = self { fault } else { nil }
    }

    /// The server's code, when it was the server that refused.
    package var state: SQLState? { fault?.state }

    /// Whether a unique key already holds the value.
    package var isUniqueViolation: Bool { state == .uniqueViolation }

    /// Whether a reference points nowhere.
    package var isForeignKeyViolation: Bool { state == .foreignKeyViolation }

    /// Whether a check constraint refused.
    package var isCheckViolation: Bool { state == .checkViolation }

    /// Whether the transaction lost against another one (and may be tried again).
    package var isSerializationFailure: Bool { state == .serializationFailure }

    /// Whether the transaction was chosen to end a deadlock (and may be tried again).
    package var isDeadlock: Bool { state == .deadlockDetected }

    /// Whether a lock was not to be had in time.
    package var isLockTimeout: Bool { state == .lockNotAvailable }

    /// Whether a statement ran into its timeout or was cancelled.
    package var isCanceled: Bool { state == .queryCanceled }

    /// Whether the database cannot be reached right now, so that trying later makes sense.
    package var isUnavailable: Bool {
        switch self {
        case .unavailable, .connectionLost: true
        case .refused(let fault): fault.state.isUnavailability
        default: false
        }
    }

    /// Whether the same transaction has a good chance when it is run again from its start.
    var isWorthRepeating: Bool { isSerializationFailure || isDeadlock || isStalePlan }

    /// Whether a prepared statement no longer fits the tables it reads.
    var isStalePlan: Bool {
        guard let fault else { return false }
        return fault.origin == "RevalidateCachedQuery"
            || fault.state == .unknownPreparedStatement
    }
}

extension PostgreSQLError: CustomStringConvertible {
    /// The sentence for a person: what failed and what can be done; no values, no password.
    package var description: String {
        switch self {
        case .refused(let fault): fault.description
        case .unavailable(let reason):
            "The database cannot be reached: \(reason). Start it, or correct the database URL."
        case .connectionLost: "The connection to the database broke. Try again."
        case .outcomeUnknown:
            "The connection broke during COMMIT: read again whether the change was kept."
        case .malformedSettings:
            "The database URL cannot be read. Write postgresql://user@host:port/database."
        case .noSuchColumn(let column): "The result has no column \(column)."
        case .unreadable(let column, let wanted, let found):
            "The column \(column) holds \(found) and cannot be read as \(wanted)."
        case .noRow: "The query answered with no row where one was expected."
        case .poolExhausted(let size):
            "All \(size) database connections stayed busy. Try later, or raise the pool's size."
        case .poolClosed: "The database pool is closed, because the program is stopping."
        case .misused(let what): "A database connection was misused: \(what)."
        case .migration(let fault): fault.description
        case .cluster(let fault): fault.description
        }
    }
}

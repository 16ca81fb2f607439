package import Machine

/// How many connections a pool keeps and for how long.
package struct PoolOptions: Sendable {
    /// The most connections that are open at once.
    package var size = 8
    /// How long a caller waits for a connection.
    package var waitMax: Duration = .seconds(10)
    /// How long a connection may rest before it is asked whether it still lives.
    package var restMax: Duration = .seconds(30)
    /// How old a connection may become.
    package var ageMax: Duration = .seconds(3_600)
    /// How long to wait between attempts while the database is down.
    package var backoff = Backoff(first: .milliseconds(100), longest: .seconds(5))

    /// Eight connections that live for an hour.
    package init() {}
}

/// What a pool is doing.
package struct PoolStatistics: Sendable, Hashable {
    /// Connections that are open or being opened.
    package let open: Int
    /// Connections that nobody uses.
    package let idle: Int
    /// Callers that wait for one.
    package let waiting: Int
    /// Whether the database was not reachable at the last attempt.
    package let isDown: Bool
}

package import Machine

/// How a transaction is isolated, what it may do, and how often it is tried.
package struct TransactionOptions: Sendable {
    /// What a transaction sees of others that run beside it.
    package enum Isolation: String, Sendable {
        /// Every statement sees what was committed before it.
        case readCommitted = "read committed"
        /// Every statement sees what was committed before the first one.
        case repeatableRead = "repeatable read"
        /// As if transactions ran one after the other.
        case serializable = "serializable"
    }

    /// What it sees of others.
    package var isolation: Isolation
    /// Whether it promises to only read.
    package var isReadOnly: Bool
    /// Whether it may wait for a moment in which it can never fail (serializable and read only).
    package var isDeferrable: Bool
    /// How often it is begun at most when it loses against others.
    package var attemptsMax: Int
    /// The wait between two attempts.
    package var backoff: Backoff

    /// A transaction that reads and writes, tried up to ten times.
    package init(
        isolation: Isolation = .readCommitted, isReadOnly: Bool = false,
        isDeferrable: Bool = false, attemptsMax: Int = 10,
        backoff: Backoff = Backoff(first: .milliseconds(4), longest: .milliseconds(500))
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.isDeferrable = isDeferrable
        self.attemptsMax = attemptsMax
        self.backoff = backoff
    }

    /// Reads and writes, every statement for itself.
    package static let standard = TransactionOptions()
    /// As if alone.
    package static let serializable = TransactionOptions(isolation: .serializable)
    /// One snapshot for many readings.
    package static let snapshot = TransactionOptions(
        isolation: .repeatableRead, isReadOnly: true)

    var beginStatement: String {
        "begin isolation level \(isolation.rawValue)"
            + (isReadOnly ? " read only" : " read write")
            + (isDeferrable ? " deferrable" : "")
    }
}

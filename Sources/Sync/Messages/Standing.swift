/// How a laptop stands with the server's history, as the server sees it.
package enum Standing: Hashable, Sendable {
    /// All that it named is on the log: push and pull.
    case goOn
    /// It named a point of a history that no longer counts, or has been silent for too long: bring
    /// what it alone holds, then take a snapshot.
    case snapshot
    /// The server's database is old: bring back what it holds of the log, and wait.
    case recovering
    /// It speaks a version that is too old; it keeps working offline.
    case upgradeNeeded(protocolVersion: UInt32)
    /// It may not read or write the book any more; what is not sent can still be exported.
    case revoked
}

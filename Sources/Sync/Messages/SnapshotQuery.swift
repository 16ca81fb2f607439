/// A laptop's question for a part of a snapshot.
package enum SnapshotQuery: Hashable, Sendable {
    /// What concerns no single record, and where the tail starts.
    case head
    /// The next records after a key, or the first ones.
    case chunk(after: RecordKey?)
}

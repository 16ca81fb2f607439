package import Sync

extension RecordCollection {
    /// Whether a record is shown: what can be deleted while it lives, anything else once it is
    /// written.
    package func isThere(_ record: Record) -> Bool {
        kind.isDeletable ? record.isAlive : !record.registers.isEmpty
    }
}

import Bytes
import Catalog
import SQLite
import Sync

/// What is shown of a book that another release kept: that one did not show, find, nor ask about
/// what it did not know.
extension Connection {
    /// So many records are shown at once.
    private static var recordsMax: Int { 1_000 }

    /// Begins a copy that holds nothing yet, if none was begun.
    func beginCopy() throws {
        try execute(
            """
            INSERT INTO copy (only_row, step, cursor, cursor_hash, digest, durable, clock,
                clock_offset, shown_version)
            VALUES (1, 0, 0, zeroblob(32), zeroblob(32), 0, 0, 0, ?) ON CONFLICT DO NOTHING
            """, Catalog.shownVersion)
    }

    /// Whether what is shown was written by another release.
    func isShownByAnother() throws -> Bool {
        let version: UInt32? = try scalar("SELECT shown_version FROM copy")
        return version.map { $0 != Catalog.shownVersion } ?? false
    }

    /// Shows all records as this release knows them, if another one did so before.
    func showAnewIfNeeded() throws {
        guard try isShownByAnother() else { return }
        for table in ["index_keys", "conflicts"] { try execute("DELETE FROM \(table)") }
        try forEachBatch { records in
            for record in records {
                try index(record, insteadOf: Record(key: record.key))
                try project(record)
            }
        }
        // What belongs together is found by the keys, which all stand now.
        try forEachBatch { try findConflicts(around: $0, and: []) }
        try execute("UPDATE copy SET shown_version = ?", Catalog.shownVersion)
    }

    /// Lends all records as they are seen, some at once; what cannot be read is left to the doctor.
    private func forEachBatch(_ body: ([Record]) throws -> Void) throws {
        var last: RecordKey?
        repeat {
            let rows = try query(
                """
                SELECT collection, id, seen FROM record_states WHERE (collection, id) > (?, ?)
                ORDER BY collection, id LIMIT ?
                """, last?.collection ?? 0, last?.id.bytes ?? [], Self.recordsMax
            ) { row in
                (
                    key: RecordKey(collection: try row.read(0), id: try row.read(1)),
                    seen: try row.read(2, as: [UInt8].self)
                )
            }
            try body(
                rows.compactMap { try? Record(key: $0.key, encoded: $0.seen) }
                    .filter { !$0.registers.isEmpty })
            last = rows.count == Self.recordsMax ? rows.last?.key : nil
        } while last != nil
    }
}

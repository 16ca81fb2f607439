import Bytes
import Causality
import SQLite
import Sync

/// What is noted of a snapshot that is on its way.
extension Connection {
    func beginArrival(to point: LogPoint, from tail: LogPoint) throws {
        try execute(
            """
            INSERT INTO arrival (only_row, position, hash, tail_position, tail_hash, resumptions)
            VALUES (1, ?, ?, ?, ?, 0)
            """, point.position.stored, point.hash.bytes, tail.position.stored, tail.hash.bytes)
        try beginCopy()
    }

    /// The snapshot as far as it has come, over what is laid out in a copy; `nil` where none was
    /// begun.
    func arrival(of ranges: [SnapshotChunk], in present: BookCopy) throws -> SnapshotAssembly? {
        try first("SELECT position, hash, tail_position, tail_hash FROM arrival") { row in
            let point = LogPoint(position: UInt64(stored: try row.read(0)), hash: try row.read(1))
            let tail = LogPoint(position: UInt64(stored: try row.read(2)), hash: try row.read(3))
            return present.assembly(from: tail, to: point, of: ranges)
        }
    }

    /// Where the log was begun to be followed.
    func arrivalTail() throws -> UInt64 {
        UInt64(stored: try scalar("SELECT tail_position FROM arrival") ?? 0)
    }

    /// The ranges of records that have come, without these.
    func arrivedRanges() throws -> [SnapshotChunk] {
        try query(
            """
            SELECT after_collection, after_id, through_collection, through_id, position, hash
            FROM arrived_ranges ORDER BY sequence
            """
        ) { row in
            SnapshotChunk(
                after: try row.key(at: 0), through: try row.key(at: 2),
                point: LogPoint(
                    position: UInt64(stored: try row.read(4)), hash: try row.read(5)),
                records: [])
        }
    }

    /// Notes one more range; one that was read where the last one was is joined to it.
    func keep(_ chunk: SnapshotChunk, after last: SnapshotChunk?) throws {
        if let last, last.point == chunk.point {
            return try execute(
                """
                UPDATE arrived_ranges SET through_collection = ?, through_id = ?
                WHERE sequence = (SELECT max(sequence) FROM arrived_ranges)
                """, chunk.through?.collection, chunk.through?.id)
        }
        try execute(
            """
            INSERT INTO arrived_ranges (after_collection, after_id, through_collection, through_id,
                position, hash) VALUES (?, ?, ?, ?, ?, ?)
            """, chunk.after?.collection, chunk.after?.id, chunk.through?.collection,
            chunk.through?.id, chunk.point.position.stored, chunk.point.hash.bytes)
    }

    /// Notes that it is gone on with; the answer is how often that was, since the last part came.
    func noteResumption() throws -> Int {
        try execute("UPDATE arrival SET resumptions = resumptions + 1")
        return try scalar("SELECT resumptions FROM arrival") ?? 0
    }

    /// A part has come.
    func forgetResumptions() throws { try execute("UPDATE arrival SET resumptions = 0") }

    /// The snapshot is the book.
    func forgetArrival() throws {
        try execute("DELETE FROM arrival")
        try execute("DELETE FROM arrived_ranges")
    }
}

extension Row {
    /// Reads a record's key from two columns.
    fileprivate func key(at column: Int) throws -> RecordKey? {
        guard let collection = try read(column, as: UInt32?.self) else { return nil }
        return RecordKey(collection: collection, id: try read(column + 1))
    }
}

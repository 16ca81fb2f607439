import Bytes
import SQLite
package import Sync

/// What finds and mends a base that differs from the server's.
extension BookDesk {
    /// How far the log was applied, and the digests of ranges of the base there.
    package func digests(
        of ranges: [KeyRange]
    ) async throws -> Digests {
        try await database.read { connection in
            let digests = try ranges.map { range in
                var sum = RangeSum()
                try connection.eachOfBase(in: range) { sum.add([$0], using: CopyHash.function) }
                return sum.digest
            }
            return Digests(point: try connection.copyPoint(), ranges: digests)
        }
    }

    /// A range cut into parts that hold about as many records each.
    package func cut(_ range: KeyRange, into count: Int) async throws -> [KeyRange] {
        try await database.read { connection in
            var keys: [RecordKey] = []
            try connection.eachOfBase(in: range) { keys.append($0.key) }
            let stride = max(1, keys.count / count)
            let behind = Swift.stride(from: stride - 1, to: keys.count - 1, by: stride)
            return range.cut(behind: behind.map { keys[$0] })
        }
    }

    /// Whether the digest is that of what really stands in the base; afterwards it is.
    package func settleDigest(at milliseconds: UInt64) async throws -> Bool {
        try await step(at: milliseconds) { copy, connection in
            let told = copy.digest
            copy.take(digestOf: try connection.allOfBase())
            guard copy.digest != told else { return true }
            try connection.write(CopyDifference(from: copy, to: copy))
            return false
        }
    }

    /// Puts records as the server holds them at a point into the place of what stands in ranges of
    /// the base; false if the base stands elsewhere by now. The digest has to be settled then.
    package func mend(
        _ ranges: [KeyRange], with records: [Record], at point: LogPoint, milliseconds: UInt64
    ) async throws -> Bool {
        try await step(at: milliseconds) { copy, connection in
            guard copy.cursor == point else { return false }
            for range in ranges { try connection.dropUnreadable(in: range) }
            var keys = Set(records.map(\.key))
            for range in ranges { try connection.eachOfBase(in: range) { keys.insert($0.key) } }
            try copy.lay(keys, from: connection)
            let before = copy
            copy.mend(keys, with: records, milliseconds: milliseconds)
            try connection.write(CopyDifference(from: before, to: copy))
            return true
        }
    }
}

extension Connection {
    fileprivate func copyPoint() throws -> LogPoint {
        try first("SELECT cursor, cursor_hash FROM copy") { row in
            LogPoint(position: UInt64(stored: try row.read(0)), hash: try row.read(1))
        } ?? .start
    }

    fileprivate func allOfBase() throws -> [Record] {
        var records: [Record] = []
        try eachOfBase(in: .all) { records.append($0) }
        return records
    }

    /// The records of the base in a range, in the order of their keys; what cannot be read is
    /// passed over.
    fileprivate func eachOfBase(in range: KeyRange, _ body: (Record) throws -> Void) throws {
        try eachRow(in: range) { key, state in
            guard let record = try? Record(key: key, encoded: state), !record.registers.isEmpty
            else { return }
            try body(record)
        }
    }

    /// What cannot be read stands in the way of what is fetched.
    fileprivate func dropUnreadable(in range: KeyRange) throws {
        var unreadable: [RecordKey] = []
        try eachRow(in: range) { key, state in
            if (try? Record(key: key, encoded: state)) == nil { unreadable.append(key) }
        }
        for key in unreadable {
            try execute(
                "DELETE FROM record_states WHERE collection = ? AND id = ?", key.collection, key.id)
        }
    }

    private func eachRow(
        in range: KeyRange, _ body: (RecordKey, [UInt8]) throws -> Void
    ) throws {
        let (after, through) = (range.after, range.through)
        try forEach(
            """
            SELECT collection, id, coalesce(base, seen) FROM record_states
            WHERE (collection, id) > (?, ?) AND (? OR (collection, id) <= (?, ?))
            ORDER BY collection, id
            """, after?.collection ?? 0, after?.id.bytes ?? [], through == nil,
            through?.collection ?? 0, through?.id.bytes ?? []
        ) { row in
            try body(
                RecordKey(collection: try row.read(0), id: try row.read(1)), try row.read(2))
        }
    }
}

import Bytes
import Causality
import PostgreSQL
import Sync

/// What the log adds up to: the states of records, and who was heard.
extension Connection {
    /// The states of some records.
    func states(of keys: Set<RecordKey>, in book: BookID) throws -> [Record] {
        let keys = keys.sorted()
        return try states(
            """
            SELECT r.collection, r.record_id, r.state
            FROM unnest(\(keys.map { Int64($0.collection) }), \(keys.map(\.id)))
                AS wanted (collection, id)
            JOIN record_states AS r ON r.book_id = \(book)
                AND r.collection = wanted.collection AND r.record_id = wanted.id
            """)
    }

    /// The states of the records that follow a key, so many at most.
    func states(after key: RecordKey?, countMax: Int, in book: BookID) throws -> [Record] {
        guard let key else {
            return try states(
                """
                SELECT collection, record_id, state FROM record_states
                WHERE book_id = \(book) ORDER BY collection, record_id LIMIT \(countMax)
                """)
        }
        return try states(
            """
            SELECT collection, record_id, state FROM record_states
            WHERE book_id = \(book)
                AND (collection, record_id) > (\(Int64(key.collection)), \(key.id))
            ORDER BY collection, record_id LIMIT \(countMax)
            """)
    }

    private func states(_ query: Query) throws -> [Record] {
        let stored: [(RecordKey, [UInt8])] = try rows(query) { (row) throws(PostgreSQLError) in
            let collection = UInt32(truncatingIfNeeded: try row.read(0, as: Int64.self))
            return (RecordKey(collection: collection, id: try row.read(1)), try row.read(2))
        }
        return try stored.map { try Record(key: $0.0, encoded: $0.1) }
    }

    /// Those among some records whose making was refused.
    func unborn(among keys: Set<RecordKey>, in book: BookID) throws -> [RecordKey] {
        let keys = keys.sorted()
        return try rows(
            """
            SELECT r.collection, r.record_id
            FROM unnest(\(keys.map { Int64($0.collection) }), \(keys.map(\.id)))
                AS wanted (collection, id)
            JOIN unborn_records AS r ON r.book_id = \(book)
                AND r.collection = wanted.collection AND r.record_id = wanted.id
            """
        ) { (row) throws(PostgreSQLError) in
            let collection = UInt32(truncatingIfNeeded: try row.read(0, as: Int64.self))
            return RecordKey(collection: collection, id: try row.read(1))
        }
    }

    /// The payloads that were put aside.
    func quarantine(of book: BookID) throws -> [SentChange] {
        let query: Query = """
            SELECT replica, counter, payload FROM quarantined_changes WHERE book_id = \(book)
            """
        return try rows(query) { (row) throws(PostgreSQLError) in
            let counter = UInt64(try row.read(1, as: Int64.self))
            let dot = Dot(replica: try row.read(0), counter: counter)
            return SentChange(dot: dot, payload: try row.read(2))
        }
    }

    /// When a device was heard.
    func attendance(of device: DeviceID, in book: BookID) throws -> Attendance {
        try attendance(
            """
            SELECT device_id, heard_at, position, brought FROM attendances
            WHERE book_id = \(book) AND device_id = \(device)
            """)
    }

    /// When each device was heard, but for those that were shut out: nobody waits for them.
    func attendance(in book: BookID) throws -> Attendance {
        try attendance(
            """
            SELECT device_id, heard_at, position, brought FROM attendances AS a
            WHERE book_id = \(book) AND NOT EXISTS (
                SELECT FROM devices AS d WHERE d.book_id = a.book_id
                    AND d.device_id = a.device_id AND d.revoked_at IS NOT NULL)
            """)
    }

    private func attendance(_ query: Query) throws -> Attendance {
        let stored: [(DeviceID, Attendance.Presence)] = try rows(query) {
            (row) throws(PostgreSQLError) in
            let presence = Attendance.Presence(
                heardMilliseconds: UInt64(try row.read(1, as: Int64.self)),
                position: try row.read(2, as: Int64?.self).map { UInt64($0) },
                brought: try row.read(3, as: StoredHashes.self).values)
            return (try row.read(0), presence)
        }
        return Attendance(presences: Dictionary(stored, uniquingKeysWith: { $1 }))
    }

    /// What was gathered since a book stands still.
    func recovery(of book: BookID, since milliseconds: UInt64?) throws -> Recovery? {
        guard let milliseconds else { return nil }
        let named: [LogPoint] = try rows(
            "SELECT position, hash FROM recovery_points WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in
            LogPoint(
                position: UInt64(try row.read(0, as: Int64.self)),
                hash: try row.read(1, as: StoredHash.self).value)
        }
        let offered: [(ContentHash, [UInt8], [UInt8])] = try rows(
            "SELECT hash, entry, meanings FROM recovery_entries WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in
            (try row.read(0, as: StoredHash.self).value, try row.read(1), try row.read(2))
        }
        let finished: [DeviceID] = try rows(
            "SELECT device_id FROM recovery_devices WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        var (entries, meanings) = (Set<VouchedEntry>(), [LogPoint: Offer.Meanings]())
        for (hash, bytes, told) in offered {
            let entry = try StoredLog.entry(from: bytes)
            let point = LogPoint(position: entry.position, hash: hash)
            entries.insert(VouchedEntry(entry: entry, point: point))
            meanings[point] = try StoredLog.meanings(from: told)
        }
        return Recovery(
            sinceMilliseconds: milliseconds, finished: Set(finished), named: Set(named),
            offered: entries, meanings: meanings)
    }
}

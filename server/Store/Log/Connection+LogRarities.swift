import Bytes
import Causality
import PostgreSQL
import Sync

/// Writes what seldom happens: refusals, clones, recoveries.
extension Connection {
    func writeRefusals(_ difference: LogDifference, in book: BookID) throws {
        for (dot, form) in difference.refused {
            try forget(dot, from: "refused_changes", in: book)
            guard let form else { continue }
            try send(
                """
                INSERT INTO refused_changes (book_id, replica, counter, form)
                VALUES (\(book), \(dot.replica), \(Int64(clamping: dot.counter)),
                    \(StoredLog.form(form)))
                """)
        }
        for (dot, addresses) in difference.removedEarly {
            try forget(dot, from: "early_removals", in: book)
            guard !addresses.isEmpty else { continue }
            try send(
                """
                INSERT INTO early_removals (book_id, replica, counter, addresses)
                VALUES (\(book), \(dot.replica), \(Int64(clamping: dot.counter)),
                    \(StoredLog.addresses(addresses)))
                """)
        }
    }

    private func forget(_ dot: Dot, from table: String, in book: BookID) throws {
        try send(
            """
            DELETE FROM \(name: table) WHERE book_id = \(book) AND replica = \(dot.replica)
                AND counter = \(Int64(clamping: dot.counter))
            """)
    }

    func writeUnborn(_ unborn: [RecordKey: Bool], in book: BookID) throws {
        for (key, isUnborn) in unborn {
            if isUnborn {
                try send(
                    """
                    INSERT INTO unborn_records (book_id, collection, record_id)
                    VALUES (\(book), \(Int64(key.collection)), \(key.id)) ON CONFLICT DO NOTHING
                    """)
            } else {
                try send(
                    """
                    DELETE FROM unborn_records WHERE book_id = \(book)
                        AND collection = \(Int64(key.collection)) AND record_id = \(key.id)
                    """)
            }
        }
    }

    func writeQuarantine(_ quarantine: Set<SentChange>, in book: BookID) throws {
        for sent in quarantine {
            try send(
                """
                INSERT INTO quarantined_changes (book_id, replica, counter, payload_hash, payload)
                VALUES (\(book), \(sent.dot.replica), \(Int64(clamping: sent.dot.counter)),
                    \(LogHash.function(sent.payload).bytes), \(sent.payload))
                ON CONFLICT DO NOTHING
                """)
        }
    }

    func writePresences(
        _ presences: [DeviceID: Attendance.Presence], in book: BookID
    ) throws {
        for (device, presence) in presences {
            try send(
                """
                INSERT INTO attendances (book_id, device_id, heard_at, position, brought)
                VALUES (\(book), \(device), \(Int64(clamping: presence.heardMilliseconds)),
                    \(orNull: presence.position.map { Int64(clamping: $0) }),
                    \(StoredLog.hashes(presence.brought)))
                ON CONFLICT (book_id, device_id) DO UPDATE
                    SET heard_at = excluded.heard_at, position = excluded.position,
                        brought = excluded.brought
                """)
        }
    }

    func writeRecovery(_ difference: LogDifference, over layout: LogLayout) throws {
        let book = layout.book
        let superseded = difference.superseded.sorted()
        try insert(superseded, into: "superseded_points", in: book)
        let before = layout.excerpt.recovery
        guard before != difference.after.recovery else { return }
        guard let after = difference.after.recovery else { return try endRecovery(in: book) }
        let named = after.named.subtracting(before?.named ?? []).sorted()
        try insert(named, into: "recovery_points", in: book)
        let offered = after.offered.subtracting(before?.offered ?? [])
            .union(
                after.offered.filter { after.meanings[$0.point] != before?.meanings[$0.point] }
            )
            .sorted { $0.point < $1.point }
        let meanings = offered.map { after.meanings[$0.point] ?? [:] }
        try send(
            """
            INSERT INTO recovery_entries (book_id, position, hash, entry, meanings)
            SELECT \(book), position, hash, entry, meanings
            FROM unnest(\(offered.map { Int64(clamping: $0.point.position) }),
                \(offered.map(\.point.hash.bytes)), \(offered.map(\.entry.encoded)),
                \(meanings.map(StoredLog.meanings)))
                AS new (position, hash, entry, meanings)
            ON CONFLICT (book_id, position, hash) DO UPDATE SET meanings = excluded.meanings
            """)
        try send(
            """
            INSERT INTO recovery_devices (book_id, device_id)
            SELECT \(book), id FROM unnest(\(after.finished.sorted())) AS new (id)
            ON CONFLICT DO NOTHING
            """)
    }

    private func endRecovery(in book: BookID) throws {
        for table in ["recovery_points", "recovery_entries", "recovery_devices"] {
            try send("DELETE FROM \(name: table) WHERE book_id = \(book)")
        }
    }

    private func insert(_ points: [LogPoint], into table: String, in book: BookID) throws {
        guard !points.isEmpty else { return }
        try send(
            """
            INSERT INTO \(name: table) (book_id, position, hash)
            SELECT \(book), position, hash
            FROM unnest(\(points.map { Int64(clamping: $0.position) }),
                \(points.map(\.hash.bytes)))
                AS new (position, hash)
            ON CONFLICT DO NOTHING
            """)
    }
}

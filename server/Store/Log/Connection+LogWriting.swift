import Bytes
import Catalog
import Causality
import PostgreSQL
import Sync

/// Writes what has become of a book, in a handful of statements whatever its size.
extension Connection {
    /// Sends all of it without waiting: the database writes the entries while the cells of the
    /// projections are gathered here, and those while the states are.
    func write(_ difference: LogDifference, over layout: LogLayout) throws {
        let book = layout.book
        let numbers = try writeReplicas(difference.replicas, over: layout)
        try writeEntries(difference, numbers, in: book)
        try project(difference.records, in: book)
        try writeStates(difference.records, in: book)
        try writeReceipts(difference.receipts, in: book)
        try writeGraves(difference.graves, in: book)
        try writeRefusals(difference, in: book)
        try writeUnborn(difference.unborn, in: book)
        try writeQuarantine(difference.quarantine, in: book)
        try writePresences(difference.presences, in: book)
        try writeRecovery(difference, over: layout)
        try writeLost(difference, over: layout)
        try writeHead(difference, over: layout)
    }

    /// Writes the replicas, new ones with the next numbers; the answer are all numbers known.
    private func writeReplicas(
        _ replicas: [HeldReplica], over layout: LogLayout
    ) throws -> [ReplicaID: Int32] {
        var (numbers, next) = (layout.numbers, layout.head.replicasCount)
        for replica in replicas where numbers[replica.id] == nil {
            numbers[replica.id] = next
            next += 1
        }
        guard !replicas.isEmpty else { return numbers }
        try send(
            """
            INSERT INTO held_replicas
                (book_id, number, replica, device_id, highest, exceptions, is_closed, edges)
            SELECT \(layout.book), number, replica, device_id, highest, exceptions, is_closed, edges
            FROM unnest(\(replicas.map { numbers[$0.id] ?? 0 }), \(replicas.map(\.id)),
                \(replicas.map(\.device)), \(replicas.map { Int64(clamping: $0.run.highest) }),
                \(replicas.map { StoredLog.ranges($0.run.exceptions) }),
                \(replicas.map(\.isClosed)), \(replicas.map { StoredLog.edges($0.edges) }))
                AS new (number, replica, device_id, highest, exceptions, is_closed, edges)
            ON CONFLICT (book_id, number) DO UPDATE SET device_id = excluded.device_id,
                highest = excluded.highest, exceptions = excluded.exceptions,
                is_closed = excluded.is_closed, edges = excluded.edges
            """)
        return numbers
    }

    private func writeEntries(
        _ difference: LogDifference, _ numbers: [ReplicaID: Int32], in book: BookID
    ) throws {
        let entries = difference.entries
        guard !entries.isEmpty else { return }
        let hashes = entries.map { difference.after.point(at: $0.position)?.hash.bytes ?? [] }
        let dots = entries.map { $0.change?.dot }
        try send(
            """
            INSERT INTO log_entries (book_id, position, replica_number, counter, hash, entry)
            SELECT \(book), position, replica_number, counter, hash, entry
            FROM unnest(\(entries.map { Int64(clamping: $0.position) }),
                \(dots.map { $0.flatMap { numbers[$0.replica] } }),
                \(dots.map { $0.map { Int64(clamping: $0.counter) } }), \(hashes),
                \(entries.map(\.encoded)))
                AS new (position, replica_number, counter, hash, entry)
            """)
    }

    private func writeReceipts(_ receipts: [Receipt], in book: BookID) throws {
        guard !receipts.isEmpty else { return }
        try send(
            """
            INSERT INTO receipts (book_id, end_position, start_position, key_number, signature)
            SELECT \(book), end_position, start_position, key_number, signature
            FROM unnest(\(receipts.map { Int64(clamping: $0.end.position) }),
                \(receipts.map { Int64(clamping: $0.start.position) }),
                \(receipts.map { Int64($0.key) }),
                \(receipts.map(\.signature)))
                AS new (end_position, start_position, key_number, signature)
            """)
    }

    private func writeGraves(_ graves: [UInt64: [Record]], in book: BookID) throws {
        let rows = graves.flatMap { position, records in records.map { (position, $0) } }
        guard !rows.isEmpty else { return }
        try send(
            """
            INSERT INTO log_graves (book_id, position, collection, record_id, state)
            SELECT \(book), position, collection, record_id, state
            FROM unnest(\(rows.map { Int64(clamping: $0.0) }),
                \(rows.map { Int64($0.1.key.collection) }),
                \(rows.map(\.1.key.id)), \(rows.map(\.1.encoded)))
                AS new (position, collection, record_id, state)
            """)
    }

    private func writeStates(_ records: [Record], in book: BookID) throws {
        let kept = records.filter { !$0.registers.isEmpty }
        let gone = records.filter(\.registers.isEmpty).map(\.key)
        if !kept.isEmpty {
            try send(
                """
                INSERT INTO record_states (book_id, collection, record_id, state)
                SELECT \(book), collection, id, state
                FROM unnest(\(kept.map { Int64($0.key.collection) }), \(kept.map(\.key.id)),
                    \(kept.map(\.encoded))) AS new (collection, id, state)
                ON CONFLICT (book_id, collection, record_id)
                    DO UPDATE SET state = excluded.state
                """)
        }
        if !gone.isEmpty {
            try send(
                """
                DELETE FROM record_states AS r
                USING unnest(\(gone.map { Int64($0.collection) }), \(gone.map(\.id)))
                    AS gone (collection, id)
                WHERE r.book_id = \(book) AND r.collection = gone.collection
                    AND r.record_id = gone.id
                """)
        }
    }

    private func writeHead(_ difference: LogDifference, over layout: LogLayout) throws {
        let after = difference.after
        let new = difference.replicas.count { layout.numbers[$0.id] == nil }
        let since = after.recovery.map { Int64(clamping: $0.sinceMilliseconds) }
        try send(
            """
            UPDATE book_heads SET position = \(Int64(clamping: after.head.position)),
                hash = \(after.head.hash.bytes), digest = \(after.digest.bytes),
                last_accepted = \(after.lastAccepted.stored),
                durable = \(Int64(clamping: after.durable)),
                compacted = \(Int64(clamping: after.compacted)),
                attaching = \(orNull: after.attaching),
                recovering_since = \(orNull: since),
                replicas_count = \(layout.head.replicasCount + Int32(new)),
                has_refusals = \(layout.head.hasRefusals || !difference.refused.isEmpty),
                has_early_removals =
                    \(layout.head.hasEarlyRemovals || !difference.removedEarly.isEmpty),
                has_unborn = \(layout.head.hasUnborn || !difference.unborn.isEmpty),
                shown_version = least(shown_version, \(Catalog.shownVersionKept))
            WHERE book_id = \(layout.book)
            """)
    }
}

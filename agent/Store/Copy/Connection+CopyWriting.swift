import Bytes
import Causality
import SQLite
import Sync

/// Writes what has become of a laptop's copy of a book.
extension Connection {
    func write(_ difference: CopyDifference) throws {
        try writeRecords(difference.records)
        try writeOverlay(difference.overlay)
        try writeChains(difference.chains)
        try writeKnowledge(difference)
        try writeRefused(difference)
        try writeKept(difference)
        let after = difference.after
        try execute(
            """
            UPDATE copy SET step = step + 1, cursor = ?, cursor_hash = ?, digest = ?, durable = ?,
                clock = ?, clock_offset = ?
            """, after.cursor.position.stored, after.cursor.hash.bytes, after.digest.bytes,
            after.durable.stored, after.lastStamp, after.clockOffset)
    }

    private func writeRecords(_ records: [CopyDifference.RecordChange]) throws {
        let changed = records.filter { $0.before != $0.now.seen }
        let anchors = try anchors(of: changed.map(\.before))
        for record in records { try write(record.now) }
        for record in changed { try show(record.now.seen, insteadOf: record.before) }
        try findConflicts(around: changed.map(\.now.seen), and: anchors)
    }

    private func write(_ held: HeldRecord) throws {
        let key = held.seen.key
        guard !held.isEmpty else {
            return try execute(
                "DELETE FROM record_states WHERE collection = ? AND id = ?", key.collection, key.id)
        }
        try execute(
            """
            INSERT INTO record_states (collection, id, seen, base) VALUES (?, ?, ?, ?)
            ON CONFLICT (collection, id) DO UPDATE SET seen = excluded.seen, base = excluded.base
            """, key.collection, key.id, held.seen.encoded, held.base?.encoded)
    }

    /// Writes what is shown of a record, and where it is found.
    private func show(_ record: Record, insteadOf before: Record) throws {
        try index(record, insteadOf: before)
        if record.registers.isEmpty {
            try forgetProjection(of: record.key)
        } else {
            try project(record)
        }
    }

    private func writeOverlay(_ overlay: CopyDifference.Overlay) throws {
        switch overlay {
        case .rewritten(let changes):
            try execute("DELETE FROM own_changes")
            for own in changes { try add(own, to: "own_changes") }
        case .changed(let left, let judged, let added):
            for dot in left {
                try execute(
                    "DELETE FROM own_changes WHERE replica = ? AND counter = ?", dot.replica,
                    dot.counter.stored)
            }
            for own in judged {
                try execute(
                    "UPDATE own_changes SET judgement = ? WHERE replica = ? AND counter = ?",
                    own.judgement.map { StoredLog.judgement($0) }, own.dot.replica,
                    own.dot.counter.stored)
            }
            for own in added { try add(own, to: "own_changes") }
        }
    }

    private func add(_ own: OwnChange, to table: String) throws {
        try execute(
            """
            INSERT INTO \(table) (replica, counter, payload, link, judgement)
            VALUES (?, ?, ?, ?, ?)
            """, own.dot.replica, own.dot.counter.stored, own.change.payload, own.link.bytes,
            own.judgement.map { StoredLog.judgement($0) })
    }

    private func writeChains(_ chains: [Chain]) throws {
        for chain in chains {
            try execute(
                """
                INSERT INTO own_replicas (replica, counter, head) VALUES (?, ?, ?)
                ON CONFLICT (replica)
                    DO UPDATE SET counter = excluded.counter, head = excluded.head
                """, chain.last.replica, chain.last.counter.stored, chain.head.bytes)
        }
    }

    private func writeKnowledge(_ difference: CopyDifference) throws {
        for replica in difference.replicas {
            try execute(
                """
                INSERT INTO held_replicas (number, replica, highest, exceptions, is_closed)
                VALUES ((SELECT coalesce(max(number), -1) + 1 FROM held_replicas), ?, ?, ?, ?)
                ON CONFLICT (replica) DO UPDATE SET highest = excluded.highest,
                    exceptions = excluded.exceptions, is_closed = excluded.is_closed
                """, replica.id, replica.run.highest.stored,
                StoredLog.ranges(replica.run.exceptions), replica.isClosed)
        }
        for (dot, form) in difference.refused {
            try forget(dot, in: "refused_changes")
            guard let form else { continue }
            try execute(
                "INSERT INTO refused_changes (replica, counter, form) VALUES (?, ?, ?)",
                dot.replica, dot.counter.stored, StoredLog.form(form))
        }
        for (dot, addresses) in difference.removedEarly {
            try forget(dot, in: "early_removals")
            guard !addresses.isEmpty else { continue }
            try execute(
                "INSERT INTO early_removals (replica, counter, addresses) VALUES (?, ?, ?)",
                dot.replica, dot.counter.stored, StoredLog.addresses(addresses))
        }
    }

    private func forget(_ dot: Dot, in table: String) throws {
        try execute(
            "DELETE FROM \(table) WHERE replica = ? AND counter = ?", dot.replica,
            dot.counter.stored)
    }

    private func writeRefused(_ difference: CopyDifference) throws {
        for own in difference.handedBack.new { try add(own, to: "handed_back") }
        for dot in difference.handedBack.gone { try forget(dot, in: "handed_back") }
        for dot in difference.dismissed.union(difference.resent.keys) {
            let new = difference.resent[dot]
            try execute(
                """
                INSERT INTO dismissed_changes (replica, counter, new_replica, new_counter)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (replica, counter) DO UPDATE
                    SET new_replica = coalesce(excluded.new_replica, new_replica),
                        new_counter = coalesce(excluded.new_counter, new_counter)
                """, dot.replica, dot.counter.stored, new?.replica, new?.counter.stored)
        }
        for (dot, names) in difference.aside {
            try forget(dot, in: "dots_aside")
            for name in names {
                try execute(
                    """
                    INSERT INTO dots_aside (replica, counter, new_replica, new_counter)
                    VALUES (?, ?, ?, ?)
                    """, dot.replica, dot.counter.stored, name.replica, name.counter.stored)
            }
        }
        for change in difference.after.quarantine {
            let payload = change.payload
            try execute(
                """
                INSERT INTO quarantined_changes (payload_hash, payload) VALUES (?, ?)
                ON CONFLICT DO NOTHING
                """, CopyHash.function(payload).bytes, payload)
        }
    }
}

/// Writes what is kept for a server that lost its log.
extension Connection {
    private func writeKept(_ difference: CopyDifference) throws {
        if difference.kept.isCleared { try execute("DELETE FROM kept_entries") }
        for vouched in difference.kept.new {
            try execute(
                "INSERT INTO kept_entries (position, hash, entry) VALUES (?, ?, ?)",
                vouched.point.position.stored, vouched.point.hash.bytes, vouched.entry.encoded)
        }
        for vouched in difference.strays.new {
            try execute(
                """
                INSERT INTO stray_entries (position, hash, entry) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, vouched.point.position.stored, vouched.point.hash.bytes,
                vouched.entry.encoded)
        }
        for point in difference.strays.gone {
            try execute(
                "DELETE FROM stray_entries WHERE position = ? AND hash = ?",
                point.position.stored, point.hash.bytes)
        }
        // What is still needed of what is kept depends on all of one's own changes.
        guard !difference.isSave else { return }
        for receipt in difference.receipts { try keep(receipt) }
        try dropDurable(
            below: difference.after.durable, receiptsBelow: difference.after.receiptsNeededAbove)
    }

    private func keep(_ receipt: Receipt) throws {
        try execute(
            """
            INSERT INTO kept_receipts (end_position, end_hash, start_position, start_hash, hashes,
                key_number, signature) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (end_position, end_hash) DO UPDATE
                SET start_position = excluded.start_position, start_hash = excluded.start_hash,
                    hashes = excluded.hashes, key_number = excluded.key_number,
                    signature = excluded.signature
                WHERE excluded.start_position < start_position
            """, receipt.end.position.stored, receipt.end.hash.bytes,
            receipt.start.position.stored, receipt.start.hash.bytes,
            StoredLog.hashes(receipt.hashes), receipt.key, receipt.signature)
    }

    /// What the server's backups hold need not be kept, but for what vouches for strays, and for
    /// what one's own changes were told.
    private func dropDurable(below position: UInt64, receiptsBelow needed: UInt64) throws {
        guard position > 0 else { return }
        try execute("DELETE FROM kept_entries WHERE position <= ?", position.stored)
        try execute(
            """
            DELETE FROM kept_receipts WHERE end_position <= min(?,
                coalesce((SELECT min(position) - 1 FROM stray_entries), ?))
            """, needed.stored, needed.stored)
    }
}

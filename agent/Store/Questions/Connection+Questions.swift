import Bytes
import Causality
import Conflicts
import SQLite
import Sync

/// Keeps what waits for a decision as the records change, in the same transaction.
extension Connection {
    /// Where questions may come or go when some records change; to be asked before they do, and
    /// again once they have.
    func anchors(of keys: Set<RecordKey>) throws -> Set<ConflictFinder.Anchor> {
        let finder = ConflictFinder()
        return try ask(LaidOutBook()) { book in
            keys.reduce(into: []) { anchors, key in
                anchors.formUnion(finder.anchors(of: book.record(key), in: book))
            }
        }
    }

    /// Finds anew what is in conflict at anchors.
    func findConflicts(at anchors: Set<ConflictFinder.Anchor>) throws {
        guard !anchors.isEmpty else { return }
        for anchor in anchors {
            for rule in anchor.rules {
                try execute(
                    "DELETE FROM conflicts WHERE topic = ? AND bytes = ? AND rule = ?",
                    anchor.key.topic.rawValue, anchor.key.bytes, rule.rawValue)
            }
        }
        let finder = ConflictFinder()
        let found = try ask(LaidOutBook()) { finder.conflicts(at: anchors, in: $0) }
        for conflict in found.values.joined() {
            try execute(
                """
                INSERT INTO conflicts (topic, bytes, rule, id) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, conflict.anchor.topic.rawValue, conflict.anchor.bytes,
                conflict.rule.rawValue, conflict.id)
        }
    }

    /// Writes under which keys a record is found.
    func index(_ record: Record, insteadOf before: Record?) throws {
        let old = before.map { IndexKey.keys(of: $0) } ?? []
        let new = IndexKey.keys(of: record)
        for key in old.subtracting(new) {
            try execute(
                """
                DELETE FROM index_keys
                WHERE topic = ? AND bytes = ? AND collection = ? AND id = ?
                """, key.topic.rawValue, key.bytes, record.key.collection, record.key.id)
        }
        for key in new.subtracting(old) {
            try execute(
                """
                INSERT INTO index_keys (topic, bytes, collection, id) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, key.topic.rawValue, key.bytes, record.key.collection, record.key.id)
        }
    }

    /// Keeps who wrote what, of entries that were applied.
    func remember(_ entries: [LogEntry]) throws {
        for entry in entries {
            guard let judged = entry.change, case .payload(let payload) = judged.body else {
                continue
            }
            try execute(
                """
                INSERT INTO history (position, replica, counter, accepted, payload)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, entry.position.stored, judged.dot.replica, judged.dot.counter.stored,
                judged.stamps.accepted, payload)
            for key in try Change(payload: payload).records {
                try execute(
                    """
                    INSERT INTO history_records (collection, id, position) VALUES (?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, key.collection, key.id, entry.position.stored)
            }
        }
    }
}

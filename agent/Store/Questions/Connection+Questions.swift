import Bytes
import Causality
import Conflicts
import SQLite
import Sync

/// Keeps what waits for a decision as the records change, in the same transaction.
extension Connection {
    /// Where questions may come or go when records change; to be asked before they do.
    func anchors(of records: [Record]) throws -> Set<ConflictFinder.Anchor> {
        let written = records.filter { !$0.registers.isEmpty }
        guard !written.isEmpty else { return [] }
        return try anchors(of: written, in: LaidOutBook(written))
    }

    /// Finds anew what is in conflict at anchors, and at those of records that have changed.
    func findConflicts(
        around records: [Record], and anchors: Set<ConflictFinder.Anchor>
    ) throws {
        guard !records.isEmpty || !anchors.isEmpty else { return }
        let book = LaidOutBook(records)
        let anchors = anchors.union(try self.anchors(of: records, in: book))
        let finder = ConflictFinder()
        let found = try ask(finder.questions(at: anchors), of: book) {
            finder.conflicts($0, in: book)
        }
        let open = Set(
            found.joined().map { ConflictRow(id: $0.id, rule: $0.rule, anchor: $0.anchor) })
        // Most books have nothing to decide: then no key has to be looked up.
        let kept = try hasConflicts() ? try keptRows(at: anchors) : []
        for row in kept.subtracting(open) { try forget(row) }
        for row in open.subtracting(kept) { try keep(row) }
    }

    private func keptRows(at anchors: Set<ConflictFinder.Anchor>) throws -> Set<ConflictRow> {
        let rules = anchors.reduce(into: [IndexKey: Set<RuleName>]()) {
            $0[$1.key, default: []].formUnion($1.rules)
        }
        return try Set(
            rules.flatMap { key, rules in
                try conflictRows(at: key).filter { rules.contains($0.rule) }
            })
    }

    private func hasConflicts() throws -> Bool {
        try scalar("SELECT EXISTS (SELECT 1 FROM conflicts)") ?? false
    }

    private func anchors(
        of records: [Record], in book: LaidOutBook
    ) throws -> Set<ConflictFinder.Anchor> {
        let finder = ConflictFinder()
        // Most records are looked at together with whoever owns them.
        try layOwners(of: records, out: book)
        try layAccounts(of: records, out: book)
        return try ask(records, of: book) { finder.anchors(of: $0, in: book) }
            .reduce(into: []) { $0.formUnion($1) }
    }

    /// Writes under which keys a record is found.
    func index(_ record: Record, insteadOf before: Record) throws {
        let (old, new) = (IndexKey.keys(of: before), IndexKey.keys(of: record))
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
            try remember(
                try Change(payload: payload), accepted: judged.stamps.accepted,
                at: entry.position.stored)
        }
    }

    /// Keeps a change at a place of the log; what was kept from before a snapshot makes room.
    func remember(_ change: Change, accepted: Stamp, at position: Int64) throws {
        try execute(
            """
            INSERT INTO history (position, replica, counter, accepted, payload)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (replica, counter) DO UPDATE
                SET position = excluded.position, accepted = excluded.accepted
                WHERE position < 0
            ON CONFLICT DO NOTHING
            """, position, change.dot.replica, change.dot.counter.stored, accepted, change.payload)
        for key in change.records {
            try execute(
                """
                INSERT INTO history_records (collection, id, position) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, key.collection, key.id, position)
        }
    }
}

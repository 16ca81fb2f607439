import Bytes
import Causality
import SQLite
import Sync

/// Reads a laptop's copy of a book, but for what is laid out only when it is asked for.
extension Connection {
    /// How often the copy was written.
    func copyStep() throws -> Int64 { try scalar("SELECT step FROM copy") ?? 0 }

    func storedCopy() throws -> StoredCopy {
        var stored = StoredCopy()
        try readStanding(into: &stored)
        try readKnowledge(into: &stored)
        stored.overlay = try ownChanges("own_changes")
        stored.handedBack = try ownChanges("handed_back")
        try readDismissed(into: &stored)
        try forEach("SELECT replica, counter, new_replica, new_counter FROM dots_aside") { row in
            stored.aside[try row.dot(at: 0), default: []].insert(try row.dot(at: 2))
        }
        stored.chains = try chains()
        return stored
    }

    private func readStanding(into stored: inout StoredCopy) throws {
        try forEach(
            "SELECT cursor, cursor_hash, digest, durable, clock, clock_offset FROM copy"
        ) { row in
            stored.cursor = LogPoint(
                position: UInt64(stored: try row.read(0)), hash: try row.read(1))
            stored.digest = StateDigest(stored: try row.read(2))
            stored.durable = UInt64(stored: try row.read(3))
            stored.clock = try row.read(4)
            stored.clockOffset = try row.read(5)
        }
    }

    private func readKnowledge(into stored: inout StoredCopy) throws {
        var (live, closed) = ([ReplicaID: CounterRun](), [ReplicaID: UInt64]())
        try forEach(
            "SELECT replica, highest, exceptions, is_closed FROM held_replicas ORDER BY number"
        ) { row in
            let replica: ReplicaID = try row.read(0)
            let highest = UInt64(stored: try row.read(1))
            stored.roll.enter(replica, using: CopyHash.function)
            if try row.read(3, as: Bool.self) {
                closed[replica] = highest
            } else {
                let gaps = try StoredLog.ranges(from: try row.read(2))
                live[replica] = CounterRun(upTo: highest, except: gaps)
            }
        }
        stored.knowledge = Knowledge(vector: VersionVector(runs: live), closed: closed)
        try forEach("SELECT form FROM refused_changes") { row in
            let form = try StoredLog.form(from: try row.read(0))
            stored.refused[form.dot] = form
        }
        try forEach("SELECT replica, counter, addresses FROM early_removals") { row in
            let addresses = try StoredLog.addresses(from: try row.read(2))
            stored.removedEarly[try row.dot(at: 0)] = addresses
        }
    }

    private func readDismissed(into stored: inout StoredCopy) throws {
        try forEach(
            "SELECT replica, counter, new_replica, new_counter FROM dismissed_changes"
        ) { row in
            let dot = try row.dot(at: 0)
            stored.dismissed.insert(dot)
            if try row.read(2, as: ReplicaID?.self) != nil {
                stored.resent[dot] = try row.dot(at: 2)
            }
        }
    }

    private func chains() throws -> [ReplicaID: Chain] {
        let chains = try query("SELECT replica, counter, head FROM own_replicas") { row in
            Chain(after: try row.dot(at: 0), head: try row.read(2))
        }
        return Dictionary(chains.map { ($0.last.replica, $0) }, uniquingKeysWith: { $1 })
    }

    /// One's own changes of a table, the oldest first.
    func ownChanges(_ table: String) throws -> [OwnChange] {
        try query("SELECT payload, link, judgement FROM \(table) ORDER BY sequence") {
            try OwnChange(row: $0)
        }
    }

    /// The latest of those whose payloads hold some bytes; an id stands in them as it is.
    func ownChanges(
        _ table: String, holding bytes: [UInt8], limit: Int
    ) throws -> [OwnChange] {
        try query(
            """
            SELECT payload, link, judgement FROM \(table) WHERE instr(payload, ?) > 0
            ORDER BY sequence DESC LIMIT ?
            """, bytes, limit
        ) { try OwnChange(row: $0) }
    }
}

/// Reads what is laid out when it is asked for.
extension Connection {
    /// Some records as they are kept.
    func heldRecords(_ keys: Set<RecordKey>) throws -> [HeldRecord] {
        try keys.compactMap { key in
            try first(
                "SELECT seen, base FROM record_states WHERE collection = ? AND id = ?",
                key.collection, key.id
            ) { row in
                let base: [UInt8]? = try row.read(1)
                return HeldRecord(
                    seen: try Record(key: key, encoded: try row.read(0)),
                    base: try base.map { try Record(key: key, encoded: $0) })
            }
        }
    }

    func keptEntries() throws -> [VouchedEntry] {
        try entries("SELECT hash, entry FROM kept_entries ORDER BY position")
    }

    func hasStrays() throws -> Bool {
        try scalar("SELECT EXISTS (SELECT 1 FROM stray_entries)") ?? false
    }

    func strayEntries() throws -> [VouchedEntry] {
        try entries("SELECT hash, entry FROM stray_entries ORDER BY position, hash")
    }

    private func entries(_ sql: String) throws -> [VouchedEntry] {
        try query(sql) { row in
            let entry = try StoredLog.entry(from: try row.read(1))
            let point = LogPoint(position: entry.position, hash: try row.read(0))
            return VouchedEntry(entry: entry, point: point)
        }
    }

    func keptReceipts(of book: BookID) throws -> [Receipt] {
        try query(
            "SELECT start_position, start_hash, hashes, key_number, signature FROM kept_receipts"
        ) { row in
            let start = LogPoint(position: UInt64(stored: try row.read(0)), hash: try row.read(1))
            return Receipt(
                book: book, start: start, hashes: try StoredLog.hashes(from: try row.read(2)),
                key: try row.read(3), signature: try row.read(4))
        }
    }

    func receiptKeys() throws -> [ReceiptKey] {
        try query("SELECT number, key FROM receipt_keys") { row in
            ReceiptKey(number: try row.read(0), bytes: try row.read(1))
        }
    }
}

extension Row {
    /// Reads a dot from two columns.
    fileprivate func dot(at column: Int) throws -> Dot {
        Dot(replica: try read(column), counter: UInt64(stored: try read(column + 1)))
    }
}

extension OwnChange {
    fileprivate init(row: borrowing Row) throws {
        let judgement: [UInt8]? = try row.read(2)
        self.init(
            change: try Change(payload: try row.read(0)), link: try row.read(1),
            judgement: try judgement.map { try StoredLog.judgement(from: $0) })
    }
}

import Bytes
import Causality
import Conflicts
import Invoicing
import SQLite
import Sync

/// A conflict as it is kept: which rule found it, and where it looks.
struct ConflictRow: Hashable, Sendable {
    let id: ConflictID
    let rule: RuleName
    let anchor: IndexKey
}

extension Connection {
    /// The conflicts that wait, by how their ids begin or by their rule; each of them once.
    func conflictRows(
        beginning prefix: String = "", of rule: RuleName? = nil, limit: Int
    ) throws -> [ConflictRow] {
        let sql = """
            SELECT id, rule, topic, min(bytes) FROM conflicts
            WHERE hex(id) LIKE ? AND rule LIKE ? GROUP BY id ORDER BY rule, id LIMIT ?
            """
        return try query(sql, prefix + "%", rule?.rawValue ?? "%", limit) { row in
            let (name, topic) = (try row.read(1, as: String.self), try row.read(2, as: Int64.self))
            guard let rule = RuleName(rawValue: name), let topic = IndexKey.Topic(rawValue: topic)
            else { return nil }
            return ConflictRow(
                id: try row.read(0), rule: rule,
                anchor: IndexKey(topic: topic, bytes: try row.read(3)))
        }.compactMap { $0 }
    }

    /// The conflicts that wait at one place.
    func conflictRows(at anchor: IndexKey) throws -> [ConflictRow] {
        try query(
            "SELECT id, rule FROM conflicts WHERE topic = ? AND bytes = ?",
            anchor.topic.rawValue, anchor.bytes
        ) { row in
            try RuleName(rawValue: try row.read(1)).map { rule in
                ConflictRow(id: try row.read(0), rule: rule, anchor: anchor)
            }
        }.compactMap { $0 }
    }

    /// Keeps that a conflict waits.
    func keep(_ row: ConflictRow) throws {
        try execute(
            """
            INSERT INTO conflicts (topic, bytes, rule, id) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, row.anchor.topic.rawValue, row.anchor.bytes, row.rule.rawValue, row.id)
    }

    /// A conflict waits no more.
    func forget(_ row: ConflictRow) throws {
        try execute(
            "DELETE FROM conflicts WHERE topic = ? AND bytes = ? AND rule = ? AND id = ?",
            row.anchor.topic.rawValue, row.anchor.bytes, row.rule.rawValue, row.id)
    }

    /// Tells conflicts to the person at a device.
    func tell(
        _ rows: [ConflictRow], on device: DeviceID, in zone: ZoneRules
    ) throws -> [OpenConflict] {
        let (finder, book) = (ConflictFinder(), LaidOutBook())
        let anchors = try rows.compactMap { try $0.anchor.record.flatMap { try seen($0) } }
        try layAccounts(of: anchors, out: book)
        let told = try ask(Array(rows.enumerated()), of: book) { place, row in
            let conflict = finder.conflict(row.id, of: row.rule, at: row.anchor, in: book)
            let teller = Teller(in: book, on: device, zone: zone)
            return conflict.map {
                (place, OpenConflict(conflict: $0, story: teller.story(of: $0)))
            }
        }
        return told.compactMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The one conflict whose id is this, or begins so.
    func conflict(
        _ reference: String, on device: DeviceID, in zone: ZoneRules
    ) throws -> OpenConflict {
        let digits = reference.filter { $0 != "-" }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else {
            throw AgentStoreError.noSuchConflict(reference)
        }
        let rows = try conflictRows(beginning: digits, limit: 6)
        guard rows.count < 2 else {
            throw AgentStoreError.ambiguous(reference: reference, ids: rows.map(\.id.text))
        }
        guard let open = try tell(rows, on: device, in: zone).first else {
            throw AgentStoreError.noSuchConflict(reference)
        }
        return open
    }

    /// A change by its name as people are shown it: how its replica begins, and its counter.
    func dot(_ reference: String) throws -> Dot {
        let parts = reference.split(separator: "/")
        let digits = parts.first?.filter { $0 != "-" } ?? ""
        guard parts.count == 2, let counter = UInt64(parts[1]), counter < UInt64(Int64.max),
            digits.count >= 4, digits.allSatisfy(\.isHexDigit)
        else { throw AgentStoreError.noSuchChange(reference) }
        let replicas: [ReplicaID] = try query(
            """
            SELECT replica FROM held_replicas WHERE hex(replica) LIKE ?1
            UNION SELECT replica FROM own_replicas WHERE hex(replica) LIKE ?1
            """, digits + "%"
        ) { try $0.read(0) }
        guard let replica = replicas.first, replicas.count == 1 else {
            throw AgentStoreError.noSuchChange(reference)
        }
        return Dot(replica: replica, counter: counter)
    }
}

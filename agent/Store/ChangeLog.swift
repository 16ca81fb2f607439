import Causality
import SQLite
import Sync

/// The log, the version vector and the clock, inside one transaction.
extension Connection {
    /// The clock, going on after the last stamp that this laptop has given or seen.
    func clock() throws -> HybridClock {
        HybridClock(after: try scalar("SELECT clock FROM book") ?? Stamp(bits: 0))
    }

    /// Keeps where the clock stands.
    func setClock(_ clock: HybridClock) throws {
        try execute("UPDATE book SET clock = ?", clock.last)
    }

    /// How far a replica's changes are held.
    func counter(of replica: ReplicaID) throws -> UInt64 {
        UInt64(stored: try scalar("SELECT counter FROM replicas WHERE id = ?", replica) ?? 0)
    }

    /// Keeps a change that this laptop made.
    func log(_ payload: [UInt8], as dot: Dot) throws {
        try execute(
            "INSERT INTO changes (replica, counter, payload) VALUES (?, ?, ?)", dot.replica,
            dot.counter.stored, payload)
    }

    /// Keeps a change that came with its place in the server's log.
    func log(
        _ payload: [UInt8], as dot: Dot, position: UInt64, effective: Stamp
    ) throws {
        let statement = """
            INSERT INTO changes (replica, counter, payload, position, effective)
            VALUES (?, ?, ?, ?, ?)
            """
        try execute(statement, dot.replica, dot.counter.stored, payload, position.stored, effective)
    }

    /// Takes note of a change that this life of the database made; its first one is its birth.
    func recordOwn(_ dot: Dot) throws {
        let statement = """
            INSERT INTO replicas (id, counter, birth)
            VALUES (?, ?, (SELECT coalesce(max(birth), 0) + 1 FROM replicas))
            ON CONFLICT (id) DO UPDATE SET counter = excluded.counter
            """
        try execute(statement, dot.replica, dot.counter.stored)
    }

    /// Takes note of a change that came from elsewhere.
    func recordOther(_ dot: Dot) throws {
        let statement = """
            INSERT INTO replicas (id, counter) VALUES (?, ?)
            ON CONFLICT (id) DO UPDATE SET counter = excluded.counter
            """
        try execute(statement, dot.replica, dot.counter.stored)
    }

    /// The payload of a change, and whether its place in the server's log is known.
    func logged(_ dot: Dot) throws -> (payload: [UInt8], position: UInt64?)? {
        try first(
            "SELECT payload, position FROM changes WHERE replica = ? AND counter = ?",
            dot.replica, dot.counter.stored
        ) { row in
            let position: Int64? = try row.read(1)
            return (payload: try row.read(0), position: position.map { UInt64(stored: $0) })
        }
    }

    /// Keeps where a change stands in the server's log.
    func place(_ dot: Dot, at position: UInt64, effective: Stamp) throws {
        let statement = """
            UPDATE changes SET position = ?, effective = ? WHERE replica = ? AND counter = ?
            """
        try execute(statement, position.stored, effective, dot.replica, dot.counter.stored)
    }
}

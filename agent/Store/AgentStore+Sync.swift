package import Causality
import SQLite

extension AgentStore {
    /// What this laptop's own replicas have made, in the order in which they were born.
    package func ownReplicas() async throws -> [(replica: ReplicaID, counter: UInt64)] {
        try await database.read { connection in
            try connection.query(
                "SELECT id, counter FROM replicas WHERE birth IS NOT NULL ORDER BY birth"
            ) { (replica: try $0.read(0), counter: UInt64(stored: try $0.read(1))) }
        }
    }

    /// The payloads of one replica's changes from a counter on, so many bytes at most together
    /// (but one change whatever its size).
    package func payloads(
        of replica: ReplicaID, from counter: UInt64, countMax: Int, bytesMax: Int
    ) async throws -> [[UInt8]] {
        let statement = """
            SELECT payload FROM changes WHERE replica = ? AND counter >= ?
            ORDER BY counter LIMIT ?
            """
        return try await database.read { connection in
            var (payloads, bytes) = ([[UInt8]](), 0)
            for payload in try connection.query(
                statement, replica, counter.stored, countMax,
                row: { try $0.read(0, as: [UInt8].self) })
            {
                bytes += payload.count
                guard payloads.isEmpty || bytes <= bytesMax else { break }
                payloads.append(payload)
            }
            return payloads
        }
    }

    /// How many of this laptop's changes have no place in the server's log yet.
    package func unsentCount() async throws -> Int {
        try await database.read { connection in
            try connection.scalar("SELECT count(*) FROM changes WHERE position IS NULL") ?? 0
        }
    }

    /// How far the server's log is applied.
    package func cursor() async throws -> UInt64 {
        try await database.read { try $0.cursor() }
    }

    /// Falls back to the server's time, after this laptop's clock ran ahead of it.
    package func setBackClock(to stamp: Stamp) async throws {
        try await database.write { connection in
            var clock = try connection.clock()
            clock.setBack(to: stamp)
            try connection.setClock(clock)
        }
    }

    /// Where the clock stands.
    package func clock() async throws -> Stamp { try await database.read { try $0.clock().last } }
}

extension Connection {
    /// How far the server's log is applied.
    func cursor() throws -> UInt64 {
        UInt64(stored: try scalar("SELECT cursor FROM book") ?? 0)
    }
}

package import Causality
import PostgreSQL
package import Sync

/// What of a book nobody has, as far as the server knows of it.
package struct LostParts: Hashable, Sendable {
    /// Changes of a laptop that the log lacks although it holds later ones.
    package struct MissingChanges: Hashable, Sendable {
        /// The laptop, where it is known.
        package let device: DeviceID?
        /// What it is called, where it was enrolled.
        package let deviceName: String?
        /// As which of its replicas it wrote them.
        package let replica: ReplicaID
        /// Which of the replica's changes.
        package let counters: ClosedRange<UInt64>
    }

    /// Entries of the log that were there before its database was restored.
    package let entries: [LostEntries]
    /// Changes between others.
    package let changes: [MissingChanges]

    /// Whether nothing is lost.
    package var isEmpty: Bool { entries.isEmpty && changes.isEmpty }
}

extension ServerStore {
    /// What of a book nobody has brought so far, although it was there once.
    package func lost(of book: BookID) async throws -> LostParts {
        try await pool.transaction(.snapshot) { connection in
            try walls.enter(book, on: connection)
            return try connection.lost(of: book)
        }
    }
}

extension Connection {
    func lost(of book: BookID) throws -> LostParts {
        LostParts(
            entries: try lostEntries(of: book), changes: try missingChanges(in: book))
    }

    /// The lost entries of a book, in their order.
    func lostEntries(of book: BookID) throws -> [LostEntries] {
        try rows(
            """
            SELECT recovering_since, first_position, last_position FROM lost_entries
            WHERE book_id = \(book) ORDER BY recovering_since, first_position
            """
        ) { (row) throws(PostgreSQLError) in
            let (first, last): (Int64, Int64) = (try row.read(1), try row.read(2))
            return LostEntries(
                recoveringSince: UInt64(clamping: try row.read(0, as: Int64.self)),
                positions: UInt64(clamping: first)...UInt64(clamping: last))
        }
    }

    /// Writes what is lost, where entries came back or a recovery ended.
    func writeLost(_ difference: LogDifference, over layout: LogLayout) throws {
        let before = layout.excerpt
        let hasEnded = before.recovery != nil && difference.after.recovery == nil
        let offered = hasEnded ? Array(before.recovery?.offered ?? []) : layout.offered
        guard hasEnded || !offered.isEmpty else { return }
        let known = try lostEntries(of: layout.book)
        let lost = difference.lost(
            of: before, bringing: offered, whereLost: known, using: LogHash.function)
        guard lost != known else { return }
        try execute("DELETE FROM lost_entries WHERE book_id = \(layout.book)")
        try execute(
            """
            INSERT INTO lost_entries (book_id, recovering_since, first_position, last_position)
            SELECT \(layout.book), since, first, last
            FROM unnest(\(lost.map { Int64(clamping: $0.recoveringSince) }),
                \(lost.map { Int64(clamping: $0.positions.lowerBound) }),
                \(lost.map { Int64(clamping: $0.positions.upperBound) }))
                AS new (since, first, last)
            """)
    }

    private func missingChanges(in book: BookID) throws -> [LostParts.MissingChanges] {
        let broken: [(ReplicaID, DeviceID?, String?, [UInt8]?)] = try rows(
            """
            SELECT h.replica, h.device_id, d.name, h.exceptions FROM held_replicas AS h
            LEFT JOIN devices AS d ON d.book_id = h.book_id AND d.device_id = h.device_id
            WHERE h.book_id = \(book) AND h.exceptions IS NOT NULL ORDER BY h.number
            """
        ) { (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1), try row.read(2), try row.read(3))
        }
        return try broken.flatMap { replica, device, name, gaps in
            try StoredLog.ranges(from: gaps).map {
                LostParts.MissingChanges(
                    device: device, deviceName: name, replica: replica, counters: $0)
            }
        }
    }
}

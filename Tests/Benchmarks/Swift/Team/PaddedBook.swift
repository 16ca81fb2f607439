import Bytes
import Catalog
import PostgreSQL
import ServerStore
import Sync

/// A book that is large without having been worked on for years: rows like those that the engine
/// wrote for its first clients, under other ids and at other positions, and the log's head after
/// them.
///
/// What is pushed and pulled beyond that head is real; nobody reads what is before it.
struct PaddedBook: Sendable {
    /// The book.
    let book: BookID
    /// Where its log ends.
    let head: LogPoint

    /// Lets a book that holds some clients have so many records, and so many replicas.
    static func pad(
        _ book: BookID, to count: Int, replicas: Int = 1, by connection: Connection
    ) async throws -> PaddedBook {
        let hash = [UInt8](repeating: 0xC0, count: 32)
        let start: Int64 = try await connection.value(
            "SELECT position FROM book_heads WHERE book_id = \(book)")
        guard Int64(count) > start else { throw BenchmarkFailure.refused("Nothing to pad.") }
        try await connection.transaction { connection in
            try connection.execute("SET LOCAL statement_timeout = 0")
            try connection.padLog(of: book, after: start, through: Int64(count), hash)
            try connection.padRecords(of: book, count: Int64(count) - start)
            try connection.padReplicas(of: book, through: Int32(replicas))
        }
        guard let point = ContentHash(bytes: hash) else {
            throw BenchmarkFailure.refused("A hash has 32 bytes.")
        }
        return PaddedBook(
            book: book, head: LogPoint(position: UInt64(count), hash: point))
    }
}

extension Connection {
    fileprivate func padLog(
        of book: BookID, after start: Int64, through end: Int64, _ hash: [UInt8]
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO log_entries (book_id, position, replica_number, counter, hash, entry)
            SELECT e.book_id, number, e.replica_number, number, \(hash), e.entry
            FROM generate_series(\(start + 1), \(end)) AS number
            JOIN log_entries AS e ON e.book_id = \(book) AND e.position = 1 + number % \(start)
            """)
        try execute(
            """
            INSERT INTO receipts (book_id, end_position, start_position, key_number, signature)
            SELECT \(book), least(number + 500, \(end)), number, 1, ''::bytea
            FROM generate_series(\(start), \(end - 1), 500) AS number
            """)
        try execute(
            """
            UPDATE book_heads SET position = \(end), hash = \(hash) WHERE book_id = \(book)
            """)
    }

    fileprivate func padRecords(of book: BookID, count: Int64) throws(PostgreSQLError) {
        let id = "('02' || lpad(to_hex(place), 30, '0'))::uuid"
        try execute(
            Query(
                sql: """
                    INSERT INTO record_states (book_id, collection, record_id, state)
                    SELECT r.book_id, r.collection, \(id), r.state
                    FROM generate_series(1::bigint, $2) AS place, (
                        SELECT * FROM record_states
                        WHERE book_id = $1 AND collection = 1 LIMIT 1) AS r
                    """, book, count))
        let names = (["is_alive", "is_in_conflict"] + Catalog.client.columns).map { "\"\($0)\"" }
            .joined(separator: ", ")
        try execute(
            Query(
                sql: """
                    INSERT INTO clients (book_id, id, \(names))
                    SELECT r.book_id, \(id), \(names)
                    FROM generate_series(1::bigint, $2) AS place, (
                        SELECT * FROM clients WHERE book_id = $1 LIMIT 1) AS r
                    """, book, count))
    }

    fileprivate func padReplicas(of book: BookID, through count: Int32) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO held_replicas
                (book_id, number, replica, device_id, highest, exceptions, is_closed, edges)
            SELECT \(book), place, gen_random_uuid(), gen_random_uuid(), 1, NULL, false, r.edges
            FROM generate_series((SELECT replicas_count FROM book_heads WHERE book_id = \(book)),
                \(count - 1)) AS place,
                (SELECT * FROM held_replicas WHERE book_id = \(book) LIMIT 1) AS r
            """)
        try execute(
            """
            UPDATE book_heads SET replicas_count = greatest(replicas_count, \(count))
            WHERE book_id = \(book)
            """)
    }
}

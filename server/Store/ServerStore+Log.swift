package import Causality
import PostgreSQL
package import Sync

extension ServerStore {
    /// One entry of a book's log.
    package struct LogEntry: Sendable {
        /// Its place in the log.
        package let position: UInt64
        /// What orders its values among siblings.
        package let effective: Stamp
        /// The change as it came.
        package let payload: [UInt8]
    }

    /// The entries that follow a position, as many as fit, and the position of the last of all.
    package func entries(
        of book: BookID, after position: UInt64, countMax: Int, bytesMax: Int
    ) async throws -> (entries: [LogEntry], head: UInt64) {
        try await pool.transaction(.snapshot) { connection in
            let head = try connection.head(of: book)
            let query: Query = """
                SELECT position, effective, payload FROM (
                    SELECT position, effective, payload,
                        sum(length(payload)) OVER (ORDER BY position) - length(payload) AS before
                    FROM changes
                    WHERE book_id = \(book) AND position > \(Int64(clamping: position))
                    ORDER BY position LIMIT \(countMax)
                ) AS page WHERE before < \(bytesMax) ORDER BY position
                """
            let entries: [LogEntry] = try connection.rows(query) {
                (row) throws(PostgreSQLError) in
                LogEntry(
                    position: UInt64(try row.read(0, as: Int64.self)),
                    effective: Stamp(stored: try row.read(1)), payload: try row.read(2))
            }
            return (entries, head)
        }
    }

    /// How far the changes of some replicas are held, and the position of the last entry.
    package func knowledge(
        of book: BookID, about replicas: [ReplicaID]
    ) async throws -> (vector: VersionVector, head: UInt64) {
        try await pool.transaction(.snapshot) { connection in
            (
                vector: try connection.vector(of: book, replicas: replicas),
                head: try connection.head(of: book)
            )
        }
    }
}

extension Connection {
    fileprivate func head(of book: BookID) throws -> UInt64 {
        let head: Int64? = try first("SELECT head FROM books WHERE book_id = \(book)") {
            (row) throws(PostgreSQLError) in try row.read(0)
        }
        guard let head else { throw ServerStoreError.noSuchBook(book) }
        return UInt64(head)
    }
}

import Bytes
import Causality
import PostgreSQL
package import Sync

/// The rolls of books, remembered by one process: they only grow, unless the database is restored.
package actor BookRolls {
    /// So many books are remembered.
    private static let booksMax = 1_000
    private let pool: Pool
    private var rolls: [BookID: Roll] = [:]

    /// Remembers nothing yet.
    package init(office: BookOffice) { pool = office.pool }

    /// The roll of a book whose first so many replicas bear a mark; `nil` where the book has no
    /// such roll.
    package func roll(of book: BookID, count: Int, mark: UInt64) async throws -> Roll? {
        if count == 0 { return Roll() }
        if let known = rolls[book], known.count >= count, known.mark(of: count) == mark {
            return known
        }
        let roll = try await read(book)
        if rolls.count >= Self.booksMax { rolls = [:] }
        rolls[book] = roll
        return roll.count >= count && roll.mark(of: count) == mark ? roll : nil
    }

    private func read(_ book: BookID) async throws -> Roll {
        let replicas: [ReplicaID] = try await pool.withConnection { connection in
            try connection.rows(
                "SELECT replica FROM held_replicas WHERE book_id = \(book) ORDER BY number"
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
        return replicas.reduce(into: Roll()) { $0.enter($1, using: LogHash.function) }
    }
}

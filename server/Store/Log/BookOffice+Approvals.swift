import Catalog
import PostgreSQL
package import Sync

/// What is owed stands with the change that it is about, in one transaction.
extension Connection {
    func writeOwed(_ approvals: [OwedApproval], in book: BookID) throws(PostgreSQLError) {
        guard !approvals.isEmpty else { return }
        try send(
            """
            INSERT INTO owed_approvals (book_id, record_id, value)
            SELECT \(book), record_id, value
            FROM unnest(\(approvals.map(\.id)), \(approvals.map(\.value.encoded)))
                AS new (record_id, value)
            ON CONFLICT DO NOTHING
            """)
    }

    /// What is owed, so much of it at most.
    func owedApprovals(in book: BookID, countMax: Int) throws -> [OwedApproval] {
        let rows: [(RecordID, [UInt8])] = try rows(
            """
            SELECT record_id, value FROM owed_approvals
            WHERE book_id = \(book) ORDER BY record_id LIMIT \(countMax)
            """
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        return try rows.map { try OwedApproval(id: $0.0, encoded: $0.1) }
    }

    /// What is asked already is owed no more: its record may also have come back from a laptop.
    func forgetAskedApprovals(in book: BookID) throws(PostgreSQLError) {
        try execute(
            """
            DELETE FROM owed_approvals AS o WHERE o.book_id = \(book) AND EXISTS (
                SELECT FROM record_states AS r WHERE r.book_id = \(book)
                    AND r.collection = \(Int64(Catalog.approval.number))
                    AND r.record_id = o.record_id)
            """)
    }
}

extension BookOffice {
    /// So much is asked by one change.
    private static let approvalsMax = 100

    /// Asks the owners of a book about changes that were taken although a rule forbids them, each
    /// once; tells about how many. The record and what is owed change under the book's lock.
    @discardableResult
    package func askForApprovals(in book: BookID, at milliseconds: UInt64) async throws -> Int {
        var count = 0
        while true {
            let change = try await write(to: book, at: milliseconds) { _, _, connection in
                try connection.forgetAskedApprovals(in: book)
                return try connection.owedApprovals(in: book, countMax: Self.approvalsMax)
                    .map(\.write)
            }
            guard let change else { return count }
            count += change.writes.count
        }
    }
}

extension ServerStore {
    /// The books whose owners have to be asked about something and were not yet.
    package func booksOwingApprovals() async throws -> [BookID] {
        try await pool.withConnection { connection in
            try connection.rows("SELECT DISTINCT book_id FROM owed_approvals ORDER BY book_id") {
                (row) throws(PostgreSQLError) in try row.read(0)
            }
        }
    }
}

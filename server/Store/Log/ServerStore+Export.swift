import Catalog
import PostgreSQL
package import Sync

extension ServerStore {
    /// So many records are in memory at once.
    private static let exportRecords = 500

    /// Writes a book out canonically, as it stands at one moment: a part of its lines at a time.
    ///
    /// The sink is called on the thread of the connection, so whoever reads slowly holds the book
    /// up for nobody.
    package func export(
        _ book: BookID, to sink: @Sendable (String) throws -> Void
    ) async throws {
        var options = TransactionOptions.snapshot
        // What was written out cannot be taken back.
        options.attemptsMax = 1
        try await pool.transaction(options) { connection in
            try walls.enter(book, on: connection)
            _ = try connection.head(of: book, isLocked: false)
            var last: RecordKey?
            while true {
                let page = try connection.states(
                    after: last, countMax: Self.exportRecords, in: book)
                if !page.isEmpty { try sink(page.map(\.exportLine).joined()) }
                guard page.count == Self.exportRecords else { return }
                last = page.last?.key
            }
        }
    }
}

import Bookkeeping
import Bytes
import Catalog
import SQLite
import Sync

/// What a step of a person's comes to: what is written, and what is answered.
struct Work<Result: Sendable> {
    let writes: [Write]
    let result: Result
}

extension BookDesk {
    /// Saves at once what a step makes of the book as it stands; the step reads whatever it needs,
    /// and may write beside it through the connection.
    func work<Result: Sendable>(
        at milliseconds: UInt64,
        _ body:
            @Sendable (
                _ book: BookReader, _ connection: borrowing Connection,
                _ mint: () throws -> RecordID
            ) throws -> Work<Result>
    ) async throws -> Result {
        try await step(at: milliseconds) { copy, connection in
            let work = try connection.withBook { book in
                try body(book, connection) { try life.mint(milliseconds: milliseconds) }
            }
            _ = try save(work.writes, in: &copy, to: connection, at: milliseconds)
            return work.result
        }
    }
}

extension AgentStore {
    /// Reads records as they stand together.
    func reading<Result: Sendable>(
        _ body: @Sendable (BookReader, borrowing Connection) throws -> Result
    ) async throws -> Result {
        try await database.read { connection in
            try connection.withBook { try body($0, connection) }
        }
    }
}

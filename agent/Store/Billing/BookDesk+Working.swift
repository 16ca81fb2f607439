package import Bookkeeping
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
            var opened = copy
            let work = try connection.withBook { key in
                try opened.lay([key], from: connection)
                return opened[key]
            } _: { book in
                try body(book, connection) { try life.mint(milliseconds: milliseconds) }
            }
            guard !work.writes.isEmpty else { return work.result }
            copy = opened
            let missing = Set(work.writes.map(\.address.record)).subtracting(copy.atHand)
            try copy.lay(missing, from: connection)
            let (before, replica) = (copy, try life.replica(unless: copy.isTaken))
            let change = copy.save(work.writes, as: replica, milliseconds: milliseconds)
            try connection.write(CopyDifference(saving: change, from: before, to: copy))
            return work.result
        }
    }
}

extension AgentStore {
    /// Reads records as they stand together.
    package func reading<Result: Sendable>(
        _ body: @Sendable (BookReader) throws -> Result
    ) async throws -> Result {
        try await database.read { connection in
            try connection.withBook { key in
                try connection.seen(key) ?? Record(key: key)
            } _: { book in
                try body(book)
            }
        }
    }
}

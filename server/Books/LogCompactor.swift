import PostgreSQL
package import ServerJobs
package import ServerStore
import Sync

/// Declares durable what backups hold and every live laptop has passed, and drops the payloads of
/// it. A laptop that was silent for longer than a book waits for anybody holds nothing back; it
/// takes a snapshot when it returns.
package struct LogCompactor: RoundJob {
    /// The kind.
    package static let kind = "books.compact-logs"
    /// There is no hurry; a run that is cut off is gone on with by the next one.
    package static let terms = JobTerms {
        $0.priority = .low
        $0.attemptsMax = 3
        $0.timeout = .seconds(3_000)
    }

    /// Looks at all books.
    package init() {}

    /// Does so for every book, where backups reach back for so long.
    package static func compact(
        by office: BookOffice, in store: ServerStore, ageMilliseconds: UInt64,
        at milliseconds: UInt64
    ) async throws {
        try await BookRound(store: store).walk { book in
            try await office.declareDurable(
                book, ageMilliseconds: ageMilliseconds, at: milliseconds)
            while try await office.compact(book) { try Task.checkCancellation() }
        }
    }
}

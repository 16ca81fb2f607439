import PostgreSQL
package import ServerJobs
package import ServerStore
import Sync

/// Folds the replicas that ended, so that the vectors that laptops send hold live ones only.
package struct ReplicaCloser: RoundJob {
    /// The kind.
    package static let kind = "books.close-replicas"
    /// There is no hurry, and the next one comes anyway.
    package static let terms = JobTerms {
        $0.priority = .low
        $0.attemptsMax = 3
        $0.timeout = .seconds(3_000)
    }

    /// Looks at all books.
    package init() {}

    /// Does so for every book.
    package static func close(
        by office: BookOffice, in store: ServerStore, at milliseconds: UInt64
    ) async throws {
        try await BookRound(store: store).walk { book in
            try await office.closeEnded(of: book, at: milliseconds)
        }
    }
}

import PostgreSQL
package import ServerJobs
package import ServerStore

/// Ends the waiting of books that stand still, once every laptop has brought what it holds or the
/// hold is over.
package struct RecoveryReleaser: RoundJob {
    /// The kind.
    package static let kind = "books.release-recoveries"
    /// The next one comes anyway.
    package static let terms = JobTerms { $0.attemptsMax = 3 }

    /// Looks at all books.
    package init() {}

    /// Releases whatever need not wait any longer; tells how many books that were.
    @discardableResult
    package static func release(
        by office: BookOffice, in store: ServerStore, at milliseconds: UInt64
    ) async throws -> Int {
        var count = 0
        for book in try await store.recoveringBooks() {
            if try await office.release(book, at: milliseconds) { count += 1 }
        }
        return count
    }
}

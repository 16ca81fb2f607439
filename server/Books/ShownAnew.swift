import PostgreSQL
package import ServerJobs
package import ServerStore
import Sync

/// Shows anew, after an upgrade, what an earlier release wrote of records without knowing all of
/// what they hold.
package struct ShownAnew: RoundJob {
    /// The kind.
    package static let kind = "books.show-anew"
    /// What is cut off is gone on with by the next one.
    package static let terms = JobTerms {
        $0.priority = .low
        $0.attemptsMax = 3
        $0.timeout = .seconds(3_000)
    }

    /// Looks at all books.
    package init() {}

    /// Does so for every book that needs it; tells how many those were.
    @discardableResult
    package static func show(by office: BookOffice, in store: ServerStore) async throws -> Int {
        var count = 0
        try await BookRound(shownAsBeforeIn: store).walk { book in
            var last: RecordKey?
            repeat {
                try Task.checkCancellation()
                last = try await office.showAnew(book, after: last)
            } while last != nil
            count += 1
        }
        return count
    }
}

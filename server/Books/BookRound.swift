import PostgreSQL
import ServerStore
import Sync

/// A walk past books, a page of them at a time; it can be stopped between any two.
struct BookRound: Sendable {
    private static let pageBooks = 500

    /// The books that follow one, so many at most.
    private let page: @Sendable (BookID?, Int) async throws -> [BookID]

    /// Past every book.
    init(store: ServerStore) {
        page = { try await store.books(after: $0, countMax: $1) }
    }

    /// Past those of which something may be shown as an earlier release knew it.
    init(shownAsBeforeIn store: ServerStore) {
        page = { try await store.booksShownAsBefore(after: $0, countMax: $1) }
    }

    /// Does something for each book. One for which it fails does not keep it from the others; the
    /// first failure is thrown in the end.
    func walk(_ body: (BookID) async throws -> Void) async throws {
        var (last, failure) = (BookID?.none, (any Error)?.none)
        while true {
            let page = try await page(last, Self.pageBooks)
            for book in page {
                try Task.checkCancellation()
                do {
                    try await body(book)
                } catch let error as CancellationError {
                    throw error
                } catch ServerStoreError.standsStill, ServerStoreError.comesUp {
                    // Its turn comes when its log is back.
                } catch {
                    failure = failure ?? error
                }
            }
            guard page.count == Self.pageBooks else { break }
            last = page.last
        }
        if let failure { throw failure }
    }
}

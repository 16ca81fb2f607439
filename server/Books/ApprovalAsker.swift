import PostgreSQL
import ServerJobs
package import ServerStore
package import Sync

/// Asks the owners of a book about changes that were taken although a rule forbids them, by records
/// of the server's own. The book asks for it in the transaction that takes such a change.
package struct ApprovalAsker: BookJob {
    /// The kind.
    package static let kind = "books.ask-approvals"

    /// The book.
    package let book: BookID

    /// Looks at one book.
    package init(book: BookID) { self.book = book }

    /// Asks about whatever is owed.
    package func ask(by office: BookOffice, at milliseconds: UInt64) async throws {
        try await office.askForApprovals(in: book, at: milliseconds)
    }
}

/// Makes up for whatever an `ApprovalAsker` did to no avail.
package struct ApprovalRound: RoundJob {
    /// The kind.
    package static let kind = "books.ask-all-approvals"

    /// Looks at each book that owes something.
    package init() {}

    /// Asks about whatever is owed.
    package static func ask(
        by office: BookOffice, in store: ServerStore, at milliseconds: UInt64
    ) async throws {
        for book in try await store.booksOwingApprovals() {
            try Task.checkCancellation()
            do {
                try await ApprovalAsker(book: book).ask(by: office, at: milliseconds)
            } catch ServerStoreError.standsStill, ServerStoreError.comesUp {
                // Its turn comes when its log is back.
            }
        }
    }
}

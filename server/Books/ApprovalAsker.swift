import Bytes
package import JSON
import PostgreSQL
package import ServerJobs
package import ServerStore
package import Sync

/// Asks the owners of books about changes that were taken although a rule forbids them, by records
/// of the server's own.
///
/// A book asks for it in the transaction that takes such a change. Where that was to no avail, a
/// round over whatever is owed makes it up.
package struct ApprovalAsker: Job {
    /// The kind.
    package static let kind = "books.ask-approvals"
    /// Somebody will look for it soon.
    package static let terms = JobTerms { $0.priority = .high }

    private let book: BookID?

    /// Looks at one book, or at each that owes something.
    package init(book: BookID? = nil) { self.book = book }

    /// Takes the book back, if it names one.
    package init(arguments: JSONValue) throws {
        guard let name = arguments["book"] else {
            book = nil
            return
        }
        guard let book = name.string.flatMap({ BookID(text: $0) }) else {
            throw JobError.malformedArguments(kind: Self.kind)
        }
        self.book = book
    }

    /// The book, if it is one.
    package var arguments: JSONValue { book.map { ["book": .string($0.text)] } ?? [:] }
    /// What is taken after it began needs another one.
    package var uniqueness: JobUniqueness? { JobUniqueness(book?.text ?? "all", until: .started) }

    /// Asks about whatever is owed.
    package func ask(
        by office: BookOffice, in store: ServerStore, at milliseconds: UInt64
    ) async throws {
        if let book {
            try await office.askForApprovals(in: book, at: milliseconds)
            return
        }
        for book in try await store.booksOwingApprovals() {
            try Task.checkCancellation()
            do {
                try await office.askForApprovals(in: book, at: milliseconds)
            } catch ServerStoreError.standsStill, ServerStoreError.comesUp {
                // Its turn comes when its log is back.
            }
        }
    }
}

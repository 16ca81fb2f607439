import Bytes
import Catalog
import PostgreSQL
import ServerJobs
package import ServerStore
package import Sync

/// Merges the long texts of a book that were written apart, as a change of the server's own; what
/// cannot be merged stays for a person.
package struct TextJoiner: BookJob {
    /// The kind.
    package static let kind = "books.join-texts"

    /// The book.
    package let book: BookID

    /// Looks at one book.
    package init(book: BookID) { self.book = book }

    /// Merges what can be merged; tells in how many records. What was written since it looked is
    /// another set of texts, which another run looks at.
    @discardableResult
    package func join(
        by office: BookOffice, in store: ServerStore, at milliseconds: UInt64
    ) async throws -> Int {
        let merger = TextMerger(schema: Catalog.schema, hash: LogHash.function)
        var count = 0
        for record in try await store.recordsWithTextsApart(in: book) {
            try Task.checkCancellation()
            // Computed before the book is locked: a long text takes its time.
            let writes = merger.writes(for: record)
            guard !writes.isEmpty else { continue }
            let change = try await office.write(to: book, at: milliseconds) { open, _, _ in
                try open(record.key) == record ? writes : []
            }
            if change != nil { count += 1 }
        }
        return count
    }
}

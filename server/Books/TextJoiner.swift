import Bytes
import Catalog
package import JSON
import PostgreSQL
package import ServerJobs
package import ServerStore
package import Sync

/// Merges the long texts of a book that were written apart, as a change of the server's own; what
/// cannot be merged stays for a person.
package struct TextJoiner: Job {
    /// The kind.
    package static let kind = "books.join-texts"
    /// Somebody will look at the text soon.
    package static let terms = JobTerms { $0.priority = .high }

    private let book: BookID

    /// Looks at one book.
    package init(book: BookID) { self.book = book }

    /// Takes the book back.
    package init(arguments: JSONValue) throws {
        guard let book = arguments["book"]?.string.flatMap({ BookID(text: $0) }) else {
            throw JobError.malformedArguments(kind: Self.kind)
        }
        self.book = book
    }

    /// The book.
    package var arguments: JSONValue { ["book": .string(book.text)] }
    /// What is written after it began needs another one.
    package var uniqueness: JobUniqueness? { JobUniqueness(book.text, until: .started) }

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

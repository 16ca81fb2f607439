import Bytes
package import JSON
package import Sync

/// Work on one book, about which it need not know more: one that has not begun is enough.
package protocol BookJob: Job {
    /// The book.
    var book: BookID { get }
    /// Looks at a book.
    init(book: BookID)
}

extension BookJob {
    /// Somebody will look for it soon.
    package static var terms: JobTerms { JobTerms { $0.priority = .high } }

    /// Takes the book back.
    package init(arguments: JSONValue) throws {
        guard let book = arguments["book"]?.string.flatMap({ BookID(text: $0) }) else {
            throw JobError.malformedArguments(kind: Self.kind)
        }
        self.init(book: book)
    }

    /// The book.
    package var arguments: JSONValue { ["book": .string(book.text)] }
    /// What comes up after it began needs another one.
    package var uniqueness: JobUniqueness? { JobUniqueness(book.text, until: .started) }
}

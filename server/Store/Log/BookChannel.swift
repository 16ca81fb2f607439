import Bytes
import PostgreSQL
import Sync

/// The channel on which server processes tell each other which book has grown.
package enum BookChannel {
    /// The channel's name.
    package static let name = "counterfoil_books"
}

extension Connection {
    /// Tells every server process how long the book is now.
    func announce(_ book: BookID, head: UInt64) throws(PostgreSQLError) {
        try send("SELECT pg_notify(\(BookChannel.name), \("\(book.text) \(head)"))")
    }
}
